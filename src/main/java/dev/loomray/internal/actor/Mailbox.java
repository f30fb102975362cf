package dev.loomray.internal.actor;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jctools.queues.MessagePassingQueue;
import org.jctools.queues.atomic.unpadded.MpscLinkedAtomicUnpaddedQueue;
import org.jctools.queues.varhandle.MpscUnboundedVarHandleArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * The calls that wait for a serial actor: many tellers, one owner at a time. A fresh actor has a small queue; one that is hot
 * gets, once and for good, a fast one.
 *
 * <pre>
 *   tellers ──offer──▶ latest: small ┄┄once┄┄▶ fast         a teller may offer to the small one long after the change
 *   owner: first, then: poll the fast one, keep the call; run all of the small one; run the kept call
 * </pre>
 *
 * A call that was offered to the small queue before the change is run before one of the same caller that came to the fast one:
 * when the later one has been polled, the earlier is in the small queue for certain. The small queue is never dropped.
 *
 * <p>An offer has two steps, and hides what is behind it until the second. {@link #isEmpty} counts it from the first on, so
 * that whoever finds nothing to poll, and a mailbox that is not empty, comes again.
 */
final class Mailbox {
  private static final int CHUNK = 64;
  private static final int HOT_BATCH = 64;
  private static final int HOT = 1_000;

  // immutable
  private final MessagePassingQueue<ActorCall<?>> small = new MpscLinkedAtomicUnpaddedQueue<>();

  // the owner writes, tellers follow; the fast one, if it is not the small one
  private volatile MessagePassingQueue<ActorCall<?>> latest = small;

  // the owner
  private @Nullable ActorCall<?> kept;
  private @Nullable Deque<ActorCall<?>> first;
  private int hot;

  /** Adds a call; any thread. Afterwards it may look whether somebody takes calls. */
  void offer(ActorCall<?> call) {
    latest.offer(call);
  }

  /** Makes a call the next one. */
  void addFirst(ActorCall<?> call) {
    if (first == null) {
      first = new ArrayDeque<>(1);
    }
    first.addFirst(call);
  }

  /** The next call; null if there is none, or if it is hidden for a moment. */
  @Nullable ActorCall<?> poll() {
    if (first != null) {
      ActorCall<?> call = first.poll();
      if (call != null) {
        return call;
      }
    }
    MessagePassingQueue<ActorCall<?>> now = latest;
    return now == small ? small.relaxedPoll() : pollBoth(now);
  }

  private @Nullable ActorCall<?> pollBoth(MessagePassingQueue<ActorCall<?>> fast) {
    ActorCall<?> later = kept == null ? fast.relaxedPoll() : kept;
    if (small
        .isEmpty()) { // nearly always: nothing is written here, so that tellers are not disturbed
      if (kept != null) {
        kept = null;
      }
      return later;
    }
    kept = later;
    return small.relaxedPoll();
  }

  /** Whether no offer has begun. (The fast queue itself says that it is empty while an offer makes it grow.) */
  boolean isEmpty() {
    return small.isEmpty() && isEmpty(latest) && kept == null && (first == null || first.isEmpty());
  }

  private static boolean isEmpty(MessagePassingQueue<ActorCall<?>> queue) {
    return queue instanceof MpscUnboundedVarHandleArrayQueue<?> fast
        ? fast.lvProducerIndex() == fast.lvConsumerIndex()
        : queue.isEmpty();
  }

  /** Takes all, and waits for those that are hidden. */
  void drain(Consumer<ActorCall<?>> to) {
    while (!isEmpty()) {
      ActorCall<?> call = poll();
      if (call == null) {
        Thread.onSpinWait();
      } else {
        to.accept(call);
      }
    }
  }

  /** A batch of so many turns has ended: an actor that has many such is hot. */
  void ran(int turns) {
    if (turns >= HOT_BATCH && latest == small) {
      hot += turns;
      if (hot >= HOT) {
        latest = new MpscUnboundedVarHandleArrayQueue<>(CHUNK);
      }
    }
  }

  boolean isHot() {
    return latest != small;
  }

  /** About how many there are. */
  int size() {
    return small.size() + (latest == small ? 0 : latest.size());
  }
}
