package dev.loomray.internal.task;

import dev.loomray.internal.base.Require;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Amounts of named resources, in units of 1/10,000: what a task asks for, or what a Ray has. Two requests of the same
 * shape are equal.
 *
 * @param units amount by name, zeros left out, sorted by name
 */
public record Resources(Map<String, Long> units) {
  /** The name of CPUs. */
  public static final String CPUS = "cpus";

  /** The name of GPUs. */
  public static final String GPUS = "gpus";

  /** The name of memory, in bytes. */
  public static final String MEMORY = "memory";

  /** Nothing. */
  public static final Resources NONE = new Resources(Map.of());

  private static final long UNIT = 10_000;
  private static final double MOST = 900_000_000_000_000.0;

  /** Keeps a sorted, unmodifiable copy. */
  public Resources {
    units = Collections.unmodifiableMap(new TreeMap<>(units));
  }

  public boolean isEmpty() {
    return units.isEmpty();
  }

  long of(String name) {
    return units.getOrDefault(name, 0L);
  }

  /** A copy with another amount of one resource. */
  public Resources with(String name, double amount) {
    Require.amount(amount, name);
    long exact = Math.round(amount * UNIT);
    if (amount > 0 && exact == 0) {
      throw Require.refused(name, "0 or an amount of at least 0.0001", amount);
    }
    if (amount > MOST) {
      throw Require.refused(name, "an amount of at most 900000000000000", amount);
    }
    return withUnits(name, exact);
  }

  /** A copy with another amount of a resource of the user's own. */
  public Resources withOwn(String name, double amount) {
    Require.text(name, "resource name");
    if (name.equals(CPUS) || name.equals(GPUS) || name.equals(MEMORY)) {
      throw Require.refused(
          "resource name", "a name of your own; for this one there is " + name + "(..)", name);
    }
    return with(name, amount);
  }

  /** A copy with another amount of memory. */
  public Resources withMemory(long bytes) {
    return with(MEMORY, (double) Require.notNegative(bytes, MEMORY));
  }

  private Resources withUnits(String name, long amount) {
    Map<String, Long> changed = new TreeMap<>(units);
    if (amount == 0) {
      changed.remove(name);
    } else {
      changed.put(name, amount);
    }
    return new Resources(changed);
  }

  /** An amount as people write it. */
  static String text(long units) {
    return BigDecimal.valueOf(units, 4).stripTrailingZeros().toPlainString();
  }

  @Override
  public String toString() {
    return units.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + text(entry.getValue()))
        .collect(Collectors.joining(" "));
  }
}
