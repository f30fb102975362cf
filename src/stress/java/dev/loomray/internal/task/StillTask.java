package dev.loomray.internal.task;

import dev.loomray.function.Fn0;
import java.time.Duration;

/** Makes tasks for an owner that starts no threads, runs them on the thread that calls, and looks at them. */
final class StillTask {
  /** One CPU each. */
  static final Settings ONE_CPU = Settings.DEFAULT.name("task").cpus(1);

  /** A time that is over before anybody looks. */
  static final Duration AT_ONCE = Duration.ofNanos(1);

  /** A time that does not come. */
  static final Duration LATER = Duration.ofHours(1);

  /** Code that succeeds. */
  static final Fn0<String> WORKS = () -> "v";

  /** Code that fails. */
  static final Fn0<String> BREAKS =
      () -> {
        throw new Broken();
      };

  private StillTask() {}

  /** A task that was made and linked, and goes nowhere by itself. */
  static Task<String> idle(Owner owner) {
    return idle(owner, ONE_CPU);
  }

  /** A task that was made and linked, and goes nowhere by itself. */
  static Task<String> idle(Owner owner, Settings settings) {
    Task<String> task = unlinked(owner, settings, owner.tree().root());
    owner.tree().link(task, owner.tree().root());
    return task;
  }

  /** A task outside the tree. */
  static Task<String> unlinked(Owner owner, Settings settings, Node<?> parent) {
    Invocation invocation = Invocation.of(WORKS);
    Task<String> task = new Task<>(owner, settings, invocation, parent);
    task.runs(invocation);
    return task;
  }

  /** A task that was submitted, and that the engine will not start. */
  static Task<String> submitted(Owner owner, Settings settings, Node<?> parent, Fn0<String> fn) {
    return (Task<String>) owner.submission().<String>submit(settings, parent, fn, 0);
  }

  /** A task that was submitted to the root. */
  static Task<String> submitted(Owner owner, Settings settings, Fn0<String> fn) {
    return submitted(owner, settings, owner.tree().root(), fn);
  }

  /** Runs the task as a thread of the engine would. */
  static void run(Task<?> task) {
    task.run(new OwnPlace());
    Thread.interrupted(); // of a task that was stopped
  }

  /** How many CPUs are free; below zero while tasks that waited go on. */
  static int freeCpus(Owner owner) {
    return Integer.parseInt(owner.admission().describe().split(" ")[1]);
  }

  /** How many tasks are queued for resources. */
  static int queued(Owner owner) {
    String text = owner.admission().describe();
    return Integer.parseInt(text.substring(text.lastIndexOf(", ") + 2).split(" ")[0]);
  }

  /** How the ref was settled: "pending", "value", or the kind of its failure. */
  static String outcome(Ref<?> ref) {
    Failed failed = ref.failed();
    if (failed != null) {
      return failed.failure().kind().toString();
    }
    return ref.isSettled() ? "value" : "pending";
  }

  private static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1;

    Broken() {
      super("it broke", null, false, false);
    }
  }
}
