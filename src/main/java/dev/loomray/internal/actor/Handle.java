package dev.loomray.internal.actor;

import dev.loomray.ActorHandle;
import dev.loomray.ObjectRef;
import dev.loomray.TaskOptions;
import dev.loomray.function.Fn;
import dev.loomray.internal.base.Require;
import dev.loomray.internal.task.Settings;
import java.lang.ref.Reference;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A handle as its users hold it: two handles of one actor are equal.
 *
 * @param <T> the class of the actor
 */
final class Handle<T> implements ActorHandle<T> {
  private final Anchors.Anchor anchor;
  private final Settings settings;

  Handle(Anchors.Anchor anchor, Settings settings) {
    this.anchor = anchor;
    this.settings = settings;
  }

  private Actor target() {
    return anchor.actor();
  }

  @Override
  public <R extends @Nullable Object> ObjectRef<R> submit(
      Fn fn, int refMask, @Nullable Object... args) {
    try {
      return Calls.submit(target(), settings, fn, refMask, args);
    } finally {
      Reference.reachabilityFence(anchor); // a caller has its handle until its call is made
    }
  }

  @Override
  public ActorHandle<T> options(UnaryOperator<TaskOptions> change) {
    Settings changed = Settings.changed(change);
    if (!changed.resources().isEmpty()) {
      throw refused("resources", changed.resources());
    }
    if (changed.priority() != 0) {
      throw refused("priority", changed.priority());
    }
    if (changed.hasOwnThread()) {
      throw refused("ownThread", true);
    }
    return new Handle<>(anchor, changed);
  }

  private static IllegalArgumentException refused(String option, Object found) {
    return Require.refused(
        option, "no value: it is an option of tasks, or of the actor as a whole", found);
  }

  @Override
  public Optional<String> name() {
    return Optional.ofNullable(target().settings().identity().name());
  }

  @Override
  public State state() {
    return target().life().state();
  }

  @Override
  public ObjectRef<Void> stop() {
    try {
      return Calls.stop(target());
    } finally {
      Reference.reachabilityFence(anchor); // a caller has its handle until its call is made
    }
  }

  @Override
  public void kill() {
    target().owner().requireOpen();
    target().life().kill("kill() was called");
  }

  @Override
  public void restart() {
    target().owner().requireOpen();
    target().life().restart();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Handle<?> handle && handle.target() == target();
  }

  @Override
  public int hashCode() {
    return Long.hashCode(target().number());
  }

  @Override
  public String toString() {
    return target().describe();
  }
}
