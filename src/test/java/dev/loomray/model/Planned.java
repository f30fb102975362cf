package dev.loomray.model;

/** A failure that a program means to have. */
final class Planned extends Exception {
  private static final long serialVersionUID = 1;

  Planned(int task, int attempt) {
    super("planned failure of task " + task + ", attempt " + attempt, null, false, false);
  }
}
