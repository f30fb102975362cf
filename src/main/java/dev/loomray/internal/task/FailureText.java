package dev.loomray.internal.task;

import dev.loomray.internal.serial.code.Thrown;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The messages of tasks whose code threw: {@code task a > b failed on attempt 1: …; not retried: …}. */
public final class FailureText {
  private static final String START = "task ";
  private static final String FAILED = " failed on attempt ";
  private static final String THROUGH = " > ";
  private static final String SHARED_STACK =
      ", on what the tasks that wait for it on the same thread had left of the stack; give it one of"
          + " its own with ownThread(), or set a smaller inlineDepth";
  private static final int LONGEST_PATH = 6;

  private FailureText() {}

  /** Of the task whose code threw. */
  public static String of(String task, int attempt, Throwable thrown, String notRetried) {
    return of(task, attempt, thrown, "", notRetried);
  }

  /** Of the task whose code threw on the thread of the task that waits for it, and so on top of its stack. */
  public static String ofNested(String task, int attempt, Throwable thrown, String notRetried) {
    String advice = thrown instanceof StackOverflowError ? SHARED_STACK : "";
    return of(task, attempt, thrown, advice, notRetried);
  }

  private static String of(
      String task, int attempt, Throwable thrown, String advice, String notRetried) {
    return START
        + task
        + FAILED
        + attempt
        + ": "
        + Thrown.text(thrown)
        + place(thrown)
        + advice
        + "; not retried: "
        + notRetried;
  }

  /** Of a task that passes another's failure on: its name joins the path, the rest stays. */
  public static String through(String task, @Nullable String inner) {
    if (inner == null || !inner.startsWith(START) || !inner.contains(FAILED)) {
      return START + task + " failed, passing on: " + inner;
    }
    int end = inner.indexOf(FAILED);
    List<String> path = List.of(inner.substring(START.length(), end).split(THROUGH, -1));
    if (path.size() >= LONGEST_PATH) {
      path = List.of("...", path.get(path.size() - 2), path.getLast());
    }
    return START + task + THROUGH + String.join(THROUGH, path) + inner.substring(end);
  }

  private static String place(Throwable thrown) {
    StackTraceElement[] stack = Thrown.stack(thrown);
    return stack.length == 0
        ? ""
        : " at " + stack[0].getFileName() + ":" + stack[0].getLineNumber();
  }
}
