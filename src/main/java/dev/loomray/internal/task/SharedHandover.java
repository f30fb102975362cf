package dev.loomray.internal.task;

import dev.loomray.internal.serial.Failure;
import dev.loomray.internal.serial.ValueCodec;
import dev.loomray.internal.store.ObjectStore;
import dev.loomray.internal.store.Stored;
import org.jspecify.annotations.Nullable;

/** Hands everything over by reference, but for what is large and asks to be stored. */
final class SharedHandover implements Handover {
  private final ObjectStore store;

  SharedHandover(ObjectStore store) {
    this.store = store;
  }

  @Override
  public Call call(long id, String name, Invocation invocation) {
    return invocation;
  }

  @Override
  public Call call(Execution<?> of, Invocation invocation) {
    return of.isStored() ? LargeArguments.stored(invocation, of) : invocation;
  }

  @Override
  public Object result(Execution<?> of, @Nullable Object value) {
    if (value == null) {
      return Ref.NULL;
    }
    return of.isStored() ? stored(of, value) : value;
  }

  private Object stored(Execution<?> of, Object value) {
    Stored stored = ValueCodec.isImmutable(value) ? null : store.putIfLarge(of.sequence(), value);
    return stored == null ? value : stored;
  }

  @Override
  public Failure failure(Failure failure) {
    return failure;
  }
}
