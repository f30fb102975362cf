package dev.loomray.internal.serial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loomray.error.UnserializableException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A queue whose lock says that somebody holds it. Java frees a lock when it is read, but not if its class is said to extend
 * another; then the queue waited for it for ever, to add its elements.
 */
class HeldLockTest {
  private final ValueCodec codec = new ValueCodec(Map.of(), HeldLockTest.class.getClassLoader());

  private static byte[] stream() {
    return JavaStreams.of(new LinkedBlockingDeque<>(List.of(1, 2))); // it holds its lock meanwhile
  }

  @Test
  void aQueueWithAHeldLockIsRefused() throws InterruptedException {
    String text = new String(stream(), StandardCharsets.ISO_8859_1);
    String held = text.replace("locks.ReentrantLock$Sync", "locks.ReentrantLock$Lost");
    assertThat(held).isNotEqualTo(text);
    byte[] bytes = JavaStreams.value(held.getBytes(StandardCharsets.ISO_8859_1));
    AtomicReference<Object> answer = new AtomicReference<>();
    Thread reader = Thread.ofPlatform().daemon().start(() -> answer.set(read(bytes)));
    assertThat(reader.join(Duration.ofMinutes(1))).isTrue();
    assertThat(answer.get())
        .isInstanceOfSatisfying(
            UnserializableException.class,
            e -> assertThat(e).hasMessageContaining("a lock that is held"));
  }

  @Test
  void aQueueAsJavaWritesItIsRead() {
    assertThat(String.valueOf(read(JavaStreams.value(stream())))).isEqualTo("[1, 2]");
  }

  private @Nullable Object read(byte[] bytes) {
    try {
      return codec.decode(new Encoded(bytes, List.of()));
    } catch (UnserializableException e) {
      return e;
    }
  }
}
