package dev.loomray.internal.base;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Checks of arguments. Each failure names the argument, what was expected, and what was found. */
public final class Require {
  private Require() {}

  /** Refuses null. */
  public static <T> T notNull(@Nullable T value, String name) {
    if (value == null) {
      throw new IllegalArgumentException(
          "expected a value for " + name + ", found " + name + "=null");
    }
    return value;
  }

  /** Refuses null and blank texts. */
  public static String text(@Nullable String value, String name) {
    String text = notNull(value, name);
    if (text.isBlank()) {
      throw refused(name, "a text that is not blank", '"' + text + '"');
    }
    return text;
  }

  /** Refuses negative numbers. */
  public static long notNegative(long value, String name) {
    if (value < 0) {
      throw refused(name, "0 or more", value);
    }
    return value;
  }

  /** Refuses negative numbers but −1, which means no limit. */
  public static int countOrUnlimited(int value, String name) {
    if (value < -1) {
      throw refused(name, "0 or more, or -1 for no limit", value);
    }
    return value;
  }

  /** Refuses negative numbers, infinite ones and NaN. */
  public static double amount(double value, String name) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw refused(name, "a finite amount of 0 or more", value);
    }
    return value;
  }

  /** Refuses null and negative durations; answers nanoseconds, saturated at 292 years. */
  public static long nanos(@Nullable Duration value, String name) {
    Duration duration = notNull(value, name);
    if (duration.isNegative()) {
      throw refused(name, "a duration of zero or more", duration);
    }
    return saturated(duration);
  }

  /** Refuses null, zero and negative durations; answers nanoseconds, saturated at 292 years. */
  public static long positiveNanos(@Nullable Duration value, String name) {
    Duration duration = notNull(value, name);
    if (!duration.isPositive()) {
      throw refused(name, "a duration above zero", duration);
    }
    return saturated(duration);
  }

  /** The exception for an argument that is refused. */
  public static IllegalArgumentException refused(
      String name, String expected, @Nullable Object found) {
    return new IllegalArgumentException(
        "expected " + expected + " for " + name + ", found " + name + "=" + found);
  }

  private static long saturated(Duration value) {
    // half the range of nanoTime, so that a deadline compares correctly by difference
    long limit = Long.MAX_VALUE / 2;
    return value.compareTo(Duration.ofNanos(limit)) >= 0 ? limit : value.toNanos();
  }
}
