package dev.loomray.jmh;

import java.util.concurrent.CompletableFuture;

/** Asks in plain code: each ask is followed by waiting for its answer, in one turn of an actor. */
final class BlockingAsker<A, F> implements ActorWork.Asker {
  private final ActorWork<A, F> work;
  private final A asked;
  private final A asker;
  // handed over by the message that follows
  private CompletableFuture<Long> done;

  BlockingAsker(ActorWork<A, F> work, A asked) {
    this.work = work;
    this.asked = asked;
    asker = work.spawn(1, Loop::new).getFirst();
  }

  @Override
  public CompletableFuture<Long> ask(int times) {
    CompletableFuture<Long> last = new CompletableFuture<>();
    done = last;
    work.tell(asker, times);
    return last;
  }

  private final class Loop extends Counter {
    @Override
    void add(int times) {
      try {
        long answer = 0;
        for (int i = 0; i < times; i++) {
          answer = work.await(work.ask(asked, CounterQuestions.BY));
        }
        done.complete(answer);
      } catch (Exception e) {
        done.completeExceptionally(e);
      }
    }
  }
}
