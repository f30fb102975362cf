package dev.loomray.internal.task;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Completes a future on a thread of the engine, since what hangs from a future is a user's code. */
final class FutureWaiter<T extends @Nullable Object> extends Waiter {
  private final Ref<T> ref;
  private final CompletableFuture<T> future;

  FutureWaiter(Ref<T> ref, CompletableFuture<T> future) {
    this.ref = ref;
    this.future = future;
  }

  /** Completes the future on this thread; the ref is settled. */
  void complete() {
    if (future.isDone()) {
      return; // its user no longer cares: that is not reading a failure
    }
    T value;
    try {
      value = ref.value();
    } catch (Throwable e) {
      future.completeExceptionally(e);
      return;
    }
    future.complete(value);
  }

  @Override
  public boolean readsFailures() {
    return true;
  }

  @Override
  public boolean isLive() {
    return !future.isDone();
  }

  @Override
  public void settled(Ref<?> settled, Cascade cascade) {
    ref.owner().engine().callback(this::complete);
  }
}
