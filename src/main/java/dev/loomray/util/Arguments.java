package dev.loomray.util;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Checks what users pass in; every message names the argument. */
final class Arguments {
  private Arguments() {}

  static <V> V notNull(@Nullable V value, String name) {
    if (value == null) {
      throw refused(name, "a value", null);
    }
    return value;
  }

  static Duration notNegative(@Nullable Duration value, String name) {
    Duration duration = notNull(value, name);
    if (duration.isNegative()) {
      throw refused(name, "a duration of zero or more", duration);
    }
    return duration;
  }

  static IllegalArgumentException refused(String name, String expected, @Nullable Object found) {
    return new IllegalArgumentException(
        "expected %s for %s, found %s=%s".formatted(expected, name, name, found));
  }
}
