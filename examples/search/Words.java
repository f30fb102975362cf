package search;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Numbers words as they come: a hash table that makes no object for a word. */
final class Words {
  private final WordList words = new WordList(1024, 8192);
  private int[] hashes = new int[1024];
  private int[] table = new int[4096]; // at a word's hash or soon after: its number plus 1

  /** Makes 31 well mixed bits of a {@link String#hashCode}. */
  static int mix(int hash) {
    return (hash * 0x9E3779B9) >>> 1;
  }

  /** The number of a word; a new one gets the next. */
  int number(char[] text, int from, int to, int hash) {
    int at = hash & (table.length - 1);
    for (; table[at] != 0; at = (at + 1) & (table.length - 1)) {
      int word = table[at] - 1;
      if (hashes[word] == hash && words.isAt(word, text, from, to)) {
        return word;
      }
    }
    int word = words.size();
    if (word == hashes.length) {
      grow();
    }
    words.add(text, from, to);
    hashes[word] = hash;
    place(word);
    return word;
  }

  private void grow() {
    table = new int[2 * table.length];
    for (int word = 0; word < words.size(); word++) {
      place(word);
    }
    hashes = Arrays.copyOf(hashes, 2 * hashes.length);
  }

  private void place(int word) {
    int at = hashes[word] & (table.length - 1);
    while (table[at] != 0) {
      at = (at + 1) & (table.length - 1);
    }
    table[at] = word + 1;
  }

  /** The slice of an index that a word belongs to. */
  int slice(int word) {
    return hashes[word] % Slice.COUNT;
  }

  /** The numbers of all words, by slice and then by name. */
  int[] bySliceAndName() {
    return IntStream.range(0, words.size())
        .boxed()
        .sorted(
            Comparator.comparingInt(this::slice)
                .thenComparing((a, b) -> words.compare(a, words, b)))
        .mapToInt(word -> word)
        .toArray();
  }

  /** Some of the words as a list. */
  WordList list(int... numbers) {
    var list = new WordList(numbers.length, 8 * numbers.length);
    for (int word : numbers) {
      list.add(words, word);
    }
    return list.trimmed();
  }
}
