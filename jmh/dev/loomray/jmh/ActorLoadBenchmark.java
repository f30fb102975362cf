package dev.loomray.jmh;

import dev.loomray.jmh.ActorContenders.Loomray;
import dev.loomray.jmh.ActorContenders.PekkoThreadPool;
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
 * How long an ask takes while eight other actors compute without a pause, in turns of 50 µs, 5 ms and
 * 50 ms; each has always a message more than it works on.
 *
 * <p>Beside p50, p99 and the maximum read {@code cores}, how many cores' worth of computing they got
 * done, and {@code virtualPercent}, how many of their turns ran on virtual threads.
 *
 * <p>Pekko is on its thread pool here. On its default, a fork/join pool, actors that never run dry
 * keep its workers, and the probe was not answered within 30 s; nor was it beside virtual threads with
 * a queue each, which give way to nobody while they do not wait.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 3, time = 10)
@Timeout(time = 1, timeUnit = TimeUnit.MINUTES) // who loses a message, waits for ever
@Fork(
    value = 1,
    jvmArgsAppend = {"--enable-preview", "--sun-misc-unsafe-memory-access=allow"})
public class ActorLoadBenchmark {
  // a probe beside eight busy actors

  @Benchmark
  public long busyActors_loomray(Loomray by, BusyLoad busy) throws Exception {
    return busy.probe(by);
  }

  @Benchmark
  public long busyActors_pekkoThreadPool(PekkoThreadPool by, BusyLoad busy) throws Exception {
    return busy.probe(by);
  }
}
