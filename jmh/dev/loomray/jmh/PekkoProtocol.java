package dev.loomray.jmh;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** The messages of the Pekko actors, and what they do with them. */
final class PekkoProtocol {
  /** To an actor that counts. */
  sealed interface Message {}

  record Add(int by) implements Message {}

  record Ask(int by, ActorRef<Long> replyTo) implements Message {}

  /** An ask whose answer goes into a future, in place of Pekko's ask. */
  record Call(int by, CompletableFuture<Long> result) implements Message {}

  /** The same for a tell. */
  record Run(int by, CompletableFuture<Void> done) implements Message {}

  record Stop(CountDownLatch missing) implements Message {}

  /** To the guardian. */
  record Spawn(
      int count,
      Supplier<? extends Counter> object,
      Props props,
      CompletableFuture<List<ActorRef<Message>>> spawned) {}

  private PekkoProtocol() {}

  /** Spawns in its own turn, which is the fastest way there is. */
  static Behavior<Spawn> guardian() {
    return Behaviors.setup(
        context ->
            Behaviors.receiveMessage(
                spawn -> {
                  spawn.spawned().complete(spawnAll(context, spawn));
                  return Behaviors.same();
                }));
  }

  private static List<ActorRef<Message>> spawnAll(ActorContext<Spawn> context, Spawn spawn) {
    Behavior<Message> counter = Behaviors.setup(own -> counter(spawn.object().get()));
    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
    ActorRef<Message>[] spawned = new ActorRef[spawn.count()];
    for (int i = 0; i < spawned.length; i++) {
      spawned[i] = context.spawnAnonymous(counter, spawn.props());
    }
    return List.of(spawned);
  }

  private static Behavior<Message> counter(Counter object) {
    return Behaviors.receiveMessage(message -> receive(object, message));
  }

  private static Behavior<Message> receive(Counter object, Message message) {
    if (message instanceof Add add) {
      object.add(add.by());
    } else if (message instanceof Ask ask) {
      ask.replyTo().tell(object.addAndGet(ask.by()));
    } else if (message instanceof Call call) {
      call.result().complete(object.addAndGet(call.by()));
    } else if (message instanceof Run run) {
      object.add(run.by());
      run.done().complete(null);
    } else if (message instanceof Stop stop) {
      return Behaviors.stopped(stop.missing()::countDown);
    }
    return Behaviors.same();
  }
}
