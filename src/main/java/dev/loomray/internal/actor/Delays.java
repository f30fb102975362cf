package dev.loomray.internal.actor;

import dev.loomray.internal.base.StackSafeLock;
import dev.loomray.internal.task.Awaited;
import dev.loomray.internal.task.Cascade;
import dev.loomray.internal.task.Failed;
import dev.loomray.internal.task.Invocation;
import dev.loomray.internal.task.Ref;
import dev.loomray.internal.task.Waiter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Calls that cannot be queued yet, since an argument is not ready. What the same caller calls meanwhile stands behind them,
 * so that its calls stay in order; other callers are not held up.
 *
 * <pre>
 *   caller ──▶ chain: head (waits for its arguments) ◀── next ◀── next      delivered from the head, as soon as it is ready
 * </pre>
 *
 * Whoever makes the head ready delivers, in order and under the lock, and removes the chain when it is empty; a caller that
 * finds no chain of its own knows that all its calls were delivered.
 */
final class Delays {
  private final Actor actor;
  private final ReentrantLock lock = new StackSafeLock();

  // under the lock; how many chains there are is read by any thread
  private final Map<Object, Chain> chains = new LinkedHashMap<>(0);
  private volatile int open;

  /** A caller's calls, in order. */
  private static final class Chain {
    private final Object caller;
    private final SequencedMap<ActorCall<?>, Entry> entries = new LinkedHashMap<>();

    Chain(Object caller) {
      this.caller = caller;
    }

    /** The head, unless it is this one. */
    List<ActorCall<?>> before(ActorCall<?> call) {
      ActorCall<?> head = entries.firstEntry().getKey();
      return head == call ? List.of() : List.of(head);
    }
  }

  Delays(Actor actor) {
    this.actor = actor;
  }

  boolean isEmpty() {
    return open == 0;
  }

  int size() {
    lock.lock();
    try {
      return chains.values().stream().mapToInt(chain -> chain.entries.size()).sum();
    } finally {
      lock.unlock();
    }
  }

  /** Delivers a call when its arguments are ready and those before it of the same caller have been delivered. */
  static void submit(ActorCall<?> call, Object caller, @Nullable Invocation invocation) {
    int missing =
        invocation == null || areReady(invocation) ? 0 : Integer.bitCount(invocation.refMask());
    Actor actor = call.target();
    if (missing > 0 || actor.hasDelayed()) {
      actor.delays().submit(call, caller, invocation, missing);
    } else {
      actor.deliver(call);
    }
  }

  private void submit(
      ActorCall<?> call, Object caller, @Nullable Invocation invocation, int missing) {
    Entry entry = enter(call, caller, missing, invocation);
    if (entry == null) {
      actor.deliver(call);
      return;
    }
    if (missing > 0 && invocation != null) {
      entry.await(invocation);
    }
    if (call.isSettled()) {
      left(call);
    }
    Death dead = actor.life().death();
    if (dead != null) {
      endAll(dead);
    }
  }

  private static boolean areReady(Invocation invocation) {
    for (int i = 0; i < invocation.count(); i++) {
      if (invocation.isRef(i)
          && (!invocation.ref(i).isSettled() || invocation.ref(i).failed() != null)) {
        return false;
      }
    }
    return true;
  }

  /** Puts a call into the chain of its caller; null if it has none, and needs none. */
  private @Nullable Entry enter(
      ActorCall<?> call, Object caller, int missing, @Nullable Invocation invocation) {
    lock.lock();
    try {
      Chain chain = chains.get(caller);
      if (chain == null) {
        if (missing == 0) {
          return null;
        }
        chain = new Chain(caller);
        chains.put(caller, chain);
        open = chains.size();
      }
      Entry entry = new Entry(this, chain, call, missing);
      entry.refs = missing == 0 || invocation == null ? List.of() : invocation.unsettled();
      chain.entries.put(call, entry);
      return entry;
    } finally {
      lock.unlock();
    }
  }

  /** A delayed call was settled from outside. */
  void left(ActorCall<?> call) {
    changed(
        after -> {
          for (Chain chain : List.copyOf(chains.values())) {
            Entry entry = chain.entries.remove(call);
            if (entry != null) {
              entry.refs = List.of();
              pump(chain, after);
            }
          }
        });
  }

  /** What a delayed call waits for: its arguments, or else the first of its caller. */
  List<? extends Awaited> behind(ActorCall<?> call) {
    lock.lock();
    try {
      for (Chain chain : chains.values()) {
        Entry entry = chain.entries.get(call);
        if (entry != null) {
          return entry.isReady() ? chain.before(call) : entry.unsettled();
        }
      }
      return List.of();
    } finally {
      lock.unlock();
    }
  }

  /** Makes a change under the lock; an actor that was only held by delayed calls may end then. */
  private void changed(Life.Change change) {
    actor
        .life()
        .tell(
            after -> {
              lock.lock();
              try {
                change.make(after);
                if (chains.isEmpty()) {
                  after.add(actor.life()::noneIsDelayed);
                }
              } finally {
                lock.unlock();
              }
            });
  }

  private void pump(Chain chain, After after) {
    Map.Entry<ActorCall<?>, Entry> head = chain.entries.firstEntry();
    while (head != null && head.getValue().isReady()) {
      chain.entries.pollFirstEntry();
      head.getValue().refs = List.of();
      actor.lanes().deliver(head.getKey(), after);
      head = chain.entries.firstEntry();
    }
    if (head == null) {
      chains.remove(chain.caller, chain);
      open = chains.size();
    }
  }

  /** All of them have no answer. */
  void endAll(Death dead) {
    changed(
        after -> {
          for (Chain chain : chains.values()) {
            chain.entries.forEach(
                (call, entry) -> {
                  entry.refs = List.of();
                  after.add(() -> actor.refuse(call));
                });
          }
          chains.clear();
          open = 0;
        });
  }

  /** A call in a chain: the waiter on the arguments that it lacks. */
  private static final class Entry extends Waiter {
    private final Delays delays;
    private final Chain chain;
    private final ActorCall<?> call;
    private final AtomicInteger missing;
    // under the lock: what it waits for, as long as it stands in the chain
    private List<Ref<?>> refs = List.of();

    Entry(Delays delays, Chain chain, ActorCall<?> call, int refs) {
      this.delays = delays;
      this.chain = chain;
      this.call = call;
      this.missing = new AtomicInteger(refs);
    }

    List<Ref<?>> unsettled() {
      return refs.stream().filter(ref -> !ref.isSettled()).toList();
    }

    boolean isReady() {
      return missing.get() <= 0;
    }

    void await(Invocation invocation) {
      Cascade cascade = new Cascade(call.owner());
      for (int i = 0; i < invocation.count(); i++) {
        if (invocation.isRef(i)) {
          Ref<?> ref = invocation.ref(i);
          if (!ref.addWaiter(this)) {
            settled(ref, cascade);
          }
        }
      }
      cascade.run();
    }

    @Override
    public boolean readsFailures() {
      return true;
    }

    @Override
    public boolean isLive() {
      return call.isDelayed();
    }

    @Override
    public void settled(Ref<?> ref, Cascade cascade) {
      Failed failed = ref.failed();
      if (failed == null) {
        if (missing.decrementAndGet() == 0) {
          delays.changed(after -> delays.pump(chain, after));
        }
        return;
      }
      failed.markRead();
      Failed own =
          Failed.because(
              call.kind(), call.name(), "was not run, since an argument failed", failed.failure());
      if (call.settle(own, cascade)) {
        call.stopped();
      }
    }
  }
}
