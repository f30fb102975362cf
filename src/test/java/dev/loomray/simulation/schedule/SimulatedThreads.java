package dev.loomray.simulation.schedule;

import java.lang.Thread.State;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;

/**
 * Makes virtual threads whose scheduler is a {@link Schedule}. The JDK has no public door for that: the JVM of the tests
 * runs with {@code --add-opens java.base/java.lang=ALL-UNNAMED}.
 */
final class SimulatedThreads implements ThreadFactory {
  private final Schedule schedule;
  private final Thread.Builder.OfVirtual builder;
  private final Field continuation;
  private final Field state;
  private final Set<Integer> atMonitor;
  private final Set<SimulatedThread> alive = new LinkedHashSet<>();
  private int made;

  SimulatedThreads(Schedule schedule) {
    this.schedule = schedule;
    try {
      Constructor<?> constructor =
          Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder")
              .getDeclaredConstructor(Executor.class);
      constructor.setAccessible(true);
      builder = (Thread.Builder.OfVirtual) constructor.newInstance(schedule);
      continuation = field("runContinuation");
      state = field("state");
      atMonitor = Set.of(field("BLOCKED").getInt(null), field("UNBLOCKED").getInt(null));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no virtual threads with a scheduler of their own", e);
    }
    builder.inheritInheritableThreadLocals(false);
    builder.uncaughtExceptionHandler((_, thrown) -> schedule.fail(thrown));
  }

  private static Field field(String name) throws ReflectiveOperationException {
    Field field = Class.forName("java.lang.VirtualThread").getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }

  /** Whether a thread that does not run waits for a monitor, or may have it now. */
  boolean isAtMonitor(SimulatedThread thread) {
    try {
      return atMonitor.contains(state.getInt(thread.thread()));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Thread newThread(Runnable body) {
    Thread thread = builder.unstarted(body);
    try {
      Runnable run = (Runnable) continuation.get(thread);
      SimulatedThread made = new SimulatedThread(this.made++, thread, run, schedule.drawsLaggard());
      alive.add(made);
      schedule.add(made);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
    return thread;
  }

  void ended(SimulatedThread thread) {
    alive.remove(thread);
  }

  int alive() {
    return alive.size();
  }

  /** A living thread in this state, or null. */
  SimulatedThread in(State state) {
    for (SimulatedThread thread : alive) {
      if (thread.thread().getState() == state) {
        return thread;
      }
    }
    return null;
  }

  /** What all living threads do, for people. */
  String stacks() {
    StringBuilder text = new StringBuilder();
    for (SimulatedThread thread : alive) {
      text.append("\n  #").append(thread.id()).append(' ').append(thread.thread().getName());
      text.append(", ").append(thread.thread().getState());
      for (StackTraceElement frame : thread.thread().getStackTrace()) {
        text.append("\n      at ").append(frame);
      }
    }
    return text.toString();
  }
}
