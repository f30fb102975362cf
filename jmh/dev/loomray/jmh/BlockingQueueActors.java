package dev.loomray.jmh;

import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;

/** A {@link LinkedBlockingQueue} and a virtual thread for each actor. */
final class BlockingQueueActors extends PlainActors {
  private static final class Mailbox extends LinkedBlockingQueue<Message> {
    private static final long serialVersionUID = 1;

    private final transient CountDownLatch ended = new CountDownLatch(1);

    private void drain(Supplier<? extends Counter> object) {
      try {
        Counter counter = object.get();
        while (handle(counter, take())) {
          // the next
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        ended.countDown();
      }
    }
  }

  @Override
  Queue<Message> start(Supplier<? extends Counter> object) {
    Mailbox mailbox = new Mailbox();
    Thread.startVirtualThread(() -> mailbox.drain(object));
    return mailbox;
  }

  @Override
  void join(Queue<Message> actor) throws InterruptedException {
    ((Mailbox) actor).ended.await();
  }
}
