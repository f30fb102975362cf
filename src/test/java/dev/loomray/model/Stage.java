package dev.loomray.model;

import dev.loomray.Ray;
import dev.loomray.RayConfig;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/** Where a program plays: under a schedule, or on real threads. */
public interface Stage {
  /** Starts a Ray. */
  Ray start(UnaryOperator<RayConfig> change);

  /** The time in nanoseconds that deadlines are measured in. */
  LongSupplier nanoTime();

  /** How long after its deadline a task may still end with a value: a timer is a thread as well. */
  long lateNanos();

  /** Starts a thread that is no task. */
  void start(Runnable body);

  /** The program will not touch this again. */
  void forget(Object object);

  /** An answer was wrong. */
  void violated(AssertionError error);
}
