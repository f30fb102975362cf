package dev.loomray.jmh;

import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;

/** Two actors that send a message to and fro. */
final class PingPong<A, F> {
  private final ActorWork<A, F> work;
  private final A first;
  private final A second;

  // the thread that plays, and the players: handed over by the messages
  private CompletableFuture<Integer> done;
  private long played;

  PingPong(ActorWork<A, F> work) {
    this.work = work;
    Player one = new Player();
    Player two = new Player();
    first = work.spawn(1, () -> one).getFirst();
    second = work.spawn(1, () -> two).getFirst();
    one.peer = left -> work.tell(second, left);
    two.peer = left -> work.tell(first, left);
  }

  /** A game of so many hops. */
  int play(int hops) throws Exception {
    CompletableFuture<Integer> end = new CompletableFuture<>();
    done = end;
    work.tell(first, hops - 1);
    played += hops;
    return end.get();
  }

  /** Between games. */
  void check() throws Exception {
    long hops = work.await(work.ask(first, 0)) + work.await(work.ask(second, 0));
    Expect.equal("hops", played, hops);
  }

  private final class Player extends Counter {
    private IntConsumer peer;
    private long hops;

    @Override
    void add(int left) {
      hops++;
      if (left == 0) {
        done.complete(left);
      } else {
        peer.accept(left - 1);
      }
    }

    @Override
    long addAndGet(int by) {
      return hops;
    }
  }
}
