package search;

import java.nio.IntBuffer;
import java.util.ArrayDeque;
import java.util.List;

/**
 * One slice of an index that grows: the shards are added in their order, and words can be looked up at any time.
 *
 * <p>It keeps few runs, the older ones the larger: a new one is merged with the last as long as both are made of the same
 * number of shards, so each posting is copied about log<sub>2</sub>(shards) times. The postings of the large ones, and of
 * all when it is whole, are {@linkplain #keep kept} elsewhere.
 */
public class Part {
  private static final int LARGE = 32;

  private record Run(int shards, Slice slice, boolean isKept) {}

  private final int number;
  private final ArrayDeque<Run> runs = new ArrayDeque<>();

  /** An empty slice of that number. */
  public Part(int number) {
    this.number = number;
  }

  /** Keeps the postings of a large run, which will not change; on the heap, unless a subclass has a better place. */
  protected Lists keep(int[] postings) {
    return new Lists.OnHeap(postings);
  }

  /** Adds what the next shard has for this slice. */
  public void add(ShardIndex shard) {
    Run run = new Run(1, shard.slice(number), false);
    while (!runs.isEmpty() && runs.getLast().shards == run.shards) {
      run = join(runs.removeLast(), run);
    }
    runs.add(run);
  }

  private Run join(Run a, Run b) {
    Run both = new Run(a.shards + b.shards, Slice.merge(a.slice, b.slice), false);
    return both.shards < LARGE ? both : kept(both);
  }

  private Run kept(Run run) {
    Slice slice = run.slice;
    Lists lists = keep(slice.postings().array());
    return new Run(run.shards, new Slice(slice.words(), slice.ends(), lists), true);
  }

  /** The postings of a word in the files below a number, so far: from each run some, the files in their order. */
  public List<Lists> postings(String word, int files) {
    return runs.stream().map(run -> below(files, run.slice.postings(word))).toList();
  }

  private static Lists below(int files, Lists postings) {
    IntBuffer pairs = postings.ints();
    int end = pairs.limit();
    while (end > 0 && pairs.get(end - 2) >= files) {
      end -= 2;
    }
    return end == pairs.limit() ? postings : postings.range(0, end);
  }

  /** All of it as one slice. */
  public Slice whole() {
    while (runs.size() > 1) {
      Run last = runs.removeLast();
      runs.add(join(runs.removeLast(), last));
    }
    if (!runs.getFirst().isKept) {
      runs.add(kept(runs.removeFirst()));
    }
    return runs.getFirst().slice;
  }
}
