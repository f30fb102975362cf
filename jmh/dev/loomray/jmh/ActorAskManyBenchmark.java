package dev.loomray.jmh;

import dev.loomray.jmh.ActorContenders.BlockingQueue;
import dev.loomray.jmh.ActorContenders.Jctools;
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
 * What an ask costs in the mean where one asks much: {@code askFromActor} from another actor, one
 * after another, and {@code ask1000InFlight} a thousand at a time from a platform thread.
 *
 * <p>An actor of {@code pekko} and {@code pekkoTuned} asks by {@code context.ask} and gets the answer
 * as a message; the actors of all others wait in their turn.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Timeout(time = 1, timeUnit = TimeUnit.MINUTES) // who loses a message, waits for ever
@Fork(
    value = 1,
    jvmArgsAppend = {"--enable-preview", "--sun-misc-unsafe-memory-access=allow"})
public class ActorAskManyBenchmark {
  private static final int ASKS = 1_000;

  // from another actor

  @Benchmark
  @OperationsPerInvocation(ASKS)
  public long askFromActor_loomray(Loomray by) throws Exception {
    return by.counter().askFromActor(ASKS);
  }

  @Benchmark
  @OperationsPerInvocation(ASKS)
  public long askFromActor_pekko(Pekko by) throws Exception {
    return by.counter().askFromActor(ASKS);
  }

  @Benchmark
  @OperationsPerInvocation(ASKS)
  public long askFromActor_pekkoTuned(PekkoTuned by) throws Exception {
    return by.counter().askFromActor(ASKS);
  }

  @Benchmark
  @OperationsPerInvocation(ASKS)
  public long askFromActor_pekkoRef(PekkoRef by) throws Exception {
    return by.counter().askFromActor(ASKS);
  }

  @Benchmark
  @OperationsPerInvocation(ASKS)
  public long askFromActor_jctools(Jctools by) throws Exception {
    return by.counter().askFromActor(ASKS);
  }

  @Benchmark
  @OperationsPerInvocation(ASKS)
  public long askFromActor_blockingQueue(BlockingQueue by) throws Exception {
    return by.counter().askFromActor(ASKS);
  }

  // a thousand at a time

  @Benchmark
  @OperationsPerInvocation(ASKS)
  public long ask1000InFlight_loomray(Loomray by) throws Exception {
    return by.counter().askAtOnce(ASKS);
  }

  @Benchmark
  @OperationsPerInvocation(ASKS)
  public long ask1000InFlight_pekko(Pekko by) throws Exception {
    return by.counter().askAtOnce(ASKS);
  }

  @Benchmark
  @OperationsPerInvocation(ASKS)
  public long ask1000InFlight_pekkoTuned(PekkoTuned by) throws Exception {
    return by.counter().askAtOnce(ASKS);
  }

  @Benchmark
  @OperationsPerInvocation(ASKS)
  public long ask1000InFlight_pekkoRef(PekkoRef by) throws Exception {
    return by.counter().askAtOnce(ASKS);
  }

  @Benchmark
  @OperationsPerInvocation(ASKS)
  public long ask1000InFlight_jctools(Jctools by) throws Exception {
    return by.counter().askAtOnce(ASKS);
  }

  @Benchmark
  @OperationsPerInvocation(ASKS)
  public long ask1000InFlight_blockingQueue(BlockingQueue by) throws Exception {
    return by.counter().askAtOnce(ASKS);
  }
}
