package dev.loomray.jmh;

import dev.loomray.jmh.ActorContenders.BlockingQueue;
import dev.loomray.jmh.ActorContenders.Loomray;
import dev.loomray.jmh.ActorContenders.Pekko;
import dev.loomray.jmh.ActorContenders.PekkoRef;
import dev.loomray.jmh.ActorContenders.PekkoTuned;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Timeout;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a new actor costs, in the mean, until it has handled its first message: a thousand at a time.
 * Their end is not measured.
 *
 * <p>Those of Pekko are spawned in one turn of the guardian, which is the fastest way there is.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Timeout(time = 1, timeUnit = TimeUnit.MINUTES) // who loses a message, waits for ever
@Fork(
    value = 1,
    jvmArgsAppend = {"--enable-preview", "--sun-misc-unsafe-memory-access=allow"})
public class ActorSpawnBenchmark {
  private static final int ACTORS = 1_000;

  // a thousand new actors

  @Benchmark
  @OperationsPerInvocation(ACTORS)
  public Object spawn_loomray(Loomray by, Leftovers rest) throws Exception {
    return rest.after(by.work(), SpawnQuestion.spawn(by.work(), ACTORS));
  }

  @Benchmark
  @OperationsPerInvocation(ACTORS)
  public Object spawn_pekko(Pekko by, Leftovers rest) throws Exception {
    return rest.after(by.work(), SpawnQuestion.spawn(by.work(), ACTORS));
  }

  @Benchmark
  @OperationsPerInvocation(ACTORS)
  public Object spawn_pekkoTuned(PekkoTuned by, Leftovers rest) throws Exception {
    return rest.after(by.work(), SpawnQuestion.spawn(by.work(), ACTORS));
  }

  @Benchmark
  @OperationsPerInvocation(ACTORS)
  public Object spawn_pekkoRef(PekkoRef by, Leftovers rest) throws Exception {
    return rest.after(by.work(), SpawnQuestion.spawn(by.work(), ACTORS));
  }

  @Benchmark
  @OperationsPerInvocation(ACTORS)
  public Object spawn_blockingQueue(BlockingQueue by, Leftovers rest) throws Exception {
    return rest.after(by.work(), SpawnQuestion.spawn(by.work(), ACTORS));
  }
}
