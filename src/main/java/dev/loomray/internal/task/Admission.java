package dev.loomray.internal.task;

import dev.loomray.internal.task.Task.Status;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Starts tasks when the resources they ask for are free; a task that asks for none starts at once.
 *
 * <p>The rest wait in a queue for each priority and shape of request, first in, first out. A higher priority goes first.
 * Between the heads of one priority the older goes first, and a head that lacks nothing but CPUs keeps the CPUs that are
 * free, so that a wide task is not starved by a stream of narrow ones. (A head that lacks anything else reserves nothing:
 * others may be what it waits for.)
 *
 * <p>A task that waits for others gives its CPUs back and takes them again without asking, so the free amount may be
 * negative for a while.
 */
final class Admission {
  private final Resources total;
  private final Starter starter;
  private final ReentrantLock lock = new ReentrantLock();

  // under the lock
  private final Map<String, Long> free = new HashMap<>();
  private final TreeMap<Integer, Map<Resources, Line>> lines =
      new TreeMap<>(Comparator.reverseOrder());
  private long tickets;
  private int queued;

  /** Gives an admitted task to the engine. */
  interface Starter {
    /** Starts it; must not block. */
    void start(Task<?> task);
  }

  /** Tasks of one shape and priority, with the ticket that each drew when it came. */
  private record Line(Resources shape, LinkedHashMap<Task<?>, Long> tasks) {
    long oldest() {
      return tasks.firstEntry().getValue();
    }
  }

  Admission(Resources total, Starter starter) {
    this.total = total;
    this.starter = starter;
    free.putAll(total.units());
  }

  /** What there is in all. */
  Resources total() {
    return total;
  }

  /** Starts the task, or queues it. */
  void admit(Task<?> task, Status from) {
    Resources request = task.settings().resources();
    if (request.isEmpty()) {
      if (task.advance(from, Status.STARTING)) {
        start(task);
      }
      return;
    }
    List<Task<?>> starting = new ArrayList<>();
    lock.lock();
    try {
      if (enqueue(task, from)) {
        startWhatFits(starting);
      }
    } finally {
      lock.unlock();
    }
    starting.forEach(this::start);
    if (task.isSettled()) {
      task.endFrom(Status.QUEUED);
    }
  }

  /** Puts the task in its line; answers whether that may start anything. */
  private boolean enqueue(Task<?> task, Status from) {
    Resources request = task.settings().resources();
    int priority = task.settings().priority();
    Line line =
        lines
            .computeIfAbsent(priority, _ -> new LinkedHashMap<>())
            .computeIfAbsent(request, shape -> new Line(shape, new LinkedHashMap<>()));
    line.tasks.put(task, tickets++);
    if (!task.casStatus(from, Status.QUEUED)) {
      line.tasks.remove(task);
      dropIfEmpty(priority, line);
      return false;
    }
    queued++;
    // whoever stands behind another of its shape, or lacks something now, starts nobody
    return line.tasks.size() == 1 && missing(request, 0) == Missing.NOTHING;
  }

  private void start(Task<?> task) {
    try {
      starter.start(task);
    } catch (Throwable e) { // out of memory
      task.settle(task.owner().exhausted());
      task.stopped();
    }
  }

  /** Forgets a queued task. */
  void withdraw(Task<?> task) {
    List<Task<?>> starting = new ArrayList<>();
    lock.lock();
    try {
      Map<Resources, Line> shapes = lines.getOrDefault(task.settings().priority(), Map.of());
      Line line = shapes.get(task.settings().resources());
      if (line != null && line.tasks.remove(task) != null) {
        queued--;
        dropIfEmpty(task.settings().priority(), line);
        startWhatFits(starting);
      }
    } finally {
      lock.unlock();
    }
    starting.forEach(this::start);
  }

  /** Gives back what an admitted task holds, once. */
  void release(Task<?> task) {
    if (task.settings().resources().isEmpty()) {
      return;
    }
    List<Task<?>> starting = new ArrayList<>();
    lock.lock();
    try {
      if (task.terms().holdsResources) {
        task.terms().holdsResources = false;
        add(task.settings().resources(), 1);
        startWhatFits(starting);
      }
    } finally {
      lock.unlock();
    }
    starting.forEach(this::start);
  }

