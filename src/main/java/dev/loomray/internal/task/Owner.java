package dev.loomray.internal.task;

import dev.loomray.Engine;
import dev.loomray.MemoryReport;
import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.RuntimeContext;
import dev.loomray.ScopeOptions;
import dev.loomray.TaskOptions;
import dev.loomray.TaskScope;
import dev.loomray.Tasks;
import dev.loomray.WritableObject;
import dev.loomray.error.RayClosedException;
import dev.loomray.internal.base.Current;
import dev.loomray.internal.base.Environment;
import dev.loomray.internal.base.ObjectId;
import dev.loomray.internal.base.Require;
import dev.loomray.internal.observe.UnreadFailures;
import dev.loomray.internal.serial.Failure;
import dev.loomray.internal.serial.ValueCodec;
import dev.loomray.internal.store.ObjectStore;
import dev.loomray.internal.store.Stored;
import dev.loomray.internal.store.Uses;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The Ray that owns refs: what a ref and a task need of it. Every change of a ref's state happens here.
 *
 * @see Parts
 */
public final class Owner {
  /**
   * What the composition root makes, from the bottom up.
   *
   * @param ray what users hold
   * @param name the Ray's name
   * @param id the node part of every object id
   * @param env time, threads and the rest of the world
   * @param parking how threads wait
   * @param total the resources there are
   * @param engine what runs tasks
   * @param store where snapshots live
   * @param handover how values pass
   * @param unread failures that nobody has read
   */
  public record Parts(
      Ray ray,
      String name,
      ObjectId id,
      Environment env,
      Parking parking,
      Resources total,
      EngineSettings engine,
      ObjectStore store,
      Handover handover,
      UnreadFailures unread) {}

  private final Parts parts;
  private final AtomicLong sequence = new AtomicLong();
  private final Timers timers;
  private final TaskEngine engine;
  private final Admission admission;
  private final TaskTree tree;
  private final Waits waits;
  private final Submission submission;
  private final Lifecycle lifecycle;
  private final Failed exhausted;
  private volatile OtherWork others = OtherWork.NONE;
  private final Terms plainTerms = Terms.plain();

  /** Builds the task floor and starts its engine. */
  public Owner(Parts parts) {
    this.parts = parts;
    timers = new Timers(parts.env.clock(), parts.env.reports());
    engine = engine(parts, timers);
    admission = new Admission(parts.total, engine::start);
    tree = new TaskTree(new Scope(this, ScopeSettings.DEFAULT, null));
    waits = new Waits(this, parts.parking);
    submission = new Submission(this);
    lifecycle = new Lifecycle(this, parts.parking);
    exhausted =
        Failed.of(
            "unknown",
            new Failure(
                Failure.Kind.TASK,
                "a task failed, and no memory was left to say why; raise -Xmx, or keep less",
                null));
    engine.open();
  }

  private static TaskEngine engine(Parts parts, Timers timers) {
    String name = "loomray-" + parts.name;
    return switch (parts.engine.engine()) {
      case LEASES ->
          new LeaseEngine(parts.ray, name, parts.env, timers, parts.engine.inlineDepth());
      case REFERENCE -> new ReferenceEngine(name, parts.env, timers);
    };
  }

  public Ray ray() {
    return parts.ray;
  }

  public String name() {
    return parts.name;
  }

  public Environment env() {
    return parts.env;
  }

  public ObjectStore store() {
    return parts.store;
  }

  public Handover handover() {
    return parts.handover;
  }

  public Timers timers() {
    return timers;
  }

  public TaskEngine engine() {
    return engine;
  }

  public Admission admission() {
    return admission;
  }

  public TaskTree tree() {
    return tree;
  }

  /** A floor above has other work; once, before there is any. */
  public void add(OtherWork work) {
    others = work;
  }

  OtherWork others() {
    return others;
  }

  /** Whether threads run one thing after the other where they may; else each is on its own. */
  public boolean sharesThreads() {
    return parts.engine.engine() == Engine.LEASES && ThreadState.isClearable();
  }

  /** How threads wait. */
  public Parking parking() {
    return parts.parking;
  }

  /** Something has come to rest: somebody may wait for that. */
  public void quieter() {
    tree.root().quieter();
  }

  /** What the engine does, for people. */
  public String describeEngine() {
    return engine.describe();
  }

  /** The ways to wait. */
  public Waits waits() {
    return waits;
  }

  /** The way to start tasks. */
  public Submission submission() {
    return submission;
  }

