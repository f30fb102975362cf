package dev.loomray.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.RayConfig;
import dev.loomray.TaskOptions;
import dev.loomray.TaskScope;
import dev.loomray.error.TaskException;
import dev.loomray.function.Fn0;
import dev.loomray.function.Fn1;
import java.io.IOException;
import java.io.Serial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Misuse is refused at the call, naming the argument and what was found. */
class BadInputTest {
  private static void refused(Runnable call, String message) {
    assertThatThrownBy(call::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @EngineTest
  @SuppressWarnings("NullAway") // that is the point
  void nulls(Engines engine) {
    try (Ray ray = engine.start()) {
      ObjectRef<Integer> ref = ray.put(1);
      refused(() -> ray.call((Fn0<Integer>) null), "found fn=null");
      refused(() -> ray.call(Work::square, (ObjectRef<Integer>) null), "found argument 1=null");
      refused(() -> ray.call(Work::add, 1, (ObjectRef<Integer>) null), "found argument 2=null");
      refused(() -> ref.then(null), "found fn=null");
      refused(() -> ref.thenRun(null), "found fn=null");
      refused(() -> ref.get(null), "found timeout=null");
      refused(() -> ray.get((List<ObjectRef<Integer>>) null), "found refs=null");
      List<ObjectRef<Integer>> holed = new ArrayList<>();
      holed.add(ref);
      holed.add(null);
      refused(() -> ray.get(holed), "found refs[1]=null");
      refused(() -> ray.waitFor(1, holed), "found refs[1]=null");
      refused(() -> ray.options(null), "found change=null");
      refused(() -> ray.options(o -> null), "found change=null");
      refused(() -> ray.scope(null), "found change=null");
      refused(() -> ray.after(null), "found delay=null");
      refused(() -> Ray.init(null), "found change=null");
    }
  }

  @EngineTest
  void aRefOfAnotherRay(Engines engine) {
    try (Ray ray = engine.start();
        Ray other = engine.start(c -> c.name("other"))) {
      ObjectRef<Integer> foreign = other.put(1);
      refused(
          () -> ray.call(Work::square, foreign),
          "expected a ref of this Ray (name=ray) for argument 1");
      refused(() -> ray.get(List.of(foreign)), "of Ray other");
      refused(() -> ray.waitFor(1, List.of(foreign)), "refs[0]");
      assertThat(ray.call(Work::peek, foreign).get()).isEqualTo(1);
    }
  }

  @EngineTest
  void aConcurrencyGroupForATask(Engines engine) {
    String message =
        "expected a call of an actor and not a task for concurrencyGroup,"
            + " found concurrencyGroup=io";
    try (Ray ray = engine.start();
        TaskScope scope = ray.scope()) {
      refused(() -> ray.options(o -> o.concurrencyGroup("io")).call(Work::square, 1), message);
      refused(() -> scope.options(o -> o.concurrencyGroup("io")).call(Work::square, 1), message);
      assertThat(ray.awaitIdle(Duration.ofSeconds(20))).isTrue();
    }
  }

  @EngineTest
  void countsAndDuplicatesOfWaitFor(Engines engine) {
    try (Ray ray = engine.start()) {
      ObjectRef<Integer> a = ray.put(1);
      ObjectRef<Integer> b = ray.put(2);
      refused(() -> ray.waitFor(-1, List.of(a)), "found count=-1");
      refused(
          () -> ray.waitFor(3, List.of(a, b)),
          "expected 0 to 2, the number of refs for count, found count=3");
      refused(() -> ray.waitFor(1, List.of(a, b, a)), "again at index 2");
      refused(() -> ray.asCompleted(List.of(b, b)), "each ref at most once");
    }
  }

  @EngineTest
  void negativeDurations(Engines engine) {
    try (Ray ray = engine.start()) {
      ObjectRef<Integer> ref = ray.put(1);
      Duration negative = Duration.ofMillis(-1);
      refused(() -> ref.get(negative), "found timeout=PT-0.001S");
      refused(() -> ray.get(List.of(ref), negative), "found timeout=PT-0.001S");
      refused(() -> ray.waitFor(1, List.of(ref), negative), "found timeout=PT-0.001S");
      refused(() -> ray.after(negative), "found delay=PT-0.001S");
      refused(() -> ray.awaitIdle(negative), "found limit=PT-0.001S");
      refused(() -> ray.scope(o -> o.timeout(negative)), "found timeout=PT-0.001S");
    }
  }

  @EngineTest
  void optionsOfTasks(Engines engine) {
    try (Ray ray = engine.start()) {
      List<UnaryOperator<TaskOptions>> bad =
          List.of(
              o -> o.retries(-2),
              o -> o.systemRetries(-2),
              o -> o.timeout(Duration.ZERO),
              o -> o.backoff(Duration.ofSeconds(-1)),
              o -> o.backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)),
              o -> o.cpus(-1),
              o -> o.cpus(Double.NaN),
              o -> o.gpus(0.00001),
              o -> o.memory(-1),
              o -> o.resource(" ", 1),
              o -> o.resource("cpus", 1),
              o -> o.name(""));
      for (UnaryOperator<TaskOptions> change : bad) {
        assertThatThrownBy(() -> ray.options(change))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageStartingWith("expected ")
            .hasMessageContaining(", found ");
      }
    }
  }

  @EngineTest
  void configurations(Engines engine) {
    List<UnaryOperator<RayConfig>> bad =
        List.of(
            c -> c.cpus(-1),
            c -> c.gpus(-0.5),
            c -> c.memory(-1),
            c -> c.resource("gpus", 1),
            c -> c.name(" "),
            c -> c.namespace(""),
            c -> c.inlineDepth(-1),
            c -> c.inlineDepth(1_001),
            c -> c.closeTimeout(Duration.ofSeconds(-1)),
            c -> c.sessionDir(java.nio.file.Path.of("pom.xml")));
    for (UnaryOperator<RayConfig> change : bad) {
      assertThatThrownBy(() -> engine.start(change))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("expected ")
          .hasMessageContaining(", found ");
    }
  }

  @EngineTest
  void argumentsThatDoNotFitTheFunction(Engines engine) {
    try (Ray ray = engine.start()) {
      Fn1<Integer, Integer> square = Work::square;
      refused(
          () -> ray.submit(square, 0),
          "expected 1 arguments, as the function takes for args, found args=0");
      refused(() -> ray.submit(square, 0b10, 1), "found refMask=10");
      refused(() -> ray.submit(square, 0b1, 1), "expected a ref of this Ray");
    }
  }

  /** A function that cannot be named by serializing it. */
  static final class Hostile implements Fn1<Integer, Integer> {
    @Serial private static final long serialVersionUID = 1;

    @Override
    public Integer call(Integer x) throws IOException {
      if (x < 0) {
        throw new IOException("negative");
      }
      return x + 1;
    }

    @Serial
    private Object writeReplace() {
      throw new IllegalStateException("do not serialize me");
    }
  }

  @EngineTest
  void aFunctionWhoseWriteReplaceThrowsStillRunsNamedByItsClass(Engines engine) {
    try (Ray ray = engine.start()) {
      assertThat(ray.call(new Hostile(), 1).get()).isEqualTo(2);
      assertThatThrownBy(ray.call(new Hostile(), -1)::get)
          .isInstanceOf(TaskException.class)
          .hasMessageStartingWith("task BadInputTest.Hostile failed on attempt 1");
    }
  }
}
