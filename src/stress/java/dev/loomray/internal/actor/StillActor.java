package dev.loomray.internal.actor;

import dev.loomray.ActorHandle;
import dev.loomray.ObjectRef;
import dev.loomray.function.Fn0;
import dev.loomray.internal.task.Owner;
import dev.loomray.internal.task.Ref;
import dev.loomray.internal.task.StillOwner;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An actor that lives, with calls in its mailbox, on an owner that starts no thread: the racing threads
 * of a test are its carriers, its tellers and those who end it.
 */
final class StillActor {
  static final String NAME = "still";

  private final Owner owner;
  private final ActorSystem system;
  private final ActorHandle<Thing> handle;
  private final AtomicInteger open = new AtomicInteger();

  StillActor() {
    this(StillOwner.ofLeases(), ActorSettings.DEFAULT.maxRestarts(-1).backoff(Duration.ZERO));
  }

  StillActor(Owner owner, ActorSettings settings) {
    this.owner = owner;
    this.system = new ActorSystem(owner, "stress");
    Fn0<Thing> constructor = () -> new Thing(open);
    this.handle = system.start(settings, constructor, 0);
    StillOwner.runQueued(owner);
  }

  /** What the actor is: counts how many of it have not been closed. */
  static final class Thing implements AutoCloseable {
    private final AtomicInteger open;

    Thing(AtomicInteger open) {
      this.open = open;
      open.incrementAndGet();
    }

    /** Takes long enough for others to come into its turn. */
    String answer() {
      for (int i = 0; i < 50; i++) {
        Thread.onSpinWait();
      }
      return "v";
    }

    @Override
    public void close() {
      open.decrementAndGet();
    }
  }

  ActorHandle<Thing> handle() {
    return handle;
  }

  ActorSystem system() {
    return system;
  }

  ObjectRef<String> call() {
    return handle.call(Thing::answer);
  }

  /** Is a carrier until no actor is ready. */
  void serve() {
    Carriers carriers = system.carriers();
    Slot slot = carriers.slots()[0];
    StillBatch batch = new StillBatch(owner);
    for (Inbox inbox = slot.next(); inbox != null; inbox = slot.next()) {
      if (batch.run(inbox)) {
        carriers.again(inbox, slot);
      }
    }
  }

  /** Is the engine, the timers and a carrier until nothing is left to do. */
  void settle() {
    StillOwner.runQueued(owner);
    serve();
    StillOwner.runQueued(owner);
    serve();
  }

  /** How many instances were made and not closed. */
  int open() {
    return open.get();
  }

  /** Whether no thread has anything of it, and it is counted no longer. */
  boolean isGone() {
    return system.describe().isEmpty();
  }

  /** How the call was settled: "pending", "v", or the kind of its failure. */
  static String outcome(ObjectRef<?> call) {
    Ref<?> ref = (Ref<?>) call;
    var failed = ref.failed();
    if (failed != null) {
      return failed.failure().kind().toString();
    }
    return ref.isSettled() ? "v" : "pending";
  }

  /** A carrier without a slot of its own. */
  private static final class StillBatch extends Batch {
    private final Thread thread = Thread.currentThread();

    StillBatch(Owner owner) {
      super(owner);
    }

    @Override
    boolean isEnough() {
      return false;
    }

    @Override
    void turnBegins() {}

    @Override
    void turnEnds() {}

    @Override
    public Thread thread() {
      return thread;
    }

    @Override
    public void waits() {}

    @Override
    public void goesOn() {}
  }
}
