package dev.loomray.internal.task;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What goes on in a Ray, as text for a person. */
public final class Dump {
  private Dump() {}

  /** The resources and the tree of unfinished work. */
  public static String of(Owner owner) {
    List<TaskTree.Visit> lines = new ArrayList<>();
    owner.tree().visit(lines::add);
    StringBuilder text = new StringBuilder();
    long tasks = lines.stream().filter(line -> line.node() instanceof Task).count();
    text.append(owner.admission().describe())
        .append(", ")
        .append(tasks)
        .append(" tasks unfinished, ");
    text.append(owner.timers().size()).append(" timers\n");
    String store = owner.store().describe();
    if (!store.isEmpty()) {
      text.append(store).append('\n');
    }
    for (TaskTree.Visit line : lines) {
      append(text, line);
    }
    return text.append(owner.others().describe()).toString();
  }

  private static void append(StringBuilder text, TaskTree.Visit line) {
    String indent = "  ".repeat(line.depth() + 1);
    Node<?> node = line.node();
    text.append(indent).append(node.describe());
    Deadline deadline = node.deadline();
    if (deadline != null) {
      long left = deadline.left(node.owner().env().clock().nanoTime());
      text.append(", ").append(Duration.ofNanos(left)).append(" left");
    }
    if (node.failed() != null) {
      text.append(", stopped but still running");
    }
    if (node instanceof Task<?> task) {
      Object waits = task.blockedOn();
      text.append(waits == null ? "" : ", waits for " + waits);
      Thread thread = task.runner();
      text.append(thread == null ? "" : stack(thread, "\n" + indent + "    at "));
    }
    text.append('\n');
  }

  /** The stack of a thread, each frame after the separator. */
  static String stack(Thread thread, String separator) {
    StringBuilder text = new StringBuilder();
    for (StackTraceElement frame : thread.getStackTrace()) {
      text.append(separator).append(frame);
    }
    return text.toString();
  }
}
