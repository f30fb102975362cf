package dev.loomray.jmh;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jctools.queues.varhandle.MpscUnboundedVarHandleArrayQueue;

/**
 * A bare JCTools queue with a platform thread that never sleeps: what the queue alone costs. Not
 * for more actors than there are cores.
 */
final class SpinningActors extends PlainActors {
  private static final int CHUNK = 1_024;
  private static final int SPINS = 10_000;

  private final Map<Queue<Message>, Thread> threads = new ConcurrentHashMap<>();
  private volatile boolean closed;

  @Override
  Queue<Message> start(Supplier<? extends Counter> object) {
    var queue = new MpscUnboundedVarHandleArrayQueue<Message>(CHUNK);
    threads.put(queue, Thread.ofPlatform().daemon().start(() -> drain(queue, object.get())));
    return queue;
  }

  private void drain(MpscUnboundedVarHandleArrayQueue<Message> queue, Counter object) {
    int idle = 0;
    boolean more = true;
    while (more && !closed) {
      Message message = queue.relaxedPoll();
      if (message != null) {
        idle = 0;
        more = handle(object, message);
      } else {
        wait(idle++);
      }
    }
  }

  /** Gives way from time to time, since on one core nobody else would run. */
  private static void wait(int idle) {
    if (idle % SPINS == SPINS - 1) {
      Thread.yield();
    } else {
      Thread.onSpinWait();
    }
  }

  @Override
  void join(Queue<Message> actor) throws InterruptedException {
    threads.remove(actor).join();
  }

  @Override
  public void close() {
    closed = true;
  }
}
