package dev.loomray.internal.store;

import dev.loomray.error.ObjectStoreFullException;
import dev.loomray.error.RayClosedException;
import dev.loomray.internal.base.Environment;
import dev.loomray.internal.base.SessionFiles;
import dev.loomray.internal.base.Signal;
import dev.loomray.internal.base.StackSafeLock;
import dev.loomray.internal.serial.code.ClassNames;
import dev.loomray.internal.store.control.Control;
import dev.loomray.internal.store.control.Counter;
import dev.loomray.internal.store.segment.Block;
import dev.loomray.internal.store.segment.ByteSize;
import dev.loomray.internal.store.segment.Segments;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Finds room for objects: in the memory there is; else in more of it, which the store's thread gets; else, at the limit, in what
 * the collector frees within a while; else it says who has it all.
 */
final class Room {
  private static final long LEAST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int REFUSED_SHARE = 64;
  private static final long RETIRE_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** Makes a large hole of small ones. */
  interface Moving {
    /** Tries to; false if nothing was moved. On the store's thread. */
    boolean run(Opened opened, long bytes);
  }

  /** Opens the memory of the store, when it is first needed. */
  interface Opening {
    /** Makes its files. On the store's thread. */
    Opened open() throws IOException;
  }

  /**
   * The memory of the store.
   *
   * @param segments what is in it
   * @param control what others see of it
   * @param files where it is
   */
  record Opened(Segments segments, Control control, SessionFiles files) {
    void close() throws IOException {
      try (files) {
        segments.close();
      }
    }
  }

  private final String name;
  private final Environment env;
  private final Opening opening;
  private final Pause pause;
  private final Roster roster;
  private final StoreThread thread;
  private final Debt debt;
  private final Tally tally;
  private final Moving moving;
  private final Signal freed = new Signal();
  private final AtomicLong frees = new AtomicLong();
  private final ReentrantLock lock = new StackSafeLock();

  // written by the store's thread under the lock, once
  private volatile @Nullable Opened opened;

  // true once
  private volatile boolean closed;

  // any thread: a look at the debt, or more memory, was asked for and is not done
  private volatile boolean isCollecting;
  private volatile boolean isGrowing;

  // written by the store's thread: below this use nobody need ask for more, since there was none
  private volatile long refusedAt;

  // written by the store's thread: since when much is free, 0 if it is not; others look without
  // need for the newest
  private volatile long spaciousSince;

  Room(String name, Environment env, Opening opening, Moving moving, Pause pause, Roster roster) {
    this.name = name;
    this.env = env;
    this.opening = opening;
    this.moving = moving;
    this.pause = pause;
    this.roster = roster;
    this.thread = new StoreThread(name, env, this::look);
    this.debt = new Debt(env);
    this.tally = new Tally(roster, env.clock());
  }

  /** The memory, if any was needed so far. */
  @Nullable Segments segments() {
    Opened known = opened;
    return known == null ? null : known.segments;
  }

  /**
   * Room for so many bytes.
   *
   * @param of the class of what they are, for people
   * @throws ObjectStoreFullException if there is none, and none becomes free in a while
   */
  Block take(long bytes, Class<?> of) {
    Segments memory = segments();
    Block block = memory == null ? null : memory.allocate(bytes);
    if (memory == null || block == null) {
      return await(bytes, "a value of type " + ClassNames.of(of));
    }
    debt.add(bytes);
    try {
      lookAhead(memory);
    } catch (Throwable e) { // no memory for a thread: nobody has the block
      giveBack(block);
      throw e;
    }
    return block;
  }

  /** Has more memory made ready before it is missed, and garbage looked for before the store is full. */
  private void lookAhead(Segments memory) {
    if (!isGrowing && memory.wantsMore() && memory.usedAtMost() > refusedAt) {
      isGrowing = true;
      thread.run(
          () -> {
            try {
              refusedAt = memory.grow(0) ? 0 : memory.used() + memory.limit() / REFUSED_SHARE;
            } catch (IOException e) {
              env.reports().warning("the object store could not grow: " + e.getMessage());
            } finally {
              isGrowing = false;
            }
          });
    }
    long limit = memory.limit();
    if (!isCollecting && memory.usedAtMost() > limit / 100 * 65 && debt.owed() > limit / 4) {
      isCollecting = true;
      thread.run(
          () -> {
            try {
              if (debt.collectInTime(limit)) {
                count(Counter.COLLECTIONS);
              }
            } finally {
              isCollecting = false;
            }
          });
    }
  }

  private Block await(long bytes, String what) {
    FullWait wait = new FullWait(env.clock(), debt);
    while (true) {
      long seen = frees.get();
      boolean isMore = makeRoom(bytes, what);
      Segments memory = segments();
      if (memory == null || closed) {
        throw new RayClosedException(
            "this Ray (name=" + name + ") is closed; start another with Ray.init()", null);
      }
      Block block = memory.allocate(bytes);
      if (block != null) {
        debt.add(bytes);
        return block;
      }
      if (bytes > memory.limit()) {
        throw full(memory, bytes, what);
      }
      if (!wait.wasRobbed(isMore)) {
        awaitFree(seen, wait, memory, bytes, what);
      }
    }
  }