  /** Gives the CPUs of a task that waits back. */
  void giveBackCpus(Task<?> task) {
    changeCpus(task, 1);
  }

  /** Takes the CPUs of a task that goes on, free or not. */
  void takeCpus(Task<?> task) {
    changeCpus(task, -1);
  }

  /** One line for people. */
  String describe() {
    lock.lock();
    try {
      StringBuilder text = new StringBuilder();
      total
          .units()
          .forEach(
              (name, units) ->
                  text.append(name)
                      .append(' ')
                      .append(Resources.text(free.getOrDefault(name, 0L)))
                      .append(" of ")
                      .append(Resources.text(units))
                      .append(" free, "));
      return text.append(queued).append(" tasks queued for resources").toString();
    } finally {
      lock.unlock();
    }
  }

  private void changeCpus(Task<?> task, int sign) {
    long cpus = task.settings().resources().of(Resources.CPUS);
    if (cpus > 0) {
      change(new Resources(Map.of(Resources.CPUS, cpus)), sign);
    }
  }

  private void change(Resources amounts, int sign) {
    List<Task<?>> starting = new ArrayList<>();
    lock.lock();
    try {
      add(amounts, sign);
      if (sign > 0) {
        startWhatFits(starting);
      }
    } finally {
      lock.unlock();
    }
    starting.forEach(this::start);
  }

  private void add(Resources amounts, int sign) {
    amounts.units().forEach((name, units) -> free.merge(name, sign * units, Long::sum));
  }

  private void startWhatFits(List<Task<?>> starting) {
    long reserved = 0;
    for (var lane : List.copyOf(lines.entrySet())) {
      reserved = startWhatFits(lane.getKey(), lane.getValue(), reserved, starting);
    }
  }

  /** Starts the tasks of one priority that fit beside the reserved CPUs; answers what is reserved then. */
  private long startWhatFits(
      Integer priority, Map<Resources, Line> shapes, long reservedBefore, List<Task<?>> starting) {
    long reserved = reservedBefore;
    PriorityQueue<Line> heads = new PriorityQueue<>(Comparator.comparingLong(Line::oldest));
    heads.addAll(shapes.values());
    for (Line line = heads.poll(); line != null; line = heads.poll()) {
      Missing missing = missing(line.shape, reserved);
      if (missing == Missing.CPUS) {
        reserved += line.shape.of(Resources.CPUS);
      } else if (missing == Missing.NOTHING) {
        startHead(line, starting);
        if (line.tasks.isEmpty()) {
          dropIfEmpty(priority, line);
        } else {
          heads.add(line);
        }
      }
    }
    return reserved;
  }

  private void startHead(Line line, List<Task<?>> starting) {
    Task<?> task = line.tasks.pollFirstEntry().getKey();
    queued--;
    // one that was stopped is left to whoever stopped it
    if (!task.isSettled() && task.casStatus(Status.QUEUED, Status.STARTING)) {
      add(line.shape, -1);
      task.terms().holdsResources = true;
      starting.add(task);
    }
  }

  private enum Missing {
    NOTHING,
    CPUS,
    MORE
  }

  private Missing missing(Resources shape, long reserved) {
    boolean cpus = false;
    for (var wanted : shape.units().entrySet()) {
      boolean isCpus = wanted.getKey().equals(Resources.CPUS);
      long available = free.getOrDefault(wanted.getKey(), 0L) - (isCpus ? reserved : 0);
      if (wanted.getValue() > available) {
        if (!isCpus) {
          return Missing.MORE;
        }
        cpus = true;
      }
    }
    return cpus ? Missing.CPUS : Missing.NOTHING;
  }

  private void dropIfEmpty(Integer priority, Line line) {
    Map<Resources, Line> shapes = lines.get(priority);
    if (shapes != null && line.tasks.isEmpty()) {
      shapes.remove(line.shape);
      if (shapes.isEmpty()) {
        lines.remove(priority);
      }
    }
  }
}
