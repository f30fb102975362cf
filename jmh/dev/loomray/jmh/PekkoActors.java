package dev.loomray.jmh;

import com.typesafe.config.Config;
import dev.loomray.jmh.PekkoProtocol.Add;
import dev.loomray.jmh.PekkoProtocol.Ask;
import dev.loomray.jmh.PekkoProtocol.Message;
import dev.loomray.jmh.PekkoProtocol.Spawn;
import dev.loomray.jmh.PekkoProtocol.Stop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** Pekko typed: tells, and its ask pattern. */
class PekkoActors implements ActorWork<ActorRef<Message>, CompletableFuture<Long>> {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final ActorSystem<Spawn> system;

  PekkoActors(Config config) {
    system = ActorSystem.create(PekkoProtocol.guardian(), "benchmark", config);
  }

  @Override
  public List<ActorRef<Message>> spawn(int count, Supplier<? extends Counter> object) {
    return spawn(count, object, DispatcherSelector.defaultDispatcher());
  }

  /** Pekko asks its users to keep what blocks on a dispatcher of its own. */
  @Override
  public List<ActorRef<Message>> spawnBlocking(int count, Supplier<? extends Counter> object) {
    return spawn(count, object, DispatcherSelector.blocking());
  }

  private List<ActorRef<Message>> spawn(
      int count, Supplier<? extends Counter> object, Props props) {
    CompletableFuture<List<ActorRef<Message>>> spawned = new CompletableFuture<>();
    system.tell(new Spawn(count, object, props, spawned));
    return spawned.join();
  }

  @Override
  public void tell(ActorRef<Message> actor, int by) {
    actor.tell(new Add(by));
  }

  @Override
  public CompletableFuture<Long> ask(ActorRef<Message> actor, int by) {
    return AskPattern.<Message, Long>ask(
            actor, replyTo -> new Ask(by, replyTo), LIMIT, system.scheduler())
        .toCompletableFuture();
  }

  @Override
  public long await(CompletableFuture<Long> answer) throws Exception {
    return answer.get();
  }

  @Override
  public Asker asker(ActorRef<Message> asked) {
    ActorRef<PekkoAsker.Step> asker =
        system.systemActorOf(
            PekkoAsker.asking(asked), "asker", DispatcherSelector.defaultDispatcher());
    return times -> {
      CompletableFuture<Long> last = new CompletableFuture<>();
      asker.tell(new PekkoAsker.Start(times, last));
      return last;
    };
  }

  @Override
  public void stop(List<ActorRef<Message>> actors) throws InterruptedException {
    CountDownLatch missing = new CountDownLatch(actors.size());
    actors.forEach(actor -> actor.tell(new Stop(missing)));
    missing.await();
  }

  @Override
  public void close() {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
  }
}
