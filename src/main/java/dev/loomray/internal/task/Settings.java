package dev.loomray.internal.task;

import dev.loomray.TaskOptions;
import dev.loomray.internal.base.Require;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The options of a task, or of a call of an actor.
 *
 * @param name its name, or null for the function's
 * @param retry when to run it again
 * @param timeoutNanos its time from submission, 0 for no limit
 * @param priority higher starts first
 * @param resources what it asks for
 * @param systemRetries how often to run it again when its node is lost
 * @param hasOwnThread whether nothing else runs on its thread
 * @param concurrencyGroup the group of its actor, or null for that of the method; not for a task
 * @param isStored whether what is large goes through the store
 */
public record Settings(
    @Nullable String name,
    Retry retry,
    long timeoutNanos,
    int priority,
    Resources resources,
    int systemRetries,
    boolean hasOwnThread,
    @Nullable String concurrencyGroup,
    boolean isStored)
    implements TaskOptions {
  /** Those of a plain call. */
  public static final Settings DEFAULT =
      new Settings(null, Retry.NEVER, 0, 0, Resources.NONE, 3, false, null, false);

  /** Those of a task of ours that asks for resources. */
  static Settings asking(String name, Resources resources) {
    return DEFAULT.name(name).with(resources);
  }

  /** Whether it may run as well as a plain call would. */
  boolean asksForNothing() {
    return this == DEFAULT
        || (timeoutNanos == 0
            && priority == 0
            && !hasOwnThread
            && resources.isEmpty()
            && retry.isNever());
  }

  /** What a user's change makes of the defaults. */
  public static Settings changed(UnaryOperator<TaskOptions> change) {
    TaskOptions changed = Require.notNull(change, "change").apply(DEFAULT);
    if (changed instanceof Settings settings) {
      return settings;
    }
    throw Require.refused(
        "change", "a function that returns the options it was given, changed", changed);
  }

  @Override
  public Settings name(String name) {
    return new Settings(
        Require.text(name, "name"),
        retry,
        timeoutNanos,
        priority,
        resources,
        systemRetries,
        hasOwnThread,
        concurrencyGroup,
        isStored);
  }

  @Override
  public Settings retries(int count) {
    return with(retry.withLimit(Require.countOrUnlimited(count, "retries")));
  }

  @Override
  public Settings retryOn(Class<?>... types) {
    return with(retry.on(types));
  }

  @Override
  public Settings systemRetries(int count) {
    int checked = Require.countOrUnlimited(count, "systemRetries");
    return new Settings(
        name,
        retry,
        timeoutNanos,
        priority,
        resources,
        checked,
        hasOwnThread,
        concurrencyGroup,
        isStored);
  }

  @Override
  public Settings backoff(Duration delay) {
    return with(retry.with(Backoff.of(delay)));
  }

  @Override
  public Settings backoff(Duration first, Duration max) {
    return with(retry.with(Backoff.of(first, max)));
  }

  @Override
  public Settings timeout(Duration timeout) {
    long nanos = Require.positiveNanos(timeout, "timeout");
    return new Settings(
        name,
        retry,
        nanos,
        priority,
        resources,
        systemRetries,
        hasOwnThread,
        concurrencyGroup,
        isStored);
  }

  @Override
  public Settings priority(int priority) {
    return new Settings(
        name,
        retry,
        timeoutNanos,
        priority,
        resources,
        systemRetries,
        hasOwnThread,
        concurrencyGroup,
        isStored);
  }

  @Override
  public Settings cpus(double cpus) {
    return with(resources.with(Resources.CPUS, cpus));
  }

  @Override
  public Settings gpus(double gpus) {
    return with(resources.with(Resources.GPUS, gpus));
  }

  @Override
  public Settings memory(long bytes) {
    return with(resources.withMemory(bytes));
  }

  @Override
  public Settings resource(String name, double amount) {
    return with(resources.withOwn(name, amount));
  }

  @Override
  public Settings ownThread() {
    return new Settings(
        name,
        retry,
        timeoutNanos,
        priority,
        resources,
        systemRetries,
        true,
        concurrencyGroup,
        isStored);
  }

  @Override
  public Settings concurrencyGroup(String name) {
    String group = Require.text(name, "concurrencyGroup");
    return new Settings(
        this.name,
        retry,
        timeoutNanos,
        priority,
        resources,
        systemRetries,
        hasOwnThread,
        group,
        isStored);
  }

  @Override
  public Settings stored() {
    return new Settings(
        name,
        retry,
        timeoutNanos,
        priority,
        resources,
        systemRetries,
        hasOwnThread,
        concurrencyGroup,
        true);
  }

  private Settings with(Retry changed) {
    return new Settings(
        name,
        changed,
        timeoutNanos,
        priority,
        resources,
        systemRetries,
        hasOwnThread,
        concurrencyGroup,
        isStored);
  }

  private Settings with(Resources changed) {
    return new Settings(
        name,
        retry,
        timeoutNanos,
        priority,
        changed,
        systemRetries,
        hasOwnThread,
        concurrencyGroup,
        isStored);
  }
}
