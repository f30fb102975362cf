package dev.loomray.internal.runtime;

import dev.loomray.ActorHandle;
import dev.loomray.ActorOptions;
import dev.loomray.Actors;
import dev.loomray.Isolation;
import dev.loomray.MemoryReport;
import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.Ready;
import dev.loomray.RuntimeContext;
import dev.loomray.ScopeOptions;
import dev.loomray.TaskOptions;
import dev.loomray.TaskScope;
import dev.loomray.Tasks;
import dev.loomray.WritableObject;
import dev.loomray.function.Fn;
import dev.loomray.internal.actor.ActorSettings;
import dev.loomray.internal.actor.ActorSystem;
import dev.loomray.internal.actor.ActorsView;
import dev.loomray.internal.base.Environment;
import dev.loomray.internal.base.ObjectId;
import dev.loomray.internal.base.Require;
import dev.loomray.internal.observe.UnreadFailures;
import dev.loomray.internal.serial.MessageCodec;
import dev.loomray.internal.serial.ValueCodec;
import dev.loomray.internal.store.LocalStore;
import dev.loomray.internal.store.ObjectStore;
import dev.loomray.internal.task.Dump;
import dev.loomray.internal.task.Handover;
import dev.loomray.internal.task.Owner;
import dev.loomray.internal.task.Parking;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The Ray that users hold: built from the bottom up, and nothing but doors to what it is built of. */
final class RunningRay implements Ray {
  private static final long FOREVER = -1;

  private final Config config;
  private final Environment env;
  private final Owner owner;
  private final ActorSystem actors;
  private final ExitHook exitHook;

  RunningRay(Config config, Environment env) {
    this.config = config;
    this.env = env;
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    ValueCodec codec =
        new ValueCodec(
            config.codecs(), loader == null ? ClassLoader.getSystemClassLoader() : loader);
    Parking parking = new Parking(env);
    ObjectStore store = new LocalStore(config.name(), config.store(), codec, env, parking::await);
    Handover handover =
        config.isolation() == Isolation.COPY
            ? Handover.copied(new MessageCodec(codec), store)
            : Handover.shared(store);
    UnreadFailures unread = new UnreadFailures(env.clock(), env.reclaim(), env.reports()::warning);
    ObjectId id = new ObjectId(env.random().nextLong(), 1, 0);
    owner =
        new Owner(
            new Owner.Parts(
                this,
                config.name(),
                id,
                env,
                parking,
                config.total(),
                config.tasks(),
                store,
                handover,
                unread));
    actors = new ActorSystem(owner, config.namespace());
    exitHook = ExitHook.install(config.name(), owner, env.threads());
  }

  @Override
  public <R extends @Nullable Object> ObjectRef<R> submit(
      Fn fn, int refMask, @Nullable Object... args) {
    return owner.submission().submit(fn, refMask, args);
  }

  @Override
  public <T> ActorHandle<T> start(Fn fn, int refMask, @Nullable Object... args) {
    return actors.start(ActorSettings.DEFAULT, fn, refMask, args);
  }

  @Override
  public Actors actorOptions(UnaryOperator<ActorOptions> change) {
    return new ActorsView(actors, ActorSettings.changed(change));
  }

  @Override
  public <T> Optional<ActorHandle<T>> actorNamed(String name, Class<T> type) {
    return actors.named(Require.text(name, "name"), null, Require.notNull(type, "type"));
  }

  @Override
  public <T> Optional<ActorHandle<T>> actorNamed(String name, String namespace, Class<T> type) {
    return actors.named(
        Require.text(name, "name"),
        Require.text(namespace, "namespace"),
        Require.notNull(type, "type"));
  }

  @Override
  public List<String> actorNames() {
    return actors.names();
  }

  @Override
  public <T extends @Nullable Object> ObjectRef<T> put(T value) {
    return owner.put(value);
  }

  @Override
  public WritableObject create(long bytes) {
    return owner.create(bytes);
  }

  @Override
  public MemoryReport memory() {
    return owner.memory();
  }

  @Override
  public <T extends @Nullable Object> List<T> get(
      Collection<? extends ObjectRef<? extends T>> refs) {
    return owner.waits().getAll(refs, FOREVER);
  }

  @Override
  public <T extends @Nullable Object> List<T> get(
      Collection<? extends ObjectRef<? extends T>> refs, Duration timeout) {
    return owner.waits().getAll(refs, Require.nanos(timeout, "timeout"));
  }

  @Override
  public <T extends @Nullable Object> Ready<T> waitFor(
      int count, Collection<? extends ObjectRef<? extends T>> refs) {
    return owner.waits().waitFor(count, refs, FOREVER);
  }

  @Override
  public <T extends @Nullable Object> Ready<T> waitFor(
      int count, Collection<? extends ObjectRef<? extends T>> refs, Duration timeout) {
    return owner.waits().waitFor(count, refs, Require.nanos(timeout, "timeout"));
  }

  @Override
  public <T extends @Nullable Object> Iterable<ObjectRef<T>> asCompleted(
      Collection<? extends ObjectRef<? extends T>> refs) {
    return owner.waits().asCompleted(refs);
  }

  @Override
  public ObjectRef<Void> after(Duration delay) {
    return owner.after(Require.nanos(delay, "delay"));
  }

  @Override
  public Tasks options(UnaryOperator<TaskOptions> change) {
    return owner.options(change);
  }

  @Override
  public TaskScope scope() {
    return owner.scope(options -> options);
  }

  @Override
  public TaskScope scope(UnaryOperator<ScopeOptions> change) {
    return owner.scope(change);
  }

  @Override
  public RuntimeContext context() {
    return owner.context();
  }

  @Override
  public void sleep(Duration time) throws InterruptedException {
    owner.lifecycle().sleep(time);
  }

  @Override
  public InstantSource clock() {
    return env.clock();
  }

  @Override
  public boolean awaitIdle(Duration limit) {
    return owner.lifecycle().awaitIdle(Require.nanos(limit, "limit"));
  }

  @Override
  public String dump() {
    String state = owner.lifecycle().isOpen() ? "" : ", closed";
    return "Ray "
        + config.name()
        + ", namespace "
        + config.namespace()
        + state
        + ", "
        + owner.describeEngine()
        + ": "
        + Dump.of(owner);
  }

  @Override
  public void close() {
    owner.lifecycle().close(config.closeNanos());
    exitHook.remove();
  }

  @Override
  public String toString() {
    return "Ray " + config.name();
  }
}
