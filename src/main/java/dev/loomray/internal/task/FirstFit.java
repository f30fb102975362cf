package dev.loomray.internal.task;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A line for each priority and shape of request, and a tree of the lines in which the first that fits is found.
 *
 * <p>The rule of {@link Admission} asks for the lines one by one, each with the CPUs that those before it have left. That
 * comes to less: the first line that lacks nothing but CPUs reserves more of them than are free, so that from there on no
 * line fits that asks for any; and a line that lacks anything else might as well not be there.
 */
final class FirstFit implements WaitingTasks {
  private static final int CPUS = 0;

  private final Map<Line.Kind, Line> lines = new HashMap<>();
  private final LineTree tree = new LineTree();
  private final List<String> names = new ArrayList<>(List.of(Resources.CPUS));
  private long tickets;
  private int size;

  @Override
  public void add(Task<?> task) {
    Line line = lines.computeIfAbsent(Line.Kind.of(task), this::line);
    line.tasks.put(task, tickets++);
    size++;
    if (line.tasks.size() == 1) {
      tree.add(line);
    }
  }

  @Override
  public boolean remove(Task<?> task) {
    Line line = lines.get(Line.Kind.of(task));
    if (line == null || !line.tasks.containsKey(task)) {
      return false;
    }
    tree.remove(line);
    line.tasks.remove(task);
    size--;
    putBack(line);
    return true;
  }

  @Override
  public void takeWhatFits(ToLongFunction<String> free, Consumer<Task<?>> taken) {
    boolean reserved = false;
    for (Line line = next(free, reserved); line != null; line = next(free, reserved)) {
      if (line.wanted[CPUS] > Math.max(0, free.applyAsLong(Resources.CPUS))) {
        reserved = true;
      } else {
        taken.accept(takeHead(line));
      }
    }
  }

  @Override
  public int size() {
    return size;
  }

  /** The first line that lacks nothing, or nothing but CPUs as long as none are reserved. */
  private @Nullable Line next(ToLongFunction<String> free, boolean reserved) {
    if (size == 0) {
      return null;
    }
    long[] room = new long[names.size()];
    for (int i = 0; i < room.length; i++) {
      room[i] = Math.max(0, free.applyAsLong(names.get(i)));
    }
    room[CPUS] = reserved ? 0 : Long.MAX_VALUE;
    return tree.first(room);
  }

  private Task<?> takeHead(Line line) {
    tree.remove(line);
    Task<?> task = line.tasks.pollFirstEntry().getKey();
    size--;
    putBack(line);
    return task;
  }

  private void putBack(Line line) {
    if (line.tasks.isEmpty()) {
      lines.remove(line.kind);
    } else {
      tree.add(line);
    }
  }

  private Line line(Line.Kind kind) {
    Map<String, Long> units = kind.shape().units();
    for (String name : units.keySet()) {
      if (!names.contains(name)) {
        names.add(name);
      }
    }
    long[] wanted = new long[names.size()];
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = units.getOrDefault(names.get(i), 0L);
    }
    return new Line(kind, wanted, mixed(tickets));
  }

  /** As good as a random number, and the same in each run (the finaliser of MurmurHash3). */
  private static int mixed(long number) {
    long mixed = (number ^ (number >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return (int) (mixed ^ (mixed >>> 33));
  }
}
