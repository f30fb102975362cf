package dev.loomray.jmh;

import dev.loomray.jmh.PressureContenders.FileChannels;
import dev.loomray.jmh.PressureContenders.Loomray;
import dev.loomray.jmh.PressureContenders.Value;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a mebibyte costs where three times as many are kept as the store holds, 768 of them: to put one while the oldest goes, so
 * that another is spilled, and to read the one that was not read for the longest time, so that it is restored and another leaves.
 *
 * <p>{@code fileChannel} does by hand what is spilled in a store: it writes each to a file, and reads it into 256 MiB in turn.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"--enable-preview", "--sun-misc-unsafe-memory-access=allow", "-Xmx1g"})
public class PressureBenchmark {
  @Benchmark
  public Object put_loomray(Loomray by, Value value) {
    return by.replace(value.array());
  }

  @Benchmark
  public Object put_fileChannel(FileChannels by, Value value) throws IOException {
    return by.replace(value.array());
  }

  @Benchmark
  public long read_loomray(Loomray by) {
    return by.readOldest();
  }

  @Benchmark
  public long read_fileChannel(FileChannels by) throws IOException {
    return by.readOldest();
  }
}
