package dev.loomray.internal.task;

import dev.loomray.internal.serial.Failure;
import dev.loomray.internal.serial.MessageCodec;
import dev.loomray.internal.store.ObjectStore;
import org.jspecify.annotations.Nullable;

/** How calls, results and failures pass from one task to another. */
public sealed interface Handover permits CopiedHandover, SharedHandover {
  /** By reference, but for what is large and asks to be stored. */
  static Handover shared(ObjectStore store) {
    return new SharedHandover(store);
  }

  /** By copy, through the messages that would cross a network; what is large through the store. */
  static Handover copied(MessageCodec codec, ObjectStore store) {
    return new CopiedHandover(codec, store);
  }

  /**
   * What a task will run.
   *
   * @throws dev.loomray.error.UnserializableException if it cannot be passed on
   */
  Call call(long id, String name, Invocation invocation);

  /** The same for a call that says its number and name when they are needed. */
  Call call(Execution<?> of, Invocation invocation);

  /** The outcome of a ref for a result. */
  Object result(Execution<?> of, @Nullable Object value);

  /** A failure as its readers will see it. */
  Failure failure(Failure failure);
}
