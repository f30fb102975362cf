package dev.loomray.internal.base;

import java.lang.reflect.Method;

/** What the JDK prints once a process, when somebody reads or writes memory through {@code sun.misc.Unsafe}. */
public final class UnsafeWarning {
  private UnsafeWarning() {}

  /**
   * Has it not printed: that Unsafe will go is known here, and no news for a user. This holds for the whole process. It does
   * not change what is refused.
   *
   * @throws ReflectiveOperationException if there is no such switch; then Unsafe must not be used
   */
  public static void mute() throws ReflectiveOperationException {
    Method warned = Class.forName("sun.misc.Unsafe").getDeclaredMethod("trySetMemoryAccessWarned");
    warned.setAccessible(true);
    warned.invoke(null);
  }
}
