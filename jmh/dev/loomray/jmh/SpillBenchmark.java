package dev.loomray.jmh;

import dev.loomray.jmh.SpillContenders.FileChannels;
import dev.loomray.jmh.SpillContenders.Loomray;
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
 * What it costs to bring 64 MiB of objects to files, and back, while the system keeps the files in memory: as one object, or as
 * small ones in files of 2 MiB.
 *
 * <p>{@code fileChannel} moves as many bytes to and from as many files, all of a file at once, with no header and no checksum.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"--enable-preview", "-Xmx1g"})
public class SpillBenchmark {
  @Benchmark
  public Object write_loomray(Loomray by) throws IOException {
    return by.write();
  }

  @Benchmark
  public Object write_fileChannel(FileChannels by) throws IOException {
    return by.write();
  }

  @Benchmark
  public Object read_loomray(Loomray.Written by) throws IOException {
    return by.read();
  }

  @Benchmark
  public Object read_fileChannel(FileChannels.Written by) throws IOException {
    return by.read();
  }
}
