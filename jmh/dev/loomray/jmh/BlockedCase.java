package dev.loomray.jmh;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** One line of {@link BlockedActors}, in a JVM of its own. */
final class BlockedCase<A, F> {
  private static final int PROBES = 1_000;
  private static final int WARMUP_ROUNDS = 20;
  private static final long LIMIT_NANOS = 3_000_000_000L;
  private static final long AFTER_NANOS = 1_000_000_000L;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final AtomicInteger begun = new AtomicInteger();
  private final ActorWork<A, F> work;
  private final List<A> probes;
  private long asked;

  private BlockedCase(ActorWork<A, F> work) {
    this.work = work;
    probes = work.spawn(PROBES, Counter::new);
  }

  /** Takes the contender, the way to block, how many do, how many tasks compute, and a port. */
  public static void main(String[] args) throws Exception {
    BlockedCase<?, ?> run = new BlockedCase<>(ActorContenders.begin(args[0]));
    Blocks blocks = Blocks.valueOf(args[1].toUpperCase(Locale.ROOT));
    int[] numbers = List.of(args).subList(2, 5).stream().mapToInt(Integer::parseInt).toArray();
    System.out.println(run.measure(blocks, numbers[0], numbers[1], numbers[2]));
    Runtime.getRuntime().halt(0); // nobody sets the blocked ones free, and nobody need hear of it
  }

  private String measure(Blocks blocks, int count, int computing, int port) throws Exception {
    ActorWork.Block block = blocks.prepare(work, count, port);
    List<A> blockers = work.spawnBlocking(count, () -> new Blocker(block));
    for (int i = 0; i < WARMUP_ROUNDS; i++) {
      probeAll(new Latencies());
    }
    for (int i = 0; i < computing; i++) {
      work.compute(BlockedCase::spin);
    }
    Latencies cold = new Latencies();
    Latencies after = new Latencies();
    long heap = UsedHeap.bytes();
    threads.resetPeakThreadCount();
    probeWhileBlocking(blockers, cold);
    probeAfterwards(after);
    int peak = threads.getPeakThreadCount();
    int blocked = begun.get();
    double bytes = (double) (UsedHeap.bytes() - heap) / Math.max(1, blocked);
    return String.format(
        Locale.ROOT, "%d | %d | %.0f | %s | %s", blocked, peak, bytes, cold.cells(), after.cells());
  }

  /** Asks from the moment the first one is told until all block, or a limit. */
  private void probeWhileBlocking(List<A> blockers, Latencies latencies) throws Exception {
    Thread teller =
        Thread.ofPlatform().daemon().start(() -> blockers.forEach(a -> work.tell(a, 1)));
    long end = System.nanoTime() + LIMIT_NANOS;
    while (begun.get() < blockers.size() && System.nanoTime() - end < 0) {
      probeAll(latencies);
    }
    teller.join();
  }

  private void probeAfterwards(Latencies latencies) throws Exception {
    for (long end = System.nanoTime() + AFTER_NANOS; System.nanoTime() - end < 0; ) {
      probeAll(latencies);
    }
  }

  private void probeAll(Latencies latencies) throws Exception {
    asked++;
    for (A probe : probes) {
      long start = System.nanoTime();
      long answer = work.await(work.ask(probe, 1));
      latencies.add(System.nanoTime() - start);
      Expect.equal("answer", asked, answer);
    }
  }

  private static void spin() {
    while (true) {
      Thread.onSpinWait();
    }
  }

  private final class Blocker extends Counter {
    private final ActorWork.Block block;

    private Blocker(ActorWork.Block block) {
      this.block = block;
    }

    @Override
    void add(int by) {
      begun.incrementAndGet();
      try {
        block.block();
        throw new IllegalStateException("a block has ended");
      } catch (Exception e) {
        e.printStackTrace(); // to be seen; the case goes on with one less
      }
    }
  }
}
