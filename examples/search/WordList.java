package search;

import java.util.Arrays;

/** Words, one after the other in one array: one object for the garbage collector. */
final class WordList {
  private char[] letters;
  private int[] ends; // of each word, in the letters; the next one starts there
  private int size;

  WordList(int words, int letters) {
    this.letters = new char[letters];
    ends = new int[words];
  }

  int size() {
    return size;
  }

  /** How many letters the words have in all. */
  int letters() {
    return start(size);
  }

  void add(char[] text, int from, int to) {
    int start = start(size);
    int end = start + to - from;
    if (size == ends.length) {
      ends = Arrays.copyOf(ends, 2 * size);
    }
    if (end > letters.length) {
      letters = Arrays.copyOf(letters, 2 * end);
    }
    System.arraycopy(text, from, letters, start, to - from);
    ends[size++] = end;
  }

  void add(WordList from, int i) {
    add(from.letters, from.start(i), from.ends[i]);
  }

  private int start(int i) {
    return i == 0 ? 0 : ends[i - 1];
  }

  boolean isAt(int i, char[] text, int from, int to) {
    return Arrays.equals(letters, start(i), ends[i], text, from, to);
  }

  int compare(int i, WordList that, int j) {
    return Arrays.compare(letters, start(i), ends[i], that.letters, that.start(j), that.ends[j]);
  }

  /** Where a word is in a sorted list; -1 if it is not there. */
  int find(String word) {
    char[] text = word.toCharArray();
    int low = 0;
    int high = size - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = Arrays.compare(letters, start(middle), ends[middle], text, 0, text.length);
      if (order == 0) {
        return middle;
      }
      low = order < 0 ? middle + 1 : low;
      high = order < 0 ? high : middle - 1;
    }
    return -1;
  }

  /** The same words without room for more. */
  WordList trimmed() {
    var list = new WordList(0, 0);
    list.letters = Arrays.copyOf(letters, letters());
    list.ends = Arrays.copyOf(ends, size);
    list.size = size;
    return list;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof WordList that
        && size == that.size
        && Arrays.equals(ends, 0, size, that.ends, 0, size)
        && Arrays.equals(letters, 0, letters(), that.letters, 0, letters());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(Arrays.copyOf(ends, size));
  }
}
