package dev.loomray.internal.task;

import dev.loomray.Engine;
import dev.loomray.error.RayException;
import dev.loomray.internal.base.Clock;
import dev.loomray.internal.base.Environment;
import dev.loomray.internal.base.ObjectId;
import dev.loomray.internal.base.Patience;
import dev.loomray.internal.base.Reclaim;
import dev.loomray.internal.base.Reports;
import dev.loomray.internal.base.Storage;
import dev.loomray.internal.base.Threads;
import dev.loomray.internal.observe.UnreadFailures;
import dev.loomray.internal.serial.Failure;
import dev.loomray.internal.serial.ValueCodec;
import dev.loomray.internal.store.LocalStore;
import dev.loomray.internal.store.ObjectStore;
import dev.loomray.internal.store.StoreSettings;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Makes owners whose engine never starts a thread, so that the racing threads of a test are the
 * only ones.
 */
public final class StillOwner {
  private static final Clock CLOCK = Environment.system(1).clock();
  private static final Random RANDOM = new Random(1);
  private static final Storage STORAGE = Environment.system(1).storage();
  private static final Reports REPORTS = Environment.system(1).reports();
  private static final Reclaim NEVER = (ref, action) -> {};
  private static final Environment ENVIRONMENT = Environment.system(1);
  private static final Parking PARKING = new Parking(ENVIRONMENT);
  private static final ObjectStore STORE =
      new LocalStore(
          "still",
          StoreSettings.DEFAULT,
          new ValueCodec(Map.of(), StillOwner.class.getClassLoader()),
          ENVIRONMENT,
          PARKING::await);
  private static final Handover HANDOVER = Handover.shared(STORE);

  private StillOwner() {}

  /** An owner with this many CPUs; there is no Ray above it. */
  static Owner withCpus(int cpus) {
    return on(new StillThreads(), cpus, report -> {});
  }

  /** One whose engine has ended, so that what is given to it runs at once, on the same thread. */
  static Owner ended(int cpus, Consumer<String> unread) {
    StillThreads threads = new StillThreads();
    Owner owner = on(threads, cpus, unread);
    owner.engine().shutdown();
    threads.runEngine(owner);
    return owner;
  }

  /** One whose engine has no lease but those that a test makes. */
  public static Owner ofLeases() {
    return ofLeases(NEVER);
  }

  /** The same, with a collector of the test. */
  public static Owner ofLeases(Reclaim reclaim) {
    return on(Engine.LEASES, new StillThreads(), 1, reclaim, report -> {});
  }

  /** Runs, on this thread, what a lease of {@link #ofLeases} would. */
  public static void runQueued(Owner owner) {
    LeaseEngine engine = (LeaseEngine) owner.engine();
    owner.timers().runDue();
    for (TaskEngine.Work work = engine.poll(); work != null; work = engine.poll()) {
      work.run(new OwnPlace());
      Thread.interrupted(); // of work that was stopped
      owner.timers().runDue();
    }
  }

  /** One on these threads, which reports failures that nobody has read. */
  static Owner on(Threads threads, int cpus, Consumer<String> unread) {
    return on(Engine.REFERENCE, threads, cpus, NEVER, unread);
  }

  private static Owner on(
      Engine engine, Threads threads, int cpus, Reclaim reclaim, Consumer<String> unread) {
    Environment env =
        new Environment(CLOCK, threads, Thread::onSpinWait, reclaim, STORAGE, RANDOM, REPORTS);
    Resources total = Resources.NONE.with(Resources.CPUS, cpus);
    ObjectId id = new ObjectId(1, 1, 0);
    UnreadFailures failures = new UnreadFailures(CLOCK, NEVER, unread);
    return new Owner(
        new Owner.Parts(
            null,
            "still",
            id,
            env,
            PARKING,
            total,
            EngineSettings.DEFAULT.with(engine),
            STORE,
            HANDOVER,
            failures));
  }

  /** A failure to settle a task with, as cancel() would. */
  static Failed cancelled() {
    return Failed.of("task", new Failure(Failure.Kind.CANCELLED, "cancelled", null));
  }

  /** A failure to settle a ref with, as code that throws would. */
  static Failed broken() {
    return Failed.of("task", new Failure(Failure.Kind.TASK, "it broke", null));
  }

  /** What a call that waits answers, or the name of what it throws, or that it was not woken. */
  static String answer(Supplier<?> call) {
    return Patience.await(
        () -> {
          try {
            return String.valueOf(call.get());
          } catch (RayException | IllegalStateException e) {
            return e.getClass().getSimpleName();
          }
        });
  }
}
