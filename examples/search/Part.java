package search;

import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * One slice of an index that grows: the shards are added in their order, and words can be looked up at any time.
 *
 * <p>It keeps few runs, the older ones the larger: a new one is merged with the last as long as both are made of the same
 * number of shards, so each posting is copied about log<sub>2</sub>(shards) times.
 */
public final class Part {
  private record Run(int shards, Slice slice) {}

  private final int number;
  private final ArrayDeque<Run> runs = new ArrayDeque<>();

  /** An empty slice of that number. */
  public Part(int number) {
    this.number = number;
  }

  /** Adds what the next shard has for this slice. */
  public void add(ShardIndex shard) {
    Run run = new Run(1, shard.slice(number));
    while (!runs.isEmpty() && runs.getLast().shards == run.shards) {
      run = join(runs.removeLast(), run);
    }
    runs.add(run);
  }

  private static Run join(Run a, Run b) {
    return new Run(a.shards + b.shards, Slice.merge(a.slice, b.slice));
  }

  /** The postings of a word in the files below a number, so far. */
  public int[] postings(String word, int files) {
    int[] all =
        runs.stream().flatMapToInt(run -> Arrays.stream(run.slice.postings(word))).toArray();
    int end = all.length;
    while (end > 0 && all[end - 2] >= files) {
      end -= 2;
    }
    return Arrays.copyOf(all, end);
  }

  /** All of it as one slice. */
  public Slice whole() {
    while (runs.size() > 1) {
      Run last = runs.removeLast();
      runs.add(join(runs.removeLast(), last));
    }
    return runs.getFirst().slice;
  }
}
