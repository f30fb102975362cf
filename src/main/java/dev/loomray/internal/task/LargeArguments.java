package dev.loomray.internal.task;

import dev.loomray.error.UnserializableException;
import dev.loomray.internal.serial.ValueCodec;
import dev.loomray.internal.store.Stored;
import org.jspecify.annotations.Nullable;

/** Puts the large arguments of a call into the store, and refs to them in their place. */
final class LargeArguments {
  private LargeArguments() {}

  /**
   * The call with its large arguments stored.
   *
   * @throws UnserializableException if one cannot be
   */
  static Invocation stored(Invocation invocation, Execution<?> of) {
    @Nullable Object @Nullable [] changed = null;
    int refMask = invocation.refMask();
    for (int i = 0; i < invocation.count(); i++) {
      Object arg = invocation.arg(i);
      Ref<?> ref = invocation.isRef(i) || ValueCodec.isImmutable(arg) ? null : stored(arg, i, of);
      if (ref != null) {
        changed = changed == null ? args(invocation) : changed;
        changed[i] = ref;
        refMask |= 1 << i;
      }
    }
    return changed == null ? invocation : Invocation.of(invocation.fn(), refMask, changed);
  }

  private static @Nullable Ref<?> stored(@Nullable Object arg, int index, Execution<?> of) {
    Owner owner = of.owner();
    long number = owner.nextSequence();
    try {
      Stored stored = owner.store().putIfLarge(number, arg);
      return stored == null ? null : new Ref<>(owner, number, stored);
    } catch (UnserializableException e) {
      throw new UnserializableException(
          "cannot pass argument " + (index + 1) + " of " + of.name() + ": " + e.getMessage(),
          e.getCause());
    }
  }

  private static @Nullable Object[] args(Invocation invocation) {
    @Nullable Object[] args = new Object[invocation.count()];
    for (int i = 0; i < args.length; i++) {
      args[i] = invocation.arg(i);
    }
    return args;
  }
}
