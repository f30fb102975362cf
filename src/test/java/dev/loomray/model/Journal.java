package dev.loomray.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** What a program has done so far. */
final class Journal {
  static final int CPUS = 2;
  static final int GPUS = 2;

  private final Stage stage;
  private final LongSupplier nanoTime;
  private final long start;
  private final AtomicInteger ids = new AtomicInteger();
  private final ReentrantLock lock = new ReentrantLock();
  // under the lock
  private final List<Fate> fates = new ArrayList<>();
  private final List<Fate> leaves = new ArrayList<>();
  private final Gauge cpus = new Gauge("CPUs", CPUS);
  private final Gauge gpus = new Gauge("GPUs", GPUS);
  private volatile boolean closing;

  Journal(Stage stage) {
    this.stage = stage;
    this.nanoTime = stage.nanoTime();
    this.start = nanoTime.getAsLong();
  }

  /** The time since the start, so that it can be compared. */
  long now() {
    return nanoTime.getAsLong() - start;
  }

  long lateNanos() {
    return stage.lateNanos();
  }

  int nextId() {
    return ids.incrementAndGet();
  }

  /** How many tasks were made. */
  int size() {
    return ids.get();
  }

  void submitted(Fate fate) {
    lock.lock();
    try {
      fates.add(fate);
      if (fate.isLeaf) {
        leaves.add(fate);
      }
    } finally {
      lock.unlock();
    }
  }

  /** All tasks so far. */
  List<Fate> fates() {
    lock.lock();
    try {
      return List.copyOf(fates);
    } finally {
      lock.unlock();
    }
  }

  /** At most so many different ones of all tasks. */
  List<Fate> some(int count, Random random) {
    return some(fates, List.of(), count, random);
  }

  /** At most so many of the leaves and of others. */
  List<Fate> someLeaves(List<Fate> others, int count, Random random) {
    return some(leaves, others, count, random);
  }

  private List<Fate> some(List<Fate> first, List<Fate> second, int count, Random random) {
    lock.lock();
    try {
      return Known.choose(first, second, count, random);
    } finally {
      lock.unlock();
    }
  }

  /** The Ray is about to be closed. */
  void closing() {
    closing = true;
  }

  boolean isClosing() {
    return closing;
  }

  /** The task runs and has not waited yet. */
  void takes(Fate fate) {
    fate.holdsAll(true);
    cpus.take(this, fate.terms.cpus());
    gpus.take(this, fate.terms.gpus());
  }

  /** The task waits, and may go on later without asking. */
  void waits(Fate fate) {
    if (fate.holdsAll()) {
      fate.holdsAll(false);
      cpus.giveBack(fate.terms.cpus());
    }
  }

  void ends(Fate fate) {
    waits(fate);
    gpus.giveBack(fate.terms.gpus());
  }

  AssertionError violation(String what) {
    AssertionError error = new AssertionError(what);
    stage.violated(error);
    return error;
  }

  /** What is in use, never more than there is. */
  private record Gauge(String name, int total, AtomicInteger used) {
    Gauge(String name, int total) {
      this(name, total, new AtomicInteger());
    }

    void take(Journal journal, int amount) {
      int now = used.addAndGet(amount);
      if (amount > 0 && now > total) {
        throw journal.violation(now + " " + name + " in use, there are " + total);
      }
    }

    void giveBack(int amount) {
      used.addAndGet(-amount);
    }
  }
}
