package dev.loomray.internal.serial.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loomray.Codec;
import dev.loomray.error.UnserializableException;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class GraphCoderTest {
  record Job(int id, List<Integer> steps) {}

  private final GraphCoder coder = new GraphCoder(Map.of(), GraphCoderTest.class.getClassLoader());

  private Object copy(Object value) {
    byte[] bytes = coder.encode((byte) 16, value, new ArrayList<>());
    assertThat(bytes[0]).isEqualTo((byte) 16);
    return coder.decode(bytes, 1, bytes.length - 1, List.of());
  }

  @Test
  void twoThreadsMayUseIt() throws InterruptedException, ExecutionException {
    Callable<Integer> work =
        () -> {
          int right = 0;
          for (int i = 0; i < 2_000; i++) {
            Job job = new Job(i, new ArrayList<>(List.of(i, -i)));
            right += copy(job).equals(job) ? 1 : 0;
          }
          return right;
        };
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      for (Future<Integer> done : List.of(threads.submit(work), threads.submit(work))) {
        assertThat(done.get()).isEqualTo(2_000);
      }
    }
  }

  @Test
  void aFailureLeavesNothingBehind() {
    Job good = new Job(1, new ArrayList<>(List.of(1)));
    for (int i = 0; i < 100; i++) {
      assertThatThrownBy(
              () ->
                  coder.encode(
                      (byte) 16, new Object[] {good, Thread.currentThread()}, new ArrayList<>()))
          .isInstanceOf(UnserializableException.class);
      assertThatThrownBy(() -> coder.decode(new byte[] {99, 1, 2}, 0, 3, List.of()))
          .isInstanceOf(UnserializableException.class);
      assertThat(copy(good)).isEqualTo(good);
    }
  }

  @Test
  void aCodecMayUseTheCoderItself() {
    Thread thread = Thread.ofPlatform().unstarted(() -> {});
    Codec<Thread> nested =
        new Codec<>() {
          @Override
          public void write(Thread value, DataOutput out) throws IOException {
            byte[] bytes = coder.encode((byte) 16, new Job(7, List.of()), new ArrayList<>());
            out.writeInt(bytes.length);
            out.write(bytes);
          }

          @Override
          public Thread read(DataInput in) {
            return thread;
          }
        };
    GraphCoder outer =
        new GraphCoder(Map.of(Thread.class, nested), GraphCoderTest.class.getClassLoader());
    byte[] bytes = outer.encode((byte) 16, thread, new ArrayList<>());
    assertThat(outer.decode(bytes, 1, bytes.length - 1, List.of())).isSameAs(thread);
  }

  @Test
  void kryoDoesWithoutUnsafeAndThePropertyIsPutBack() {
    assertThat(KryoSettings.apply()).isFalse();
    assertThat(System.getProperty("kryo.unsafe")).isNull();
  }

  @Test
  void aThousandNestedObjectsFitOnAStackOfOneMebibyte() throws InterruptedException {
    Object nested = "x";
    for (int i = 0; i < GraphKryo.MAX_DEPTH - 2; i++) {
      nested = new Holder(nested);
    }
    Object deep = nested;
    List<Object> copies = new ArrayList<>();
    Thread thread = new Thread(null, () -> copies.add(copy(deep)), "usual", 1024 * 1024);
    thread.start();
    thread.join();
    assertThat(copies).hasSize(1);
  }

  static final class Holder {
    final Object held;

    Holder(Object held) {
      this.held = held;
    }
  }
}
