package search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What is known of the files of an index that grows: the shards are added in their order. */
public final class Catalog {
  /** What is known at one time; the files are the first of all. */
  public record Page(int[] lengths, List<String> skipped) {}

  private final List<String> skipped = new ArrayList<>();
  private int[] lengths = {};

  /** Adds the files of the next shard. */
  public void add(ShardIndex shard) {
    int end = lengths.length;
    lengths = Arrays.copyOf(lengths, end + shard.lengths().length);
    System.arraycopy(shard.lengths(), 0, lengths, end, shard.lengths().length);
    skipped.addAll(shard.skipped());
  }

  /** What is known now. */
  public Page page() {
    return new Page(lengths, List.copyOf(skipped));
  }
}
