package dev.loomray.internal.task;

import dev.loomray.internal.base.Environment;
import dev.loomray.internal.base.ObjectId;
import dev.loomray.internal.base.Threads;
import dev.loomray.internal.observe.UnreadFailures;
import dev.loomray.internal.serial.Failure;
import dev.loomray.internal.serial.ValueCodec;
import dev.loomray.internal.store.HeapStore;
import dev.loomray.internal.store.ObjectStore;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadFactory;

/**
 * Makes owners whose engine never starts a thread, so that the racing threads of a test are the
 * only ones.
 */
final class StillOwner {
  private static final Environment WORLD =
      new Environment(
          Environment.system(1).clock(),
          new NoThreads(),
          Thread::onSpinWait,
          (ref, action) -> {},
          new Random(1),
          Environment.system(1).reports());
  private static final ObjectStore STORE =
      new HeapStore(new ValueCodec(Map.of(), StillOwner.class.getClassLoader()));
  private static final Handover HANDOVER = Handover.shared();
  private static final UnreadFailures UNREAD =
      new UnreadFailures(WORLD.clock(), WORLD.reclaim(), report -> {});

  private StillOwner() {}

  /** An owner with this many CPUs; there is no Ray above it. */
  static Owner withCpus(int cpus) {
    Resources total = Resources.NONE.with(Resources.CPUS, cpus);
    ObjectId id = new ObjectId(1, 1, 0);
    return new Owner(new Owner.Parts(null, "still", id, WORLD, total, STORE, HANDOVER, UNREAD));
  }

  /** A failure to settle a task with, as cancel() would. */
  static Failed cancelled() {
    return Failed.of("task", new Failure(Failure.Kind.CANCELLED, "cancelled", null));
  }

  private record NoThreads() implements Threads {
    @Override
    public Thread startDaemon(String name, Runnable body) {
      return Thread.currentThread();
    }

    @Override
    public ThreadFactory virtual() {
      return Thread.ofVirtual().factory();
    }

    @Override
    public int processors() {
      return 1;
    }

    @Override
    public Runnable onExit(String name, Runnable hook) {
      return () -> {};
    }
  }
}
