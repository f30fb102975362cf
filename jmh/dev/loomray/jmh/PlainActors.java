package dev.loomray.jmh;

import dev.loomray.jmh.PlainActors.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** What one writes without a library: a queue and a thread for each actor. */
abstract class PlainActors implements ActorWork<Queue<Message>, CompletableFuture<Long>> {
  private static final Message END = new Message(0, null);

  /** The answer is null if nobody wants one. */
  record Message(int by, CompletableFuture<Long> answer) {}

  /** A queue, and a thread that began to {@link #handle} what is in it. */
  abstract Queue<Message> start(Supplier<? extends Counter> object);

  /** Waits until the thread of that queue has ended. */
  abstract void join(Queue<Message> actor) throws InterruptedException;

  /** False when it was the last. */
  static boolean handle(Counter object, Message message) {
    if (message == END) {
      return false;
    }
    if (message.answer() == null) {
      object.add(message.by());
    } else {
      message.answer().complete(object.addAndGet(message.by()));
    }
    return true;
  }

  @Override
  public List<Queue<Message>> spawn(int count, Supplier<? extends Counter> object) {
    List<Queue<Message>> spawned = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      spawned.add(start(object));
    }
    return spawned;
  }

  @Override
  public void tell(Queue<Message> actor, int by) {
    actor.offer(new Message(by, null));
  }

  @Override
  public CompletableFuture<Long> ask(Queue<Message> actor, int by) {
    CompletableFuture<Long> answer = new CompletableFuture<>();
    actor.offer(new Message(by, answer));
    return answer;
  }

  @Override
  public long await(CompletableFuture<Long> answer) throws Exception {
    return answer.get();
  }

  @Override
  public void stop(List<Queue<Message>> actors) throws InterruptedException {
    actors.forEach(actor -> actor.offer(END));
    for (Queue<Message> actor : actors) {
      join(actor);
    }
  }

  /** Threads that wait hold nothing but themselves, and are daemons. */
  @Override
  public void close() {}
}
