package dev.loomray.internal.task;

import dev.loomray.internal.base.Environment;
import org.jspecify.annotations.Nullable;

/**
 * What a task has beyond a plain call. All plain calls of a Ray share one, in which nothing is ever written: they have no
 * deadline, no second attempt and no resources.
 */
final class Terms {
  /** Those of plain calls. */
  static Terms plain() {
    return new Terms(Settings.DEFAULT, null, null);
  }

  // immutable
  final Settings settings;
  final @Nullable Deadline deadline;
  final @Nullable Scope scope;

  // whoever moved the status; the CAS that follows publishes them
  @Nullable Timer deadlineTimer;
  @Nullable Timer backoffTimer;
  int attempt = 1;

  // under the lock of admission
  boolean holdsResources;

  private Terms(Settings settings, @Nullable Deadline deadline, @Nullable Scope scope) {
    this.settings = settings;
    this.deadline = deadline;
    this.scope = scope;
  }

  /** Those of a task that is submitted under the parent. */
  static Terms of(Settings settings, Invocation invocation, Node<?> parent) {
    Owner owner = parent.owner();
    Scope scope = parent instanceof Scope of && of != owner.tree().root() ? of : null;
    Deadline deadline = Deadline.earlier(own(owner.env(), settings, invocation), parent.deadline());
    boolean isPlain = settings == Settings.DEFAULT && scope == null && deadline == null;
    return isPlain ? owner.plainTerms() : new Terms(settings, deadline, scope);
  }

  private static @Nullable Deadline own(Environment env, Settings settings, Invocation invocation) {
    long nanos = settings.timeoutNanos();
    if (nanos == 0) {
      return null;
    }
    String chosen = settings.name();
    String name = chosen == null ? invocation.name() : chosen;
    return new Deadline(env.clock().nanoTime() + nanos, nanos, name);
  }
}
