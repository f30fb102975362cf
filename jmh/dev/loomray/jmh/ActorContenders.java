package dev.loomray.jmh;

import dev.loomray.ActorHandle;
import dev.loomray.ObjectRef;
import dev.loomray.jmh.PekkoProtocol.Message;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorRef;

/** All who answer the actors' questions, for JMH and by name. */
public final class ActorContenders {
  private ActorContenders() {}

  static ActorWork<?, ?> begin(String name) {
    return switch (name) {
      case "loomray" -> new Loomray().begin();
      case "pekko" -> new Pekko().begin();
      case "pekkoTuned" -> new PekkoTuned().begin();
      case "pekkoRef" -> new PekkoRef().begin();
      case "blockingQueue" -> new BlockingQueue().begin();
      default -> throw new IllegalArgumentException("no such contender: " + name);
    };
  }

  /** A Ray. */
  public static class Loomray extends ActorContender<ActorHandle<Counter>, ObjectRef<Long>> {
    @Override
    LoomrayActors begin() {
      return new LoomrayActors();
    }
  }

  /** Pekko typed as it comes. */
  public static class Pekko extends ActorContender<ActorRef<Message>, CompletableFuture<Long>> {
    @Override
    PekkoActors begin() {
      return new PekkoActors(PekkoSettings.defaults());
    }
  }

  /** Pekko typed, tuned for messages and a machine of its own. */
  public static class PekkoTuned
      extends ActorContender<ActorRef<Message>, CompletableFuture<Long>> {
    @Override
    PekkoActors begin() {
      return new PekkoActors(PekkoSettings.tuned());
    }
  }

  /** Pekko typed on a thread pool. */
  public static class PekkoThreadPool
      extends ActorContender<ActorRef<Message>, CompletableFuture<Long>> {
    @Override
    PekkoActors begin() {
      return new PekkoActors(PekkoSettings.threadPool());
    }
  }

  /** The tuned one with a future in each message. */
  public static class PekkoRef extends ActorContender<ActorRef<Message>, CompletableFuture<Long>> {
    @Override
    PekkoActors begin() {
      return new PekkoRefActors(PekkoSettings.tuned());
    }
  }

  /** A bare JCTools queue. */
  public static class Jctools
      extends ActorContender<Queue<PlainActors.Message>, CompletableFuture<Long>> {
    @Override
    SpinningActors begin() {
      return new SpinningActors();
    }
  }

  /** The JDK's queue and a virtual thread. */
  public static class BlockingQueue
      extends ActorContender<Queue<PlainActors.Message>, CompletableFuture<Long>> {
    @Override
    BlockingQueueActors begin() {
      return new BlockingQueueActors();
    }
  }
}
