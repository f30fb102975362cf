package dev.loomray.internal.store;

import dev.loomray.error.ObjectStoreFullException;
import dev.loomray.internal.base.Environment;
import dev.loomray.internal.base.SessionFiles;
import dev.loomray.internal.base.Signal;
import dev.loomray.internal.base.Spilled;
import dev.loomray.internal.base.StackSafeLock;
import dev.loomray.internal.store.control.Control;
import dev.loomray.internal.store.control.Counter;
import dev.loomray.internal.store.segment.Block;
import dev.loomray.internal.store.segment.Fallback;
import dev.loomray.internal.store.segment.Segments;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Finds room for objects in the memory there is, and has more of it made ready, or garbage looked for, before it is missed. If
 * there is none, a {@link Shortage} makes some.
 */
final class Room {
  private static final int REFUSED_SHARE = 64;

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

  private final Environment env;
  private final Opening opening;
  private final StoreThread thread;
  private final StoreThread reader;
  private final Debt debt;
  private final Surplus surplus;
  private final Fallback fallback = new Fallback();
  private final Tally tally;
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

  private final Shortage shortage;

  Room(String name, Environment env, Opening opening, Roster roster, Shortage.Terms terms) {
    this.env = env;
    this.opening = opening;
    this.surplus = new Surplus(env, terms.moving()::emptyOne);
    this.thread = new StoreThread(name + "-store", env, this::look);
    this.reader = new StoreThread(name + "-store-reads", env, () -> Long.MAX_VALUE);
    this.debt = new Debt(env, () -> count(Counter.COLLECTIONS));
    this.tally = new Tally(roster, env.clock());
    this.shortage = new Shortage(name, this, env, terms);
  }

  /** The memory, if any was needed so far. */
  @Nullable Segments segments() {
    Opened known = opened;
    return known == null ? null : known.segments;
  }

  private long look() {
    Opened known = opened;
    return known == null
        ? Long.MAX_VALUE
        : Math.min(tally.look(known.control), surplus.look(known));
  }

  /** One more for those who look from outside. On the store's thread. */
  void count(Counter counter) {
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

  /** Does what waits for files and collections. */
  StoreThread thread() {
    return thread;
  }

  /** Reads and removes files that objects were spilled to. */
  StoreThread reader() {
    return reader;
  }

  /** Blocks that are not in memory. */
  Fallback fallback() {
    return fallback;
  }

  Debt debt() {
    return debt;
  }

  boolean isClosed() {
    return closed;
  }

  /** How often room was made so far: a block was given back, or, while somebody waits, an object that was read could leave. */
  long frees() {
    return frees.get();
  }

  /** Tells when one is. */
  Signal freed() {
    return freed;
  }

  /**
   * Room for so many bytes.
   *
   * @throws ObjectStoreFullException if there is none, and none becomes free in a while
   */
  Block take(Need need) {
    Segments memory = segments();
    Block block = memory == null ? null : memory.allocate(need.bytes());
    if (memory == null || block == null) {
      return shortage.await(need);
    }
    debt.add(need.bytes());
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
      try {
        thread.run(() -> growAhead(memory));
      } catch (Throwable e) { // no memory for it: the next tries again
        isGrowing = false;
        throw e;
      }
    }
    long limit = memory.limit();
    if (!isCollecting && memory.usedAtMost() > limit / 100 * 65 && debt.owed() > limit / 4) {
      isCollecting = true;
      try {
        thread.run(() -> collectAhead(limit));
      } catch (Throwable e) {
        isCollecting = false;
        throw e;
      }
    }
  }

  private void growAhead(Segments memory) {
    try {
      refusedAt = memory.grow(0) ? 0 : memory.used() + memory.limit() / REFUSED_SHARE;
    } catch (IOException e) {
      env.reports().warning("the object store could not grow: " + e.getMessage());
    } finally {
      isGrowing = false;
    }
  }

  private void collectAhead(long limit) {
    try {
      debt.collectInTime(limit);
    } finally {
      isCollecting = false;
    }
  }

  /** The memory, which is made if nobody needed it before. On the store's thread. */
  Opened open() throws IOException {
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
    if (block.segment().isFallback()) {
      giveBackElsewhere(block);
      return;
    }
    Segments memory = known();
    memory.free(block);
    frees.incrementAndGet();
    tellWaiting();
    if (surplus.isNew(memory)) {
      thread.wake();
    }
  }

  /** An object is not read any more, so it could leave. */
  void unpinned() {
    if (freed.isAwaited()) {
      frees.incrementAndGet();
      freed.all();
    }
  }

  private void tellWaiting() {
    if (freed.isAwaited()) {
      freed.all();
    }
  }

  private void giveBackElsewhere(Block block) {
    if (!thread.run(() -> free(block))) {
      free(block);
    }
  }

  private void free(Block block) {
    try {
      fallback.free(block);
    } catch (IOException e) {
      env.reports().warning("a file of the object store is left until its end: " + e.getMessage());
    }
  }

  /** Removes what was spilled of an object that has ended; after the end of the store all files are removed anyway. */
  void delete(Spilled file) {
    reader.runLater(
        () -> {
          try {
            file.delete();
          } catch (IOException e) {
            env.reports()
                .warning("a file of the object store is left until its end: " + e.getMessage());
          }
        });
  }

  /** Ends all work; memory without blocks goes at once, the rest with its last block. */
  void close() {
    closed = true;
    thread.close();
    reader.close();
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
