package dev.loomray.internal.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loomray.internal.task.Task.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private static final Resources TOTAL =
      Resources.NONE.with(Resources.CPUS, 4).with(Resources.GPUS, 2).withMemory(1_000);

  private final Home home = Home.held(1);
  private final List<String> started = new ArrayList<>();
  private final List<Task<?>> running = new ArrayList<>();
  private final Admission admission =
      new Admission(
          TOTAL,
          task -> {
            started.add(task.name());
            running.add(task);
          });

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void aTaskThatAsksForNothingStartsAtOnce() {
    hold(4);
    admit("free", Settings.DEFAULT);
    assertThat(started).containsExactly("hold", "free");
    admission.release(running.getLast());
    assertThat(admission.describe()).startsWith("cpus 0 of 4 free");
  }

  @Test
  void tasksStartWhileTheyFit() {
    admit("a", cpus(2));
    admit("b", cpus(2));
    Task<?> c = admit("c", cpus(1));
    assertThat(started).containsExactly("a", "b");
    assertThat(c.status()).isEqualTo(Status.QUEUED);
    assertThat(admission.describe())
        .isEqualTo(
            "cpus 0 of 4 free, gpus 2 of 2 free, memory 1000 of 1000 free,"
                + " 1 tasks queued for resources");
    admission.release(running.getFirst());
    assertThat(started).containsExactly("a", "b", "c");
    assertThat(c.status()).isEqualTo(Status.STARTING);
  }

  @Test
  void amountsAreExactInFractions() {
    for (int i = 0; i < 41; i++) {
      admit("t" + i, Settings.DEFAULT.cpus(0.1));
    }
    assertThat(started).hasSize(40);
  }

  @Test
  void oneShapeIsServedFirstInFirstOut() {
    Task<?> hold = hold(4);
    for (int i = 0; i < 8; i++) {
      admit("t" + i, cpus(1));
    }
    admission.release(hold);
    assertThat(started).containsExactly("hold", "t0", "t1", "t2", "t3");
    admission.release(running.get(3));
    admission.release(running.get(1));
    assertThat(started).endsWith("t4", "t5");
  }

  @Test
  void ofTheHeadsOfOnePriorityTheOlderGoesFirst() {
    Task<?> hold = hold(4);
    admit("one", cpus(1));
    admit("two", cpus(2));
    admit("another one", cpus(1));
    admit("a last one", cpus(1));
    admission.release(hold);
    assertThat(started).containsExactly("hold", "one", "two", "another one");
  }

  @Test
  void theOlderHeadGoesFirstAlsoIfItsShapeCameLater() {
    Task<?> first = hold(2);
    Task<?> second = hold(2);
    admit("two", cpus(2));
    admit("three", cpus(3));
    admit("another two", cpus(2));
    admission.release(first);
    assertThat(started).containsExactly("hold", "hold", "two");
    admission.release(second);
    assertThat(started).containsExactly("hold", "hold", "two");
  }

  @Test
  void aHigherPriorityGoesFirst() {
    Task<?> hold = hold(4);
    admit("low", cpus(2).priority(-1));
    admit("normal", cpus(2));
    admit("high", cpus(2).priority(7));
    admission.release(hold);
    assertThat(started).containsExactly("hold", "high", "normal");
  }

  @Test
  void aWideHeadKeepsTheFreeCpus() {
    Task<?> first = hold(2);
    Task<?> second = hold(2);
    admit("wide", cpus(3));
    admit("narrow", cpus(1));
    admission.release(first);
    assertThat(started).containsExactly("hold", "hold");
    admission.release(second);
    assertThat(started).containsExactly("hold", "hold", "wide", "narrow");
  }

  @Test
  void aWideHeadIsNotStarvedByAStreamOfNarrowOnes() {
    for (int i = 0; i < 4; i++) {
      admit("narrow", cpus(1));
    }
    admit("wide", cpus(4));
    for (int i = 0; i < 4; i++) {
      admit("narrow", cpus(1));
      admission.release(running.get(i));
    }
    assertThat(started).hasSize(5).endsWith("wide");
  }

  @Test
  void aWideHeadOfAHigherPriorityKeepsTheCpusFromALowerOne() {
    hold(2);
    admit("wide", cpus(3).priority(1));
    admit("low", cpus(1));
    assertThat(started).containsExactly("hold");
  }

  @Test
  void aWideHeadOfALowerPriorityKeepsNothingFromAHigherOne() {
    hold(2);
    admit("wide", cpus(3));
    admit("high", cpus(1).priority(1));
    assertThat(started).containsExactly("hold", "high");
  }

  @Test
  void aWideHeadKeepsOnlyCpus() {
    hold(2);
    admit("wide", cpus(3));
    admit("gpu only", Settings.DEFAULT.gpus(1));
    assertThat(started).containsExactly("hold", "gpu only");
  }

  @Test
  void aWideHeadKeepsTheCpusThoughAYoungerOneTakesItsGpu() {
    Task<?> both = admit("both", cpus(1).gpus(1));
    hold(3);
    admit("gpu", Settings.DEFAULT.gpus(1));
    admit("wide", cpus(3).gpus(1));
    admit("gpu only", Settings.DEFAULT.gpus(1));
    admit("narrow", cpus(1));
    admission.release(both);
    assertThat(started).containsExactly("both", "hold", "gpu", "gpu only");
  }

  @Test
  void whatFitsBesideTheReservedCpusStarts() {
    Task<?> first = hold(1);
    hold(3);
    admit("two", cpus(2));
    admission.release(first);
    assertThat(started).containsExactly("hold", "hold");
    admit("none", Settings.DEFAULT.memory(10));
    admit("one", cpus(1));
    assertThat(started).containsExactly("hold", "hold", "none");
  }

  @Test
  void aHeadThatLacksAnythingElseReservesNothing() {
    admit("gpus", cpus(1).gpus(2));
    admit("more gpus", cpus(3).gpus(1));
    admit("narrow", cpus(3));
    assertThat(started).containsExactly("gpus", "narrow");
    admission.release(running.get(0));
    assertThat(started).containsExactly("gpus", "narrow");
    admission.release(running.get(1));
    assertThat(started).containsExactly("gpus", "narrow", "more gpus");
  }

  @Test
  void aHeadThatLacksCpusAndAnythingElseReservesNothing() {
    hold(2);
    admit("gpus", Settings.DEFAULT.gpus(2));
    admit("both", cpus(3).gpus(1));
    admit("narrow", cpus(1));
    assertThat(started).containsExactly("hold", "gpus", "narrow");
  }

  @Test
  void aQueuedTaskThatIsWithdrawnLetsOthersPass() {
    hold(2);
    Task<?> wide = admit("wide", cpus(3));
    admit("narrow", cpus(1));
    admission.withdraw(wide);
    assertThat(started).containsExactly("hold", "narrow");
    assertThat(admission.describe()).contains("cpus 1 of 4 free").contains("0 tasks queued");
    admission.withdraw(wide);
    assertThat(admission.describe()).contains("0 tasks queued");
  }

  @Test
  void withdrawingWhatWasNeverQueuedDoesNothing() {
    Task<?> stranger = task("stranger", cpus(1));
    admission.withdraw(stranger);
    assertThat(admission.describe()).startsWith("cpus 4 of 4 free").contains("0 tasks queued");
  }

  @Test
  void aTaskThatWasStoppedBeforeItCameIsNotQueuedForLong() {
    hold(4);
    Task<?> stopped = task("stopped", cpus(1));
    stopped.settle("stopped from outside");
    admission.admit(stopped, Status.WAITING);
    assertThat(stopped.status()).isEqualTo(Status.ENDED);
    assertThat(started).containsExactly("hold");
  }

  @Test
  void aTaskThatIsNotWhereItsCallerThinksIsLeftAlone() {
    Task<?> task = task("elsewhere", cpus(1));
    admission.admit(task, Status.BACKOFF);
    assertThat(task.status()).isEqualTo(Status.WAITING);
    assertThat(started).isEmpty();
    assertThat(admission.describe()).contains("0 tasks queued");
  }

  @Test
  void aTaskThatIsNotWhereItsCallerThinksLeavesNothingBehind() {
    Task<?> hold = hold(4);
    admission.admit(task("elsewhere", cpus(1)), Status.BACKOFF);
    admit("two", cpus(2));
    admit("three", cpus(3));
    admission.release(hold);
    assertThat(started).containsExactly("hold", "two");
  }

  @Test
  void aTaskThatCannotBeStartedFails() {
    Admission broken =
        new Admission(
            TOTAL,
            _ -> {
              throw new Stackless();
            });
    Task<?> task = task("unlucky", cpus(1));
    broken.admit(task, Status.WAITING);
    assertThat(task.status()).isEqualTo(Status.ENDED);
    assertThat(task.failed()).isSameAs(home.owner.exhausted());
  }

  @Test
  void aQueuedTaskThatEndedTakesNothingWhenItsTurnComes() {
    Task<?> hold = hold(4);
    Task<?> ended = admit("ended", cpus(4));
    admit("next", cpus(4));
    assertThat(ended.casStatus(Status.QUEUED, Status.ENDED)).isTrue();
    admission.release(hold);
    assertThat(started).containsExactly("hold", "next");
    assertThat(admission.describe()).startsWith("cpus 0 of 4 free").contains("0 tasks queued");
  }

  @Test
  void aTaskThatWaitsGivesItsCpusAndNothingElseBack() {
    Task<?> waiting = admit("waiting", cpus(4).gpus(2));
    admit("cpus", cpus(4));
    admit("gpus", Settings.DEFAULT.gpus(1));
    admission.giveBackCpus(waiting);
    assertThat(started).containsExactly("waiting", "cpus");
  }

  @Test
  void cpusThatAreTakenAgainMayMakeTheFreeAmountNegative() {
    Task<?> waiting = admit("waiting", cpus(4));
    admission.giveBackCpus(waiting);
    Task<?> other = admit("other", cpus(3));
    admission.takeCpus(waiting);
    assertThat(admission.describe()).startsWith("cpus -3 of 4 free");
    admit("next", cpus(1));
    admission.release(other);
    assertThat(started).containsExactly("waiting", "other");
    admission.release(waiting);
    assertThat(started).containsExactly("waiting", "other", "next");
    assertThat(admission.describe()).startsWith("cpus 3 of 4 free");
  }

  @Test
  void aTaskWithoutCpusHasNoneToGiveBack() {
    Task<?> waiting = admit("waiting", Settings.DEFAULT.gpus(1));
    admission.giveBackCpus(waiting);
    admission.takeCpus(waiting);
    assertThat(admission.describe()).startsWith("cpus 4 of 4 free, gpus 1 of 2 free");
  }

  @RepeatedTest(20)
  void neverHandsOutMoreThanThereIsAndEverythingRunsInTheEnd(RepetitionInfo seed) {
    Random random = new Random(seed.getCurrentRepetition());
    List<Task<?>> queued = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      if (random.nextBoolean()) {
        Settings settings = cpus(random.nextInt(1, 5)).priority(random.nextInt(3));
        queued.add(admit("t" + i, random.nextBoolean() ? settings.gpus(1) : settings));
      } else if (!running.isEmpty()) {
        admission.release(running.remove(random.nextInt(running.size())));
      } else if (!queued.isEmpty()) {
        admission.withdraw(queued.get(random.nextInt(queued.size())));
      }
      assertThat(admission.describe()).doesNotContain("-");
    }
    while (!running.isEmpty()) {
      admission.release(running.removeFirst());
    }
    assertThat(admission.describe())
        .isEqualTo(
            "cpus 4 of 4 free, gpus 2 of 2 free, memory 1000 of 1000 free,"
                + " 0 tasks queued for resources");
  }

  @RepeatedTest(20)
  void oneShapeAndPriorityKeepsItsOrderWhateverElseThereIs(RepetitionInfo seed) {
    Random random = new Random(seed.getCurrentRepetition());
    for (int i = 0; i < 300; i++) {
      int cpus = random.nextInt(1, 5);
      int priority = random.nextInt(2);
      String name = "%d cpus, priority %d, %06d".formatted(cpus, priority, i);
      admit(name, cpus(cpus).priority(priority));
      if (random.nextInt(3) == 0 && !running.isEmpty()) {
        admission.release(running.remove(random.nextInt(running.size())));
      }
    }
    while (!running.isEmpty()) {
      admission.release(running.removeFirst());
    }
    assertThat(started).hasSize(300);
    assertThat(started.stream().collect(Collectors.groupingBy(AdmissionTest::line)))
        .allSatisfy((_, names) -> assertThat(names).isSorted());
  }

  private static String line(String name) {
    return name.substring(0, name.length() - 6);
  }

  private static Settings cpus(double cpus) {
    return Settings.DEFAULT.cpus(cpus);
  }

  private Task<?> hold(int cpus) {
    return admit("hold", cpus(cpus));
  }

  private Task<?> admit(String name, Settings settings) {
    Task<?> task = task(name, settings);
    admission.admit(task, Status.WAITING);
    return task;
  }

  private Task<?> task(String name, Settings settings) {
    return home.idle(settings.name(name));
  }
}
