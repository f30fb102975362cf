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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Timeout;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a message to an actor costs, in the mean, from the sender's first one until the last is
 * handled. All contenders hand over the same number and make a message for each; {@code pingPong} is
 * per hop.
 *
 * <p>{@code jctools} is the queue alone, with a consumer that never sleeps; {@code blockingQueue} what
 * one writes with the JDK; {@code pekkoRef} a tuned Pekko whose messages carry a future, as every
 * call of Loomray gives a ref.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Timeout(time = 1, timeUnit = TimeUnit.MINUTES) // who loses a message, waits for ever
@Fork(
    value = 1,
    jvmArgsAppend = {"--enable-preview", "--sun-misc-unsafe-memory-access=allow"})
public class ActorTellBenchmark {
  private static final int MESSAGES = 100_000;
  private static final int HALF = MESSAGES / 2;
  private static final int EACH = MESSAGES / CrowdQuestions.ACTORS;
  private static final int HOPS = 10_000;

  // one sender, one actor

  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public long tell1to1_loomray(Loomray by) throws Exception {
    return by.counter().tell(MESSAGES);
  }

  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public long tell1to1_pekko(Pekko by) throws Exception {
    return by.counter().tell(MESSAGES);
  }

  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public long tell1to1_pekkoTuned(PekkoTuned by) throws Exception {
    return by.counter().tell(MESSAGES);
  }

  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public long tell1to1_pekkoRef(PekkoRef by) throws Exception {
    return by.counter().tell(MESSAGES);
  }

  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public long tell1to1_jctools(Jctools by) throws Exception {
    return by.counter().tell(MESSAGES);
  }

  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public long tell1to1_blockingQueue(BlockingQueue by) throws Exception {
    return by.counter().tell(MESSAGES);
  }

  // two senders, one actor

  @Benchmark
  @OperationsPerInvocation(HALF)
  @Threads(2)
  public long tell2to1_loomray(Loomray by) throws Exception {
    return by.counter().tellBesideOthers(HALF);
  }

  @Benchmark
  @OperationsPerInvocation(HALF)
  @Threads(2)
  public long tell2to1_pekko(Pekko by) throws Exception {
    return by.counter().tellBesideOthers(HALF);
  }

  @Benchmark
  @OperationsPerInvocation(HALF)
  @Threads(2)
  public long tell2to1_pekkoTuned(PekkoTuned by) throws Exception {
    return by.counter().tellBesideOthers(HALF);
  }

  @Benchmark
  @OperationsPerInvocation(HALF)
  @Threads(2)
  public long tell2to1_pekkoRef(PekkoRef by) throws Exception {
    return by.counter().tellBesideOthers(HALF);
  }

  @Benchmark
  @OperationsPerInvocation(HALF)
  @Threads(2)
  public long tell2to1_jctools(Jctools by) throws Exception {
    return by.counter().tellBesideOthers(HALF);
  }

  @Benchmark
  @OperationsPerInvocation(HALF)
  @Threads(2)
  public long tell2to1_blockingQueue(BlockingQueue by) throws Exception {
    return by.counter().tellBesideOthers(HALF);
  }

  // one sender, a thousand actors in turn

  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public long tell1to1000_loomray(Loomray by) throws Exception {
    return by.crowd().tell(EACH);
  }

  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public long tell1to1000_pekko(Pekko by) throws Exception {
    return by.crowd().tell(EACH);
  }

  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public long tell1to1000_pekkoTuned(PekkoTuned by) throws Exception {
    return by.crowd().tell(EACH);
  }

  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public long tell1to1000_pekkoRef(PekkoRef by) throws Exception {
    return by.crowd().tell(EACH);
  }

  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public long tell1to1000_blockingQueue(BlockingQueue by) throws Exception {
    return by.crowd().tell(EACH);
  }

  // two actors, one message to and fro

  @Benchmark
  @OperationsPerInvocation(HOPS)
  public int pingPong_loomray(Loomray by) throws Exception {
    return by.game().play(HOPS);
  }

  @Benchmark
  @OperationsPerInvocation(HOPS)
  public int pingPong_pekko(Pekko by) throws Exception {
    return by.game().play(HOPS);
  }

  @Benchmark
  @OperationsPerInvocation(HOPS)
  public int pingPong_pekkoTuned(PekkoTuned by) throws Exception {
    return by.game().play(HOPS);
  }

  @Benchmark
  @OperationsPerInvocation(HOPS)
  public int pingPong_pekkoRef(PekkoRef by) throws Exception {
    return by.game().play(HOPS);
  }

  @Benchmark
  @OperationsPerInvocation(HOPS)
  public int pingPong_jctools(Jctools by) throws Exception {
    return by.game().play(HOPS);
  }

  @Benchmark
  @OperationsPerInvocation(HOPS)
  public int pingPong_blockingQueue(BlockingQueue by) throws Exception {
    return by.game().play(HOPS);
  }
}
