package dev.loomray.internal.actor;

import dev.loomray.ActorHandle;
import dev.loomray.Actors;
import dev.loomray.function.Fn;
import org.jspecify.annotations.Nullable;

/**
 * The actors of a Ray with certain options.
 *
 * @param system makes them
 * @param settings their options
 */
public record ActorsView(ActorSystem system, ActorSettings settings) implements Actors {
  @Override
  public <T> ActorHandle<T> start(Fn fn, int refMask, @Nullable Object... args) {
    return system.start(settings, fn, refMask, args);
  }
}
