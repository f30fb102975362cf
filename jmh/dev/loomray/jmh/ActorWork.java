package dev.loomray.jmh;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * What a contender of the actors' questions must be able to do. The questions are written once, in
 * these words, so that all contenders do the same work; in a JVM with one contender the JIT sees
 * through them.
 *
 * @param <A> how it addresses an actor
 * @param <F> what an ask returns at once
 */
interface ActorWork<A, F> extends AutoCloseable {
  /** Asks again and again from inside an actor. */
  interface Asker {
    /** So many asks, each after the answer to the one before; completes with the last answer. */
    CompletableFuture<Long> ask(int times);
  }

  /** Something that does not return for long. */
  interface Block {
    void block() throws Exception;
  }

  /** Actors whose objects are made in their own first turns. */
  List<A> spawn(int count, Supplier<? extends Counter> object);

  /** Actors that may block, placed as the contender's documentation says. */
  default List<A> spawnBlocking(int count, Supplier<? extends Counter> object) {
    return spawn(count, object);
  }

  /** Calls {@link Counter#add}, without an answer. */
  void tell(A actor, int by);

  /** Calls {@link Counter#addAndGet}. */
  F ask(A actor, int by);

  /** Waits for an answer. */
  long await(F answer) throws Exception;

  /** An actor that asks that other one: it blocks, unless the contender has a better way. */
  default Asker asker(A asked) {
    return new BlockingAsker<>(this, asked);
  }

  /** Waits in the contender's own way for what does not come. */
  default Block endlessGet() {
    return new CompletableFuture<>()::get;
  }

  /** Starts a computation that is no actor, or in an actor where there is nothing else. */
  default void compute(Runnable work) {
    tell(spawn(1, () -> new Computation(work)).getFirst(), 0);
  }

  /** Ends actors after their messages, and returns when they have ended. */
  void stop(List<A> actors) throws Exception;

  @Override
  void close();

  /** An actor that computes for ever. */
  final class Computation extends Counter {
    private final Runnable work;

    Computation(Runnable work) {
      this.work = work;
    }

    @Override
    void add(int by) {
      work.run();
    }
  }
}
