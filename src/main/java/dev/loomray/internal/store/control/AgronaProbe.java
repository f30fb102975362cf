package dev.loomray.internal.store.control;

import dev.loomray.internal.base.UnsafeWarning;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Whether Agrona's buffers work in this JVM. They need {@code sun.misc.Unsafe}, which some JVMs refuse
 * ({@code --sun-misc-unsafe-memory-access=deny}), and must do so without a word on standard error.
 */
final class AgronaProbe {
  static final boolean WORKS = works();

  private AgronaProbe() {}

  private static boolean works() {
    try (Arena arena = Arena.ofConfined()) {
      UnsafeWarning.mute();
      MemorySegment memory = arena.allocate(ValueLayout.JAVA_LONG);
      new AgronaWords(memory).putLongRelease(0, 42);
      return memory.get(ValueLayout.JAVA_LONG, 0) == 42;
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      return false; // no such switch, or refused, or not there
    }
  }
}