  /** The way to end. */
  public Lifecycle lifecycle() {
    return lifecycle;
  }

  public long nextSequence() {
    return sequence.incrementAndGet();
  }

  public ObjectId objectId(long number) {
    return new ObjectId(parts.id.node(), parts.id.incarnation(), number);
  }

  /** Has a failure reported if nobody reads it before its ref is collected. */
  public void watch(Ref<?> ref, Failed failed) {
    if (failed.isCancellation() || failed.isRead() || !(ref instanceof Execution)) {
      return;
    }
    try {
      parts.unread.watch(ref, failed);
    } catch (Throwable e) { // the ref is settled, and that must have its consequences
      env().reports().bug("a failure is not watched: " + failed.message(), e);
    }
  }

  /** The failure of a task for which not even a message could be made. */
  public Failed exhausted() {
    return exhausted;
  }

  /** What plain calls share. */
  Terms plainTerms() {
    return plainTerms;
  }

  /** Reports the failures that nobody has read. */
  public void reportUnread() {
    parts.unread.reportAll();
  }

  /** Refuses an element of a collection of refs that is not a ref of this Ray. */
  public Ref<?> ownElement(@Nullable Object ref, int index) {
    return ref instanceof Ref<?> ours && ours.owner() == this
        ? ours
        : own(ref, "refs[" + index + "]");
  }

  /** Refuses what is not a ref of this Ray. */
  public Ref<?> own(@Nullable Object ref, String argument) {
    if (Require.notNull(ref, argument) instanceof Ref<?> ours && ours.owner() == this) {
      return ours;
    }
    String found =
        ref instanceof Ref<?> other
            ? other.describe() + " of Ray " + other.owner().name()
            : String.valueOf(ref);
    throw Require.refused(argument, "a ref of this Ray (name=" + name() + ")", found);
  }

  /** A ref to a value that is there. */
  public <T extends @Nullable Object> ObjectRef<T> put(T value) {
    requireOpen();
    if (value instanceof ObjectRef) {
      throw Require.refused("value", "a value; a ref need not be put", value);
    }
    long number = nextSequence();
    if (value == null) {
      return new Ref<>(this, number, Ref.NULL);
    }
    boolean isShared = ValueCodec.isImmutable(value) && !(value instanceof String);
    return new Ref<>(this, number, isShared ? value : stored(number, value));
  }

  /** A text is immutable, but a long one is not left on the heap. */
  private Object stored(long number, Object value) {
    if (value instanceof String) {
      Stored large = store().putIfLarge(number, value);
      return large == null ? value : large;
    }
    return store().put(number, value);
  }

  /** What the store holds. */
  public MemoryReport memory() {
    requireOpen();
    return store().report(new Uses(this::idOf, ArgumentsOfWork.of(this), Owner::numberOf));
  }

  private String idOf(long number) {
    return objectId(number).hex();
  }

  private static long numberOf(Object handle) {
    return handle instanceof Ref<?> ref ? ref.sequence() : 0;
  }

  /** An object to be written in place. */
  public WritableObject create(long bytes) {
    requireOpen();
    long number = nextSequence();
    return store()
        .create(
            number, Require.notNegative(bytes, "bytes"), stored -> new Ref<>(this, number, stored));
  }

  /** A ref that a timer makes ready. */
  public ObjectRef<Void> after(long nanos) {
    requireOpen();
    return TimerRef.after(this, nanos);
  }

  /** The same calls with other options. */
  public Tasks options(UnaryOperator<TaskOptions> change) {
    return new TasksView(submission, Settings.changed(change), null);
  }

  /** Opens a scope under the current task. */
  public TaskScope scope(UnaryOperator<ScopeOptions> change) {
    ScopeSettings settings = ScopeSettings.changed(change);
    requireOpen();
    return ScopeView.open(this, settings);
  }

  /** The context of the task that this thread runs. */
  public RuntimeContext context() {
    Execution<?> work = TaskContext.current();
    if (work == null || work.owner() != this) {
      throw new IllegalStateException(
          "expected a task of this Ray (name=" + name() + ") on this thread, found none");
    }
    return new TaskContext(work, Current.KEY.get().attempt());
  }

  /** Refuses to go on once the Ray is closed. */
  public void requireOpen() {
    if (!lifecycle.isOpen()) {
      throw closed();
    }
  }

  /** The exception for a call that comes too late. */
  public RayClosedException closed() {
    return new RayClosedException(
        "this Ray (name=" + name() + ") is closed; start another with Ray.init()", null);
  }
}
