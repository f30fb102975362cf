package dev.loomray.internal.task;

import dev.loomray.Engine;
import dev.loomray.Ray;
import dev.loomray.function.Act0;
import dev.loomray.function.Fn;
import dev.loomray.function.Fn0;
import dev.loomray.internal.base.Environment;
import dev.loomray.internal.base.FakeClock;
import dev.loomray.internal.base.FakeReclaim;
import dev.loomray.internal.base.FakeReports;
import dev.loomray.internal.base.FakeStorage;
import dev.loomray.internal.base.FakeThreads;
import dev.loomray.internal.base.ObjectId;
import dev.loomray.internal.observe.UnreadFailures;
import dev.loomray.internal.serial.ValueCodec;
import dev.loomray.internal.store.LocalStore;
import dev.loomray.internal.store.ObjectStore;
import dev.loomray.internal.store.StoreSettings;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;

/** An owner of refs with a clock, threads and a collector that a test moves. */
final class Home implements AutoCloseable {
  private static final long FOREVER = -1;

  final FakeClock clock = new FakeClock();
  final FakeReclaim reclaim = new FakeReclaim();
  final FakeReports reports = new FakeReports();
  final List<String> unread = new CopyOnWriteArrayList<>();
  final FakeThreads threads;
  final Owner owner;

  private Home(FakeThreads threads, Resources total) {
    this.threads = threads;
    Environment env =
        new Environment(
            clock,
            threads,
            Thread::onSpinWait,
            reclaim,
            new FakeStorage(),
            new Random(20_250_916),
            reports);
    ValueCodec codec = new ValueCodec(Map.of(), Home.class.getClassLoader());
    Parking parking = new Parking(env);
    ObjectStore store = new LocalStore("home", StoreSettings.DEFAULT, codec, env, parking::await);
    owner =
        new Owner(
            new Owner.Parts(
                noRay(),
                "home",
                new ObjectId(1, 1, 0),
                env,
                parking,
                total,
                EngineSettings.DEFAULT.with(Engine.REFERENCE),
                store,
                Handover.shared(store),
                new UnreadFailures(clock, reclaim, unread::add)));
  }

  /** One that works, with so many CPUs. */
  static Home open(int cpus) {
    return new Home(new FakeThreads(), Resources.NONE.with(Resources.CPUS, cpus));
  }

  /** One whose tasks run on threads of this factory. */
  static Home open(int cpus, ThreadFactory factory) {
    return new Home(new FakeThreads(factory), Resources.NONE.with(Resources.CPUS, cpus));
  }

  /** One whose engine starts no task before its threads are released. */
  static Home held(int cpus) {
    return new Home(new FakeThreads().hold(), Resources.NONE.with(Resources.CPUS, cpus));
  }

  static Ray noRay() {
    return (Ray)
        Proxy.newProxyInstance(
            Home.class.getClassLoader(),
            new Class<?>[] {Ray.class},
            (_, method, _) -> {
              throw new UnsupportedOperationException(method.getName());
            });
  }

  /** A ref that nobody has settled. */
  <T> Ref<T> pending() {
    return new Ref<>(owner);
  }

  /** A ref with a value. */
  <T> Ref<T> ready(T value) {
    Ref<T> ref = new Ref<>(owner);
    ref.settle(value);
    return ref;
  }

  /** A task that was made and goes nowhere by itself. */
  Task<Object> idle(Settings settings) {
    Act0 nothing = () -> {};
    return new Task<>(owner, settings, Invocation.of(nothing), owner.tree().root());
  }

  /** Submits a task without arguments. */
  <R> Task<R> submit(Settings settings, Fn0<R> fn) {
    return submit(settings, (Fn) fn, 0);
  }

  /** Submits a task. */
  <R> Task<R> submit(Settings settings, Fn fn, int refMask, Object... args) {
    return (Task<R>) owner.submission().<R>submit(settings, owner.tree().root(), fn, refMask, args);
  }

  /** What happens in the Ray, as text. */
  String dump() {
    return Dump.of(owner);
  }

  @Override
  public void close() {
    threads.release();
    Thread closing = Thread.ofVirtual().start(() -> owner.lifecycle().close(FOREVER));
    try {
      if (!closing.join(Duration.ofSeconds(30))) {
        throw new AssertionError("did not close: " + dump());
      }
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted while closing: " + dump(), e);
    }
  }
}
