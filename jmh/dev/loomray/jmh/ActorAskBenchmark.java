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
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Timeout;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long who asks an actor waits for its answer, one ask per sample: read p50 and p99, since a mean
 * hides what a wake-up does.
 *
 * <p>In {@code askVirtual} the thread that asks is a virtual one; in {@code askBesideBusyCore} a platform
 * thread that has nothing to do with it spins; in {@code paced1kAsk} there are a thousand asks a
 * second and nothing else to do: read {@code cpu.norm} of {@link CpuTimeProfiler}, too.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Timeout(time = 1, timeUnit = TimeUnit.MINUTES) // who loses a message, waits for ever
@Fork(
    value = 1,
    jvmArgsAppend = {"--enable-preview", "--sun-misc-unsafe-memory-access=allow"})
public class ActorAskBenchmark {
  private static final String PREVIEW = "--enable-preview";
  private static final String UNSAFE = "--sun-misc-unsafe-memory-access=allow";
  private static final String VIRTUAL = "-Djmh.executor=VIRTUAL";

  // from a platform thread

  @Benchmark
  public long askPlatform_loomray(Loomray by) throws Exception {
    return by.counter().ask();
  }

  @Benchmark
  public long askPlatform_pekko(Pekko by) throws Exception {
    return by.counter().ask();
  }

  @Benchmark
  public long askPlatform_pekkoTuned(PekkoTuned by) throws Exception {
    return by.counter().ask();
  }

  @Benchmark
  public long askPlatform_pekkoRef(PekkoRef by) throws Exception {
    return by.counter().ask();
  }

  @Benchmark
  public long askPlatform_jctools(Jctools by) throws Exception {
    return by.counter().ask();
  }

  @Benchmark
  public long askPlatform_blockingQueue(BlockingQueue by) throws Exception {
    return by.counter().ask();
  }

  // from a virtual thread

  @Benchmark
  @Fork(jvmArgsAppend = {PREVIEW, UNSAFE, VIRTUAL})
  public long askVirtual_loomray(Loomray by) throws Exception {
    return by.counter().ask();
  }

  @Benchmark
  @Fork(jvmArgsAppend = {PREVIEW, UNSAFE, VIRTUAL})
  public long askVirtual_pekko(Pekko by) throws Exception {
    return by.counter().ask();
  }

  @Benchmark
  @Fork(jvmArgsAppend = {PREVIEW, UNSAFE, VIRTUAL})
  public long askVirtual_pekkoTuned(PekkoTuned by) throws Exception {
    return by.counter().ask();
  }

  @Benchmark
  @Fork(jvmArgsAppend = {PREVIEW, UNSAFE, VIRTUAL})
  public long askVirtual_pekkoRef(PekkoRef by) throws Exception {
    return by.counter().ask();
  }

  @Benchmark
  @Fork(jvmArgsAppend = {PREVIEW, UNSAFE, VIRTUAL})
  public long askVirtual_jctools(Jctools by) throws Exception {
    return by.counter().ask();
  }

  @Benchmark
  @Fork(jvmArgsAppend = {PREVIEW, UNSAFE, VIRTUAL})
  public long askVirtual_blockingQueue(BlockingQueue by) throws Exception {
    return by.counter().ask();
  }

  // from a platform thread, while another one computes

  @Benchmark
  public long askBesideBusyCore_loomray(Loomray by, BusyCore busy) throws Exception {
    return by.counter().ask();
  }

  @Benchmark
  public long askBesideBusyCore_pekko(Pekko by, BusyCore busy) throws Exception {
    return by.counter().ask();
  }

  @Benchmark
  public long askBesideBusyCore_pekkoTuned(PekkoTuned by, BusyCore busy) throws Exception {
    return by.counter().ask();
  }

  @Benchmark
  public long askBesideBusyCore_pekkoRef(PekkoRef by, BusyCore busy) throws Exception {
    return by.counter().ask();
  }

  @Benchmark
  public long askBesideBusyCore_jctools(Jctools by, BusyCore busy) throws Exception {
    return by.counter().ask();
  }

  @Benchmark
  public long askBesideBusyCore_blockingQueue(BlockingQueue by, BusyCore busy) throws Exception {
    return by.counter().ask();
  }

  // a thousand a second

  @Benchmark
  public long paced1kAsk_loomray(Loomray by, PacedBenchmark.Pace pace) throws Exception {
    return by.counter().ask();
  }

  @Benchmark
  public long paced1kAsk_pekko(Pekko by, PacedBenchmark.Pace pace) throws Exception {
    return by.counter().ask();
  }

  @Benchmark
  public long paced1kAsk_pekkoTuned(PekkoTuned by, PacedBenchmark.Pace pace) throws Exception {
    return by.counter().ask();
  }

  @Benchmark
  public long paced1kAsk_pekkoRef(PekkoRef by, PacedBenchmark.Pace pace) throws Exception {
    return by.counter().ask();
  }

  @Benchmark
  public long paced1kAsk_jctools(Jctools by, PacedBenchmark.Pace pace) throws Exception {
    return by.counter().ask();
  }

  @Benchmark
  public long paced1kAsk_blockingQueue(BlockingQueue by, PacedBenchmark.Pace pace)
      throws Exception {
    return by.counter().ask();
  }
}
