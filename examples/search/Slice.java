package search;

import java.util.Arrays;

/**
 * Some of the words, sorted, with their postings: those of word {@code i} are pairs of a file's
 * number and a count, and end at {@code ends[i]}, where those of the next word begin.
 *
 * <p>A slice never changes. An index has several, by the hash of the words, so that the last and
 * largest merges run in parallel too.
 */
public record Slice(WordList words, int[] ends, Lists postings) {
  /** The number of slices of an index. */
  public static final int COUNT = 8;

  /** The number of the slice that a word belongs to. */
  public static int numberOf(String word) {
    return Words.mix(word.hashCode()) % COUNT;
  }

  /** Joins two slices of the same hashes; the files of {@code a} come before those of {@code b}. */
  public static Slice merge(Slice a, Slice b) {
    int most = a.ends.length + b.ends.length;
    var words = new WordList(most, a.words.letters() + b.words.letters());
    int[] ends = new int[most];
    int[] older = a.postings.array();
    int[] newer = b.postings.array();
    int[] postings = new int[older.length + newer.length];
    for (int i = 0, j = 0, end = 0; i < a.ends.length || j < b.ends.length; ) {
      int order = a.compare(i, b, j);
      int word = words.size();
      words.add(order <= 0 ? a.words : b.words, order <= 0 ? i : j);
      end = order <= 0 ? a.copyPostings(older, i++, postings, end) : end;
      end = order >= 0 ? b.copyPostings(newer, j++, postings, end) : end;
      ends[word] = end;
    }
    return new Slice(
        words.trimmed(), Arrays.copyOf(ends, words.size()), new Lists.OnHeap(postings));
  }

  /** Which of two words comes first; a slice that is at its end comes last. */
  private int compare(int i, Slice that, int j) {
    return i == ends.length ? 1 : j == that.ends.length ? -1 : words.compare(i, that.words, j);
  }

  /** Appends the postings of a word to others that end at {@code end}; answers the new end. */
  private int copyPostings(int[] postings, int i, int[] to, int end) {
    System.arraycopy(postings, start(i), to, end, ends[i] - start(i));
    return end + ends[i] - start(i);
  }

  private int start(int i) {
    return i == 0 ? 0 : ends[i - 1];
  }

  /** The postings of a word; none if it does not occur. */
  Lists postings(String word) {
    int i = words.find(word);
    return i < 0 ? postings.range(0, 0) : postings.range(start(i), ends[i]);
  }

  Object[] content() {
    return new Object[] {words, ends, postings.ints()};
  }
}
