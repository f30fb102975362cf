package dev.loomray.jmh;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.loomray.ObjectView;
import dev.loomray.jmh.StoreContenders.KryoOnly;
import dev.loomray.jmh.StoreContenders.Loomray;
import dev.loomray.jmh.StoreContenders.MappedFiles;
import dev.loomray.jmh.StoreContenders.Memcpy;
import dev.loomray.jmh.StoreValues.FourUnseen;
import dev.loomray.jmh.StoreValues.Held;
import dev.loomray.jmh.StoreValues.ManyUnseen;
import dev.loomray.jmh.StoreValues.Pojo;
import dev.loomray.jmh.StoreValues.PutArray;
import dev.loomray.jmh.StoreValues.SharedPutArray;
import dev.loomray.jmh.StoreValues.StoredArray;
import dev.loomray.jmh.StoreValues.Viewed;
import java.io.IOException;
import java.lang.ref.Reference;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a stored object costs, in the mean: to put it and let it go again, to read it in place, to
 * get a copy.
 *
 * <p>{@code memcpy} is one copy of as many bytes from or to memory that is in use, which nobody can
 * beat; {@code clone} stays on the heap; {@code kryoOnly} turns the value into bytes on the heap and
 * back, as the store does; {@code mappedFilePerObject} makes, maps and deletes a file in shared memory.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"--enable-preview", "--sun-misc-unsafe-memory-access=allow", "-Xmx2g"})
public class StoreBenchmark {
  private static final int FILLED = StoreContenders.MOST;

  // an array, its ref, and its end

  @Benchmark
  public Object put_loomray(Loomray by, PutArray value) {
    return by.putAndFree(value.array());
  }

  @Benchmark
  public Object put_memcpy(Memcpy by, PutArray value) {
    return by.put(value.array());
  }

  @Benchmark
  public Object put_clone(PutArray value) {
    return value.array().clone();
  }

  @Benchmark
  public Object put_kryoOnly(KryoOnly by, PutArray value) {
    return by.put(value.array());
  }

  @Benchmark
  public long put_mappedFilePerObject(MappedFiles by, PutArray value) throws IOException {
    return by.putAndFree(value.array());
  }

  // the same by two threads, 100 KiB each: the score is what one of them waits

  @Benchmark
  @Threads(2)
  public Object twoThreads_loomray(Loomray by, SharedPutArray value) {
    return by.putAndFree(value.array());
  }

  @Benchmark
  @Threads(2)
  public Object twoThreads_memcpy(Memcpy by, SharedPutArray value) {
    return by.put(value.array());
  }

  @Benchmark
  @Threads(2)
  public Object twoThreads_clone(SharedPutArray value) {
    return value.array().clone();
  }

  // 64 MiB that are written in place, in parts

  @Benchmark
  public Object fill_loomray(Loomray by) {
    return by.fillAndFree(FILLED);
  }

  @Benchmark
  public Object fill_memcpy(Memcpy by) {
    return by.fill(FILLED);
  }

  @Benchmark
  public long fill_mappedFilePerObject(MappedFiles by) throws IOException {
    return by.fillAndFree(FILLED);
  }

  // views that hand a segment out: of objects that nobody has viewed before

  @Benchmark
  @OperationsPerInvocation(ManyUnseen.COUNT)
  public long firstView_loomray(ManyUnseen objects) {
    return objects.viewAll();
  }

  @Benchmark
  @OperationsPerInvocation(FourUnseen.COUNT)
  public long firstViewOfFour_loomray(FourUnseen objects) {
    return objects.viewAll();
  }

  @Benchmark
  public long firstView_mappedFilePerObject(ManyUnseen objects, MappedFiles by) throws IOException {
    return by.view();
  }

  // of one that somebody else reads

  @Benchmark
  public long nextView_loomray(Viewed object, Held held) {
    try (ObjectView view = object.ref().view()) {
      return view.segment().get(JAVA_LONG, 0);
    } finally {
      Reference.reachabilityFence(held.held());
    }
  }

  // a view that hands nothing out

  @Benchmark
  public long scopedView_loomray(Viewed object) {
    try (ObjectView view = object.ref().view()) {
      return view.getLong(0);
    }
  }

  // a copy of an array

  @Benchmark
  public Object getArray_loomray(StoredArray value) {
    return value.ref().get();
  }

  @Benchmark
  public Object getArray_memcpy(Memcpy by, StoredArray value) {
    return by.get(value.array().length);
  }

  @Benchmark
  public Object getArray_clone(StoredArray value) {
    return value.array().clone();
  }

  @Benchmark
  public Object getArray_kryoOnly(KryoOnly by, StoredArray value) {
    return by.get();
  }

  @Benchmark
  public Object getArray_mappedFilePerObject(MappedFiles by, StoredArray value) throws IOException {
    return by.get();
  }

  // an object of plain classes with an array in it, put and let go

  @Benchmark
  public Object putPojo_loomray(Loomray by, Pojo value) {
    return by.putAndFree(value.order());
  }

  @Benchmark
  public Object putPojo_kryoOnly(KryoOnly by, Pojo value) {
    return by.put(value.order());
  }

  @Benchmark
  public Object putPojo_memcpy(Memcpy by, Pojo value) {
    return by.put(value.bytes());
  }

  // the same, a copy of it

  @Benchmark
  public Object getPojo_loomray(Pojo value) {
    return value.ref().get();
  }

  @Benchmark
  public Object getPojo_kryoOnly(KryoOnly by, Pojo value) {
    return by.get();
  }
}
