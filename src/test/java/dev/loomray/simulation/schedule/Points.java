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
}
