package dev.loomray.util;

import dev.loomray.ActorHandle;
import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.util.QueueCore.Entry;
import dev.loomray.util.QueueCore.Ticket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to put elements, as its caller sees it. The element is in if and only if the actor has used the ticket.
 *
 * @param <E> the type of the elements
 */
final class QueueEntry<E> {
  // immutable
  private final Ray ray;
  private final ActorHandle<QueueCore<E>> core;
  private final ObjectRef<Void> timer;

  private final boolean isLimited;
  private final CompletableFuture<Boolean> withdrawn =
      new CompletableFuture<>(); // the timer was ours to cancel

  // written before the timer is cancelled, read after it is ready
  private volatile @Nullable Entry refused;
  private volatile @Nullable Throwable failure;

  QueueEntry(Ray ray, ActorHandle<QueueCore<E>> core, Duration limit) {
    this.ray = ray;
    this.core = core;
    timer = ray.after(limit);
    isLimited = limit != QueueCore.FOREVER;
  }

  /** Puts it, and waits for room while the time lasts; false if it is over. */
  boolean put(E element) {
    return outcome(core.call(QueueCore<E>::put, element, new Ticket(timer)));
  }

  /** Puts all if there is room now, else none and false. */
  boolean offer(List<E> all) {
    return outcome(core.call(QueueCore<E>::offer, all, new Ticket(timer)));
  }

  private boolean outcome(ObjectRef<Entry> entry) {
    var _ = entry.toFuture().whenComplete(this::answered);
    try {
      ray.waitFor(1, List.of(timer));
    } catch (RuntimeException | Error e) {
      if (timer.cancel()) {
        throw e; // given up before the actor came to it
      }
    }
    if ((failure != null || refused != null) && withdrawn.join()) {
      return refused();
    }
    ray.waitFor(0, List.of()); // refused if it was the Ray's close that ended the timer
    return !isLimited || QueueExit.wasUsed(timer);
  }

  private boolean refused() {
    if (failure != null) {
      throw QueueExit.rethrown(failure);
    }
    if (refused == Entry.CLOSED) {
      throw new IllegalStateException("expected an open queue, found it closed");
    }
    return false;
  }

  /** A failure says nothing about the element: if the ticket can still be used here, it is not in. */
  private void answered(@Nullable Entry entry, @Nullable Throwable thrown) {
    if (thrown != null || entry == Entry.FULL || entry == Entry.CLOSED) {
      failure = thrown;
      refused = entry;
      withdrawn.complete(timer.cancel());
    }
  }
}
