package dev.loomray.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loomray.Isolation;
import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.TaskScope;
import dev.loomray.error.TaskException;
import dev.loomray.error.UnserializableException;
import java.io.IOException;
import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** isolation(COPY): one process that behaves like a cluster of one. */
class IsolationTest {
  static final class Box {
    int value;
    transient Object local;

    Box(int value) {
      this.value = value;
    }
  }

  static final class Unsendable extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;
    final transient Object transientField = "fine";
    final Object field = Thread.currentThread();

    Unsendable(String message) {
      super(message);
    }
  }

  static Box increment(Box box) {
    box.value++;
    return box;
  }

  private static Ray copying(Engines engine) {
    return engine.start(c -> c.isolation(Isolation.COPY));
  }

  @EngineTest
  void argumentsAndResultsAreCopies(Engines engine) {
    try (Ray ray = copying(engine)) {
      Box box = new Box(1);
      ObjectRef<Box> ref = ray.call(IsolationTest::increment, box);
      assertThat(ref.get().value).isEqualTo(2);
      assertThat(box.value).isEqualTo(1);
      assertThat(ref.get()).isNotSameAs(ref.get());
      assertThat(ray.call(IsolationTest::increment, ref).get().value).isEqualTo(3);
      assertThat(ref.get().value).isEqualTo(2);
    }
  }

  @EngineTest
  void capturedVariablesAreCopiesButRaysAndRefsPass(Engines engine) {
    try (Ray ray = copying(engine);
        TaskScope scope = ray.scope()) {
      List<String> captured = new ArrayList<>(List.of("a"));
      ObjectRef<Integer> four = ray.call(Work::square, 2);
      ObjectRef<Integer> sum =
          ray.call(
              () -> {
                captured.add("b");
                return captured.size()
                    + ray.call(Work::add, four, 1).get()
                    + scope.call(Work::square, 3).get();
              });
      assertThat(sum.get()).isEqualTo(2 + 5 + 9);
      assertThat(captured).containsExactly("a");
    }
  }

  @EngineTest
  void sharingHandsOverByReference(Engines engine) {
    try (Ray ray = engine.start()) {
      Box box = new Box(1);
      assertThat(ray.call(IsolationTest::increment, box).get()).isSameAs(box);
    }
  }

  @EngineTest
  void everyAttemptGetsFreshArguments(Engines engine) {
    try (Ray ray = copying(engine)) {
      ObjectRef<Integer> ref =
          ray.options(o -> o.retries(2))
              .call(
                  box -> {
                    box.value++;
                    if (Ray.current().context().attempt() < 3) {
                      throw new IOException("again");
                    }
                    return box.value;
                  },
                  new Box(10));
      assertThat(ref.get()).isEqualTo(11);
    }
  }

  @EngineTest
  void whatCannotBePassedIsRefusedAtTheCall(Engines engine) {
    try (Ray ray = copying(engine)) {
      Thread thread = Thread.currentThread();
      assertThatThrownBy(() -> ray.call(Object::toString, thread))
          .isInstanceOf(UnserializableException.class)
          .hasMessageContaining("java.lang.Thread");
      AtomicInteger runs = new AtomicInteger();
      assertThatThrownBy(() -> ray.run(() -> thread.interrupt()))
          .isInstanceOf(UnserializableException.class);
      assertThat(runs).hasValue(0);
    }
  }

  @EngineTest
  void aResultThatCannotBeStoredFailsTheTask(Engines engine) {
    try (Ray ray = copying(engine)) {
      ObjectRef<Thread> ref = ray.call(Thread::currentThread);
      assertThatThrownBy(ref::get)
          .isInstanceOf(UnserializableException.class)
          .hasMessageStartingWith("task Thread.currentThread has no result: cannot store");
    }
  }

  @EngineTest
  void exceptionsKeepTheirClassMessageAndStack(Engines engine) {
    try (Ray ray = copying(engine)) {
      assertThatThrownBy(ray.call(Work::through, 5)::get)
          .isInstanceOf(TaskException.class)
          .hasMessageStartingWith("task Work.through > Work.boom failed")
          .cause()
          .isInstanceOf(IOException.class)
          .hasMessage("boom 5")
          .satisfies(e -> assertThat(e.getStackTrace()[0].getMethodName()).isEqualTo("boom"));
    }
  }

  @EngineTest
  void anExceptionThatCannotBePassedKeepsItsTextAndStack(Engines engine) {
    try (Ray ray = copying(engine)) {
      ObjectRef<Void> ref =
          ray.run(
              () -> {
                throw new Unsendable("mine");
              });
      assertThatThrownBy(ref::get)
          .isInstanceOf(TaskException.class)
          .hasMessageContaining("mine")
          .cause()
          .isInstanceOf(UnserializableException.class)
          .hasMessageContaining("Unsendable")
          .hasMessageContaining("mine")
          .satisfies(
              e -> assertThat(e.getStackTrace()[0].getClassName()).contains("IsolationTest"));
    }
  }

  @EngineTest
  void fibRunsThroughMessages(Engines engine) {
    try (Ray ray = copying(engine)) {
      assertThat(ray.call(Work::fib, 8).get()).isEqualTo(21);
    }
  }
}
