package dev.loomray.model;

import dev.loomray.TaskOptions;
import java.time.Duration;
import java.util.Random;

/**
 * How a task is submitted, and how often it means to fail.
 *
 * @param failures how many attempts fail
 * @param retries how many are retried
 * @param backoffNanos how long before each
 * @param timeoutNanos its timeout, 0 for none
 * @param cpus how many CPUs it asks for
 * @param gpus how many GPUs
 * @param priority its priority
 */
record Terms(
    int failures,
    int retries,
    long backoffNanos,
    long timeoutNanos,
    int cpus,
    int gpus,
    int priority) {
  static final Terms PLAIN = new Terms(0, 0, 0, 0, 0, 0, 0);

  static Terms drawn(Mix mix, Random random, boolean leaf) {
    int failures = mix.failing().happens(random) ? 1 + random.nextInt(3) : 0;
    return new Terms(
        failures,
        failures > 0 && random.nextBoolean() ? 1 + random.nextInt(3) : 0,
        random.nextBoolean() ? 0 : mix.shortNanos(random),
        mix.timed().happens(random) ? 1 + mix.shortNanos(random) : 0,
        mix.asking().happens(random) ? 1 + random.nextInt(Journal.CPUS) : 0,
        // what is not given back in get would deadlock a task that waits for its children
        leaf && mix.asking().happens(random) ? 1 + random.nextInt(Journal.GPUS) : 0,
        mix.asking().happens(random) ? random.nextInt(3) : 0);
  }

  TaskOptions apply(TaskOptions options) {
    TaskOptions changed = options.retries(retries).priority(priority);
    if (retries > 0) {
      changed = changed.backoff(Duration.ofNanos(backoffNanos));
    }
    if (timeoutNanos > 0) {
      changed = changed.timeout(Duration.ofNanos(timeoutNanos));
    }
    if (cpus > 0) {
      changed = changed.cpus(cpus);
    }
    return gpus > 0 ? changed.gpus(gpus) : changed;
  }

  /** Whether the attempt that fails is followed by another. */
  boolean isRetried(int attempt) {
    return attempt <= retries;
  }
}
