package dev.loomray.simulation.schedule;

/** What woven code calls; without effect on threads that no schedule runs. */
public final class Points {
  /** The schedule that runs the current thread, inherited by all that it forks. */
  static final ScopedValue<Schedule> SCHEDULE = ScopedValue.newInstance();

  private Points() {}

  /** Another thread may run here: something shared is touched next. */
  public static void point() {
    if (SCHEDULE.isBound()) {
      SCHEDULE.get().point();
    }
  }

  /** Real time is about to be used. */
  public static void realTime() {
    if (SCHEDULE.isBound()) {
      SCHEDULE.get().realTime(Thread.currentThread().getStackTrace());
    }
  }

  /** A method begins that a {@link Weaver} watches. */
  public static void begins(String method) {
    if (SCHEDULE.isBound()) {
      SCHEDULE.get().begins(method);
    }
  }

  /** It returns. */
  public static void ends(String method) {
    if (SCHEDULE.isBound()) {
      SCHEDULE.get().ends(method);
    }
  }
}
