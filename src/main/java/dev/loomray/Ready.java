package dev.loomray;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Ray#waitFor} found.
 *
 * @param ready refs whose {@code get()} returns or throws without waiting, at most as many as were asked for
 * @param pending all others
 * @param <T> the type of the values
 */
public record Ready<T extends @Nullable Object>(
    List<ObjectRef<T>> ready, List<ObjectRef<T>> pending) {
  /** Keeps unmodifiable copies of both lists. */
  public Ready {
    ready = List.copyOf(ready);
    pending = List.copyOf(pending);
  }
}
