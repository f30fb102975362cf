package dev.loomray.jmh;

import com.typesafe.config.Config;
import dev.loomray.jmh.PekkoProtocol.Call;
import dev.loomray.jmh.PekkoProtocol.Message;
import dev.loomray.jmh.PekkoProtocol.Run;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Pekko without its ask pattern: each message carries a future that the actor completes, as each
 * call of Loomray has a ref. Who waits for one, blocks.
 */
final class PekkoRefActors extends PekkoActors {
  PekkoRefActors(Config config) {
    super(config);
  }

  @Override
  public void tell(ActorRef<Message> actor, int by) {
    actor.tell(new Run(by, new CompletableFuture<>()));
  }

  @Override
  public CompletableFuture<Long> ask(ActorRef<Message> actor, int by) {
    CompletableFuture<Long> result = new CompletableFuture<>();
    actor.tell(new Call(by, result));
    return result;
  }

  @Override
  public Asker asker(ActorRef<Message> asked) {
    return new BlockingAsker<>(this, asked);
  }
}
