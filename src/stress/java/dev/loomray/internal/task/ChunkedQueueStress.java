package dev.loomray.internal.task;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.ArrayList;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** Chunks are taken out of the middle of the queue while others take, add, and take out the next. */
final class ChunkedQueueStress {
  private static final int SIZE = 512;

  private ChunkedQueueStress() {}

  /** Some full chunks that hold nothing but the very first, and so many elements of the last. */
  private static ChunkedQueue<Integer> emptied(int chunks, int last) {
    ChunkedQueue<Integer> queue = new ChunkedQueue<>();
    for (int i = 0; i < chunks * SIZE + last; i++) {
      queue.add(i);
    }
    for (var all = queue.iterator(); all.hasNext(); ) {
      int next = all.next();
      if (next > 0 && next < chunks * SIZE) {
        all.remove();
      }
    }
    return queue;
  }

  private static String rest(ChunkedQueue<Integer> queue) {
    return new ArrayList<>(queue).toString();
  }

  /** The head passes a chunk that is taken out. */
  @JCStressTest
  @Outcome(id = "0, 1024, \\[-1\\]", expect = ACCEPTABLE, desc = "each once, in order")
  @Outcome(id = "0, 1024, \\[\\]", expect = FORBIDDEN, desc = "one was added to what nobody meets")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "lost or doubled")
  @State
  public static class SweepAndPoll {
    private final ChunkedQueue<Integer> queue = emptied(2, 1);

    @Actor
    public void sweep() {
      queue.removeIf(_ -> false);
      queue.offer(-1);
    }

    @Actor
    public void poll(LLL_Result r) {
      r.r1 = queue.poll();
      r.r2 = queue.poll();
    }

    @Arbiter
    public void after(LLL_Result r) {
      r.r3 = rest(queue);
    }
  }

  /** Two neighbours are taken out by two threads. */
  @JCStressTest
  @Outcome(id = "\\[0, 1536\\]", expect = ACCEPTABLE, desc = "what lives is met")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "lost or doubled")
  @State
  public static class SweepAndSweep {
    private final ChunkedQueue<Integer> queue = emptied(3, 1);

    @Actor
    public void one() {
      queue.removeIf(_ -> false);
    }

    @Actor
    public void other() {
      queue.removeIf(_ -> false);
    }

    @Arbiter
    public void after(L_Result r) {
      r.r1 = rest(queue);
    }
  }

  /** The last chunk is full and dead, and is taken out as soon as it has a next one; the tail may still be there. */
  @JCStressTest
  @Outcome(id = "\\[0, -1, -2\\]", expect = ACCEPTABLE, desc = "what was added is met")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "added to what nobody meets")
  @State
  public static class SweepAndAppend {
    private final ChunkedQueue<Integer> queue = emptied(2, 0);

    @Actor
    public void add() {
      queue.offer(-1);
    }

    @Actor
    public void sweep() {
      queue.removeIf(_ -> false);
    }

    @Arbiter
    public void after(L_Result r) {
      queue.offer(-2);
      r.r1 = rest(queue);
    }
  }
}
