package dev.loomray.jmh;

import dev.loomray.jmh.PekkoProtocol.Ask;
import dev.loomray.jmh.PekkoProtocol.Message;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** An actor that asks in Pekko's own way: the answer comes back as a message. */
final class PekkoAsker {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** To the actor that asks. */
  sealed interface Step {}

  record Start(int times, CompletableFuture<Long> last) implements Step {}

  private record Answer(long total, Throwable failure) implements Step {}

  private final ActorContext<Step> context;
  private final ActorRef<Message> asked;
  private int left;
  private CompletableFuture<Long> last;

  private PekkoAsker(ActorContext<Step> context, ActorRef<Message> asked) {
    this.context = context;
    this.asked = asked;
  }

  static Behavior<Step> asking(ActorRef<Message> asked) {
    return Behaviors.setup(
        context -> {
          PekkoAsker asker = new PekkoAsker(context, asked);
          return Behaviors.receiveMessage(asker::receive);
        });
  }

  private Behavior<Step> receive(Step step) {
    switch (step) {
      case Start start -> {
        left = start.times();
        last = start.last();
        ask();
      }
      case Answer answer -> answered(answer);
    }
    return Behaviors.same();
  }

  private void answered(Answer answer) {
    left--;
    if (answer.failure() != null) {
      last.completeExceptionally(answer.failure());
    } else if (left == 0) {
      last.complete(answer.total());
    } else {
      ask();
    }
  }

  private void ask() {
    context.ask(
        Long.class,
        asked,
        LIMIT,
        (ActorRef<Long> self) -> new Ask(CounterQuestions.BY, self),
        (total, failure) -> new Answer(total == null ? 0 : total, failure));
  }
}
