package dev.loomray.internal.task;

import dev.loomray.internal.base.UnsafeWarning;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * A field of {@link Thread} that no public method reaches. This is the one class that uses {@code sun.misc.Unsafe}; where
 * that is refused, the field is not there: it reads as null, and clearing it does nothing. (A record, since the JIT trusts
 * its fields.)
 *
 * @param get reads a field, or null
 * @param put writes a field, or null
 * @param offset where it is
 */
record HiddenField(@Nullable MethodHandle get, @Nullable MethodHandle put, long offset) {
  private static final String UNSAFE = "sun.misc.Unsafe";

  /** The field of this name. */
  static HiddenField of(String name) {
    try {
      Class<?> type = Class.forName(UNSAFE);
      UnsafeWarning.mute();
      Field field = type.getDeclaredField("theUnsafe");
      field.setAccessible(true);
      Object unsafe = field.get(null);
      Method offset = type.getMethod("objectFieldOffset", Field.class);
      long at = (long) offset.invoke(unsafe, Thread.class.getDeclaredField(name));
      return new HiddenField(
          handle(type, unsafe, "getObject", Object.class, Object.class, long.class),
          handle(type, unsafe, "putObject", void.class, Object.class, long.class, Object.class),
          at);
    } catch (ReflectiveOperationException | RuntimeException e) {
      return new HiddenField(null, null, -1);
    }
  }

  private static MethodHandle handle(
      Class<?> type, Object unsafe, String name, Class<?> result, Class<?>... parameters)
      throws ReflectiveOperationException {
    return MethodHandles.lookup()
        .findVirtual(type, name, MethodType.methodType(result, parameters))
        .bindTo(unsafe);
  }

  boolean isThere() {
    return put != null;
  }

  /** Its value. */
  @Nullable Object get(Thread thread) {
    if (get == null) {
      return null;
    }
    try {
      return (Object) get.invokeExact((Object) thread, offset);
    } catch (Throwable e) {
      throw new IllegalStateException("a field of " + thread, e);
    }
  }

  /** Sets it to null. */
  void clear(Thread thread) {
    if (put != null && get(thread) != null) {
      try {
        put.invokeExact((Object) thread, offset, (Object) null);
      } catch (Throwable e) {
        throw new IllegalStateException("a field of " + thread, e);
      }
    }
  }
}
