package dev.loomray.scenario;

import dev.loomray.ActorHandle;
import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Actors that the scenarios use. */
final class ActorWork {
  /** Longer than anything takes that works. */
  static final Duration LONG = Duration.ofSeconds(30);

  private ActorWork() {}

  /** Waits until an actor is what it must become. */
  static void awaitState(ActorHandle<?> actor, ActorHandle.State state) {
    while (actor.state() != state) {
      Thread.onSpinWait();
    }
  }

  /** A number. */
  static class Counter {
    private int count;

    Counter() {}

    Counter(int count) {
      this.count = count;
    }

    int add(int n) {
      count += n;
      return count;
    }

    int get() {
      return count;
    }

    void reset() {
      count = 0;
    }

    int boom(String text) throws IOException {
      throw new IOException(text);
    }

    int die(String text) {
      throw new StackOverflowError(text);
    }
  }

  /** Remembers what it was told. */
  static final class Journal {
    private final List<Object> entries = new ArrayList<>();

    void note(Object entry) {
      entries.add(entry);
    }

    void noteWhen(Object entry, CountDownLatch gate) throws InterruptedException {
      gate.await();
      entries.add(entry);
    }

    List<Object> entries() {
      return List.copyOf(entries);
    }
  }

  /** Waits for whatever a test says, and counts how often it is closed. */
  static class Door implements AutoCloseable {
    private final AtomicInteger closed;

    Door(AtomicInteger closed) {
      this.closed = closed;
    }

    void pass(CountDownLatch inside, CountDownLatch open) throws InterruptedException {
      inside.countDown();
      open.await();
    }

    /** Deaf to its interrupt. */
    void passDeaf(CountDownLatch inside, CountDownLatch open) {
      inside.countDown();
      while (true) {
        try {
          open.await();
          return;
        } catch (InterruptedException e) {
          // goes on
        }
      }
    }

    int knock() {
      return closed.get();
    }

    void exit() {
      Ray.exitActor();
    }

    void boom() throws IOException {
      throw new IOException("boom");
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }

  /** Has the actor's only turn wait; the latch lets it go on. */
  static CountDownLatch occupy(ActorHandle<? extends Door> door) throws InterruptedException {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch open = new CountDownLatch(1);
    door.run(Door::pass, inside, open);
    inside.await();
    return open;
  }

  /** A ref that is ready when the latch is open; not under COPY, which has no latches. */
  static <T> ObjectRef<T> later(Ray ray, CountDownLatch gate, T value) {
    return ray.call(
        () -> {
          gate.await();
          return value;
        });
  }
}
