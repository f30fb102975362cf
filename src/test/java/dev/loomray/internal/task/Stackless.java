package dev.loomray.internal.task;

/** Thrown where a test wants it logged briefly. */
final class Stackless extends RuntimeException {
  private static final long serialVersionUID = 1;

  Stackless() {
    super("thrown by a test", null, false, false);
  }
}
