package dev.loomray.internal.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** The queue against a list that is looked through from its beginning, as {@link Admission} says. */
class WaitingTasksModelTest {
  private static final int STEPS = 1_000;
  private static final List<String> NAMES = List.of(Resources.CPUS, Resources.GPUS, "own", "other");

  private final Home home = Home.held(1);
  private final WaitingTasks queue = new FirstFit();
  private final ListOfWaiting model = new ListOfWaiting();
  private final List<Task<?>> ever = new ArrayList<>();
  private final List<Task<?>> running = new ArrayList<>();
  private final Map<String, Long> free = new HashMap<>();

  @AfterEach
  void close() {
    home.close();
  }

  @RepeatedTest(20)
  void takesWhatTheListTakes(RepetitionInfo seed) {
    Random random = new Random(seed.getCurrentRepetition());
    int amounts = List.of(2, 5, 40, 10_000).get(seed.getCurrentRepetition() % 4);
    int growth = seed.getCurrentRepetition() % 3; // short queues, and long ones
    NAMES.forEach(name -> free.put(name, 3L * amounts));
    int taken = 0;
    for (int i = 0; i < STEPS; i++) {
      switch (random.nextInt(8 + growth)) {
        case 0 -> remove(random);
        case 1 -> free.merge(Resources.CPUS, -random.nextLong(amounts), Long::sum); // after a wait
        case 2 -> NAMES.forEach(name -> free.merge(name, random.nextLong(amounts) / 4, Long::sum));
        case 3, 4 -> release(random);
        default -> add(task(random, amounts));
      }
      taken += takeWhatFits(random);
      assertThat(queue.size()).isEqualTo(model.size());
    }
    assertThat(taken).isGreaterThan(STEPS / 50);
    drain();
  }

  private void add(Task<?> task) {
    ever.add(task);
    queue.add(task);
    model.add(task);
  }

  private void remove(Random random) {
    if (!ever.isEmpty()) {
      Task<?> any = ever.get(random.nextInt(ever.size()));
      assertThat(queue.remove(any)).isEqualTo(model.remove(any));
    }
  }

  private void release(Random random) {
    if (!running.isEmpty()) {
      change(free, running.remove(random.nextInt(running.size())), 1);
    }
  }

  /** Everything fits in the end. */
  private void drain() {
    NAMES.forEach(name -> free.put(name, 1_000_000_000L));
    takeWhatFits(new Random(0));
    assertThat(queue.size()).isZero();
  }

  private int takeWhatFits(Random random) {
    long dice = random.nextLong();
    Map<String, Long> left = new HashMap<>(free);
    List<Task<?>> expected = new ArrayList<>();
    model.takeWhatFits(left::get, task -> take(task, left, expected, dice));
    List<Task<?>> taken = new ArrayList<>();
    queue.takeWhatFits(free::get, task -> take(task, free, taken, dice));
    assertThat(taken).isEqualTo(expected);
    assertThat(free).isEqualTo(left);
    running.addAll(taken);
    return taken.size();
  }

  /** Takes what the task asks for; but now and then the task has been stopped, and takes nothing. */
  private static void take(Task<?> task, Map<String, Long> from, List<Task<?>> taken, long dice) {
    taken.add(task);
    if ((task.sequence() ^ dice) % 10 != 0) {
      change(from, task, -1);
    }
  }

  private static void change(Map<String, Long> amounts, Task<?> task, int sign) {
    Resources asked = task.settings().resources();
    asked.units().forEach((name, units) -> amounts.merge(name, sign * units, Long::sum));
  }

  private Task<?> task(Random random, int amounts) {
    Map<String, Long> units = new HashMap<>();
    while (units.isEmpty()) {
      NAMES.stream()
          .filter(_ -> random.nextInt(5) < 2)
          .forEach(name -> units.put(name, random.nextLong(1, amounts + 1)));
    }
    Settings settings = Settings.DEFAULT.priority(random.nextInt(3) - 1);
    for (var wanted : units.entrySet()) {
      settings = with(settings, wanted.getKey(), wanted.getValue() / 10_000.0);
    }
    return home.idle(settings);
  }

  private static Settings with(Settings settings, String name, double amount) {
    return switch (name) {
      case Resources.CPUS -> settings.cpus(amount);
      case Resources.GPUS -> settings.gpus(amount);
      default -> settings.resource(name, amount);
    };
  }
}