  private boolean makeRoom(long bytes, String what) {
    try {
      return Request.ask(thread, pause, "memory for " + what, () -> makeRoom(bytes));
    } catch (IOException e) {
      throw new ObjectStoreFullException(
          "the object store has no memory for " + what + ": " + e.getMessage(), e);
    }
  }

  /** Gets more memory, or makes a large hole of small ones. On the store's thread. */
  private boolean makeRoom(long bytes) throws IOException {
    Opened store = opened();
    Segments memory = store.segments;
    return memory.grow(bytes)
        || (bytes <= memory.limit() - memory.used() && moving.run(store, bytes));
  }

  private Opened opened() throws IOException {
    Opened known = opened;
    if (known != null) {
      return known;
    }
    Opened made = opening.open();
    lock.lock();
    try {
      opened = made;
    } finally {
      lock.unlock();
    }
    tally.becomesDue(); // there may be objects on the heap
    return made;
  }

  /** One more for those who look from outside. On the store's thread. */
  private void count(Counter counter) {
    Opened known = opened;
    if (known != null) {
      known.control.count(counter);
    }
  }

  /** An object has come or gone, which is seen from outside within a second. */
  void changed() {
    if (opened != null && tally.becomesDue()) {
      thread.wake();
    }
  }

  /** Waits until something was freed since, or it is time for the next collection. */
  private void awaitFree(long seen, FullWait wait, Segments memory, long bytes, String what) {
    long left = wait.left();
    if (left == 0) {
      throw full(memory, bytes, what);
    }
    boolean isNew = wait.begins();
    thread.run(() -> helpWhoWaits(isNew));
    long nanos = Math.min(left, Math.max(LEAST_PAUSE_NANOS, debt.nanosToFull()));
    freed.enter();
    try {
      pause.await(() -> frees.get() != seen, nanos, "room for " + what);
    } finally {
      freed.leave();
    }
  }

  private void helpWhoWaits(boolean isNew) {
    if (isNew) {
      count(Counter.WAITS);
    }
    if (debt.collectIfFull()) {
      count(Counter.COLLECTIONS);
    }
  }

  private ObjectStoreFullException full(Segments memory, long bytes, String what) {
    String limit = ByteSize.text(memory.limit());
    if (bytes > memory.limit()) {
      return new ObjectStoreFullException(
          "expected at most %s, the size of the object store, found %s for %s; raise storeBytes, or store it in parts"
              .formatted(limit, ByteSize.text(bytes), what),
          null);
    }
    return new ObjectStoreFullException(
        "the object store is full: need %s for %s, free %s of %s, not in one piece; %s; raise storeBytes, free() objects, or drop refs and views"
            .formatted(
                ByteSize.text(bytes),
                what,
                ByteSize.text(memory.limit() - memory.used()),
                limit,
                new Report(roster.all()).holders()),
        null);
  }

  /** A block is complete: its object and type go into its header, for whoever reads the file. */
  void seal(Block block, long number, byte type) {
    known().seal(block, number, type);
  }

  private Segments known() {
    Segments memory = segments();
    if (memory == null) {
      throw new IllegalStateException("a block of a store without memory");
    }
    return memory;
  }

  /** Gives a block back. */
  void giveBack(Block block) {
    Segments memory = known();
    memory.free(block);
    frees.incrementAndGet();
    if (freed.isAwaited()) {
      freed.all();
    }
    if (spaciousSince == 0 && isSpacious(memory, memory.usedAtMost())) {
      thread.wake();
    }
  }

  private static boolean isSpacious(Segments memory) {
    return isSpacious(memory, memory.used());
  }

  private static boolean isSpacious(Segments memory, long used) {
    return memory.segments() > 1 && used < memory.committed() / 4 * 3;
  }

  /** What the store's thread does by itself. */
  private long look() {
    Opened known = opened;
    return known == null
        ? Long.MAX_VALUE
        : Math.min(tally.look(known.control), lookForSpare(known.segments));
  }

  /** Gives memory back that was not needed for a while. On the store's thread. */
  private long lookForSpare(Segments memory) {
    if (!isSpacious(memory)) {
      spaciousSince = 0;
      // who gave something back meanwhile did not wake this thread
      return isSpacious(memory) ? RETIRE_NANOS : Long.MAX_VALUE;
    }
    long now = env.clock().nanoTime();
    if (spaciousSince == 0) {
      memory.peak(); // of what was before
      spaciousSince = now | 1;
    }
    long left = RETIRE_NANOS - (now - spaciousSince);
    if (left > 0) {
      return left;
    }
    boolean mayBeMore = !isSpacious(memory, memory.peak()) || retire(memory);
    spaciousSince = mayBeMore ? now | 1 : 0;
    return mayBeMore ? RETIRE_NANOS : Long.MAX_VALUE;
  }

  private boolean retire(Segments memory) {
    try {
      return memory.retire();
    } catch (IOException e) {
      env.reports().warning("the object store could not give memory back: " + e.getMessage());
      return false;
    }
  }

  /** Ends all work; memory without blocks goes at once, the rest with its last block. */
  void close() {
    closed = true;
    thread.close();
    lock.lock();
    try {
      Opened known = opened;
      if (known != null) {
        known.close();
      }
    } catch (IOException e) {
      env.reports().warning("the object store left files behind: " + e.getMessage());
    } finally {
      lock.unlock();
    }
  }
}
