package search;

import java.util.Arrays;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.stream.IntStream;
import search.Tree.Source;

/** All that a query asks of an index. Where the postings are kept is nobody else's business. */
public interface Index {
  /** All files by name; this is how they are numbered, from 0. */
  List<Source> files();

  /** How many words each file has, by number; -1 if it was passed over. */
  int[] lengths();

  /** Where a word occurs: pairs of a file's number and a count. */
  List<Lists> postings(String word);

  /** The files that could not be read, each with the reason. */
  List<String> skipped();

  /** Whether the other index has the same content to the last word and count. */
  boolean sameAs(Index other);

  /** The lengths of the files that were not passed over. */
  default IntSummaryStatistics indexed() {
    return IntStream.of(lengths()).filter(length -> length >= 0).summaryStatistics();
  }

  /** Puts together what the shards and the merges gave. */
  static Index of(List<Source> files, List<ShardIndex> shards, List<Slice> slices) {
    int[] lengths = shards.stream().flatMapToInt(s -> Arrays.stream(s.lengths())).toArray();
    List<String> skipped = shards.stream().flatMap(s -> s.skipped().stream()).toList();
    return new InArrays(files, lengths, slices, skipped);
  }

  /** An index in plain arrays. */
  record InArrays(List<Source> files, int[] lengths, List<Slice> slices, List<String> skipped)
      implements Index {
    @Override
    public List<Lists> postings(String word) {
      return List.of(slices.get(Slice.numberOf(word)).postings(word));
    }

    @Override
    public boolean sameAs(Index other) {
      return other instanceof InArrays that && Arrays.deepEquals(content(), that.content());
    }

    private Object[] content() {
      return new Object[] {files, lengths, skipped, slices.stream().map(Slice::content).toArray()};
    }
  }
}
