package dev.loomray.internal.task;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/** All tasks in one list, in the order in which they are looked at; literally what {@link Admission} says. */
final class ListOfWaiting implements WaitingTasks {
  private final List<Task<?>> tasks = new ArrayList<>();

  @Override
  public void add(Task<?> task) {
    tasks.add(task);
    tasks.sort(
        Comparator.comparingInt(t -> -t.settings().priority())); // keeps the order of arrival
  }

  @Override
  public boolean remove(Task<?> task) {
    return tasks.remove(task);
  }

  @Override
  public void takeWhatFits(ToLongFunction<String> free, Consumer<Task<?>> taken) {
    Set<Line.Kind> passed = new HashSet<>();
    long reserved = 0;
    for (Task<?> task : List.copyOf(tasks)) {
      Resources request = task.settings().resources();
      Line.Kind kind = new Line.Kind(task.settings().priority(), request);
      if (passed.contains(kind)) {
        continue; // only a head is looked at
      }
      boolean cpus =
          request.of(Resources.CPUS) > Math.max(0, free.applyAsLong(Resources.CPUS) - reserved);
      if (lacksMoreThanCpus(request, free)) {
        passed.add(kind);
      } else if (cpus) {
        passed.add(kind);
        reserved += request.of(Resources.CPUS);
      } else {
        tasks.remove(task);
        taken.accept(task);
      }
    }
  }

  private static boolean lacksMoreThanCpus(Resources request, ToLongFunction<String> free) {
    return request.units().entrySet().stream()
        .filter(wanted -> !wanted.getKey().equals(Resources.CPUS))
        .anyMatch(wanted -> wanted.getValue() > free.applyAsLong(wanted.getKey()));
  }

  @Override
  public int size() {
    return tasks.size();
  }
}
