package dev.loomray.internal.task;

import dev.loomray.internal.base.StackSafeLock;
import dev.loomray.internal.task.Task.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  private final ReentrantLock lock = new StackSafeLock();

  // under the lock
  private final Map<String, Long> free = new HashMap<>();
  private final WaitingTasks waiting = new FirstFit();

  /** Gives an admitted task to the engine. */
  interface Starter {
    /** Starts it; must not block. */
    void start(Task<?> task);
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
      if (waiting.size() == 0 && isFree(request)) {
        startAtOnce(task, from, starting);
      } else if (enqueue(task, from) && isFree(request)) {
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

  /** What the queue would do as well, for a task that finds it empty. */
  private void startAtOnce(Task<?> task, Status from, List<Task<?>> starting) {
    if (task.casStatus(from, Status.QUEUED) && take(task)) {
      starting.add(task);
    }
  }

  private boolean enqueue(Task<?> task, Status from) {
    waiting.add(task);
    boolean queued = task.casStatus(from, Status.QUEUED);
    if (!queued) {
      waiting.remove(task);
    }
    return queued;
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
      if (waiting.remove(task)) {
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

  /** Lets the task keep what it holds beyond its end; false if it holds nothing. */
  boolean keep(Task<?> task) {
    lock.lock();
    try {
      boolean held = task.terms().holdsResources;
      task.terms().holdsResources = false;
      return held;
    } finally {
      lock.unlock();
    }
  }

  /** Gives back what a task has kept. */
  void giveBack(Resources kept) {
    change(kept, 1);
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
                      .append(Resources.text(free(name)))
                      .append(" of ")
                      .append(Resources.text(units))
                      .append(" free, "));
      return text.append(waiting.size()).append(" tasks queued for resources").toString();
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

  private long free(String name) {
    return free.getOrDefault(name, 0L);
  }

  private boolean isFree(Resources request) {
    for (var wanted : request.units().entrySet()) {
      if (wanted.getValue() > free(wanted.getKey())) {
        return false;
      }
    }
    return true;
  }

  private void startWhatFits(List<Task<?>> starting) {
    waiting.takeWhatFits(
        this::free,
        task -> {
          if (take(task)) {
            starting.add(task);
          }
        });
  }

  /** Gives the task what it asks for; but one that was stopped is left to whoever stopped it. */
  private boolean take(Task<?> task) {
    if (task.isSettled() || !task.casStatus(Status.QUEUED, Status.STARTING)) {
      return false;
    }
    add(task.settings().resources(), -1);
    task.terms().holdsResources = true;
    return true;
  }
}
