package dev.loomray.model;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** What a program has done so far. */
final class Journal {
  static final int CPUS = 2;
  static final int GPUS = 2;

  private final Stage stage;
  private final LongSupplier nanoTime;
  private final long start;
  private final AtomicInteger ids = new AtomicInteger();
  private final Queue<Fate> fates = new ConcurrentLinkedQueue<>();
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

  int nextId() {
    return ids.incrementAndGet();
  }

  /** How many tasks were made. */
  int size() {
    return ids.get();
  }

  void submitted(Fate fate) {
    fates.add(fate);
  }

  /** All tasks so far. */
  List<Fate> fates() {
    return List.copyOf(fates);
  }

  /** Those that wait for nothing but their arguments: whoever waits for them waits in no circle. */
  List<Fate> leaves() {
    return fates.stream().filter(fate -> fate.isLeaf).toList();
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
