package dev.loomray.internal.actor;

import dev.loomray.ActorOptions;
import dev.loomray.internal.base.Require;
import dev.loomray.internal.task.Backoff;
import dev.loomray.internal.task.Resources;
import dev.loomray.internal.task.Retry;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * The options of an actor.
 *
 * @param identity its name, and whether it is detached
 * @param supervision when it is restarted
 * @param retry when a call is run again
 * @param limit how many unfinished calls it may have
 * @param concurrency how many of them run at a time
 * @param resources what it asks for while it lives
 */
public record ActorSettings(
    Identity identity,
    Supervision supervision,
    Retry retry,
    CallLimit limit,
    Concurrency concurrency,
    Resources resources)
    implements ActorOptions {
  /** Those of a plain actor. No exception of a call is retried, whatever the limit, until retryOn names it. */
  public static final ActorSettings DEFAULT =
      new ActorSettings(
          Identity.NONE,
          Supervision.NEVER,
          Retry.NEVER.on(),
          CallLimit.NONE,
          Concurrency.ONE,
          Resources.NONE);

  /** What a user's change makes of the defaults; what excludes each other is refused. */
  public static ActorSettings changed(UnaryOperator<ActorOptions> change) {
    ActorOptions changed = Require.notNull(change, "change").apply(DEFAULT);
    if (changed instanceof ActorSettings settings) {
      settings.identity.requireConsistent();
      settings.limit.requireConsistent();
      settings.concurrency.requireConsistent();
      return settings;
    }
    throw Require.refused(
        "change", "a function that returns the options it was given, changed", changed);
  }

  /** Whether what a call threw restarts the actor, or ends it when no restart is left. */
  public boolean restartsOn(Throwable thrown) {
    return supervision.restartsOn(thrown);
  }

  @Override
  public ActorSettings name(String name) {
    return with(identity.named(name));
  }

  @Override
  public ActorSettings namespace(String namespace) {
    return with(identity.in(namespace));
  }

  @Override
  public ActorSettings getIfExists() {
    return with(identity.takingExisting());
  }

  @Override
  public ActorSettings detached() {
    return with(identity.detached());
  }

  @Override
  public ActorSettings maxRestarts(int count) {
    return with(supervision.withLimit(count));
  }

  @Override
  public ActorSettings maxTaskRetries(int count) {
    return with(retry.withLimit(Require.countOrUnlimited(count, "maxTaskRetries")));
  }

  @Override
  public ActorSettings retryOn(Class<?>... types) {
    return with(retry.on(types));
  }

  @Override
  public ActorSettings restartOn(Class<?>... types) {
    return with(supervision.on(types));
  }

  @Override
  public ActorSettings backoff(Duration delay) {
    return with(supervision.with(Backoff.of(delay)));
  }

  @Override
  public ActorSettings backoff(Duration first, Duration max) {
    return with(supervision.with(Backoff.of(first, max)));
  }

  @Override
  public ActorSettings maxPendingCalls(int count) {
    return with(limit.of(count));
  }

  @Override
  public ActorSettings blockWhenFull() {
    return with(limit.blocking());
  }

  @Override
  public ActorSettings maxConcurrency(int count) {
    return with(concurrency.of(count));
  }

  @Override
  public ActorSettings concurrencyGroup(String name, int maxConcurrency) {
    return with(concurrency.with(name, maxConcurrency));
  }

  @Override
  public ActorSettings ownThread() {
    return with(concurrency.onOwnThread());
  }

  @Override
  public ActorSettings cpus(double cpus) {
    return with(resources.with(Resources.CPUS, cpus));
  }

  @Override
  public ActorSettings gpus(double gpus) {
    return with(resources.with(Resources.GPUS, gpus));
  }

  @Override
  public ActorSettings memory(long bytes) {
    return with(resources.withMemory(bytes));
  }

  @Override
  public ActorSettings resource(String name, double amount) {
    return with(resources.withOwn(name, amount));
  }

  private ActorSettings with(Identity changed) {
    return new ActorSettings(changed, supervision, retry, limit, concurrency, resources);
  }

  private ActorSettings with(Supervision changed) {
    return new ActorSettings(identity, changed, retry, limit, concurrency, resources);
  }

  private ActorSettings with(Retry changed) {
    return new ActorSettings(identity, supervision, changed, limit, concurrency, resources);
  }

  private ActorSettings with(CallLimit changed) {
    return new ActorSettings(identity, supervision, retry, changed, concurrency, resources);
  }

  private ActorSettings with(Concurrency changed) {
    return new ActorSettings(identity, supervision, retry, limit, changed, resources);
  }

  private ActorSettings with(Resources changed) {
    return new ActorSettings(identity, supervision, retry, limit, concurrency, changed);
  }
}
