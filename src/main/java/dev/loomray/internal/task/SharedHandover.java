package dev.loomray.internal.task;

import dev.loomray.internal.serial.Failure;
import org.jspecify.annotations.Nullable;

/** Hands everything over by reference. */
final class SharedHandover implements Handover {
  @Override
  public Call call(long id, String name, Invocation invocation) {
    return invocation;
  }

  @Override
  public Call call(Node<?> of, Invocation invocation) {
    return invocation;
  }

  @Override
  public Object result(@Nullable Object value) {
    return value == null ? Ref.NULL : value;
  }

  @Override
  public Failure failure(Failure failure) {
    return failure;
  }
}
