package dev.loomray.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.loomray.Isolation;
import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.TaskScope;
import dev.loomray.error.RayClosedException;
import dev.loomray.error.TaskCancelledException;
import dev.loomray.error.TaskException;
import dev.loomray.function.Fn1;
import java.time.Duration;
import java.util.AbstractCollection;
import java.util.Collection;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.StructuredTaskScope;
import java.util.concurrent.StructuredTaskScope.Joiner;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Programs that no task library invites, and that some user writes. */
class HostileProgramsTest {
  @EngineTest
  void aTaskMayNotCloseItsRayNorMayItsForksButItsThreadsMay(Engines engine) throws Exception {
    Ray ray = engine.start();
    String refused =
        "expected close() outside the tasks of this Ray, found it in task suicidal, which would wait for itself";
    ObjectRef<Void> fork =
        ray.options(o -> o.name("suicidal"))
            .run(
                () -> {
                  try (var scope =
                      StructuredTaskScope.open(Joiner.<Void>awaitAllSuccessfulOrThrow())) {
                    scope.fork(() -> Ray.current().close());
                    scope.join();
                  }
                });
    assertThatThrownBy(fork::get)
        .isExactlyInstanceOf(TaskException.class)
        .hasRootCauseExactlyInstanceOf(IllegalStateException.class)
        .hasRootCauseMessage(refused);
    CompletableFuture<Object> ended = new CompletableFuture<>();
    CountDownLatch gate = new CountDownLatch(1);
    CompletableFuture<Void> result =
        ray.run(
                () -> {
                  gate.await();
                  Thread closing = Thread.ofPlatform().start(ray::close);
                  try {
                    closing.join();
                  } catch (InterruptedException e) {
                    ended.complete(ray.context().isCancelled());
                    throw e;
                  }
                })
            .toFuture();
    gate.countDown();
    assertThat(ended.get(20, TimeUnit.SECONDS)).isEqualTo(true);
    assertThatThrownBy(() -> result.get(20, TimeUnit.SECONDS))
        .hasCauseExactlyInstanceOf(TaskCancelledException.class)
        .hasRootCauseMessage("Ray closed");
    ray.close();
    assertThat(ray.dump()).contains(" 0 tasks unfinished, 0 timers");
  }

  @EngineTest
  void twoRaysThatCloseEachOtherFromTheirTasks(Engines engine) throws Exception {
    Ray a = engine.start(c -> c.name("a").closeTimeout(Duration.ofMillis(100)));
    Ray b = engine.start(c -> c.name("b").closeTimeout(Duration.ofMillis(100)));
    CyclicBarrier both = new CyclicBarrier(2);
    CountDownLatch closed = new CountDownLatch(2);
    for (Ray one : List.of(a, b)) {
      one.run(
          () -> {
            both.await();
            (one == a ? b : a).close();
            closed.countDown();
          });
    }
    closed.await();
    a.close();
    b.close();
    assertThatThrownBy(() -> a.put(1)).isExactlyInstanceOf(RayClosedException.class);
    assertThatThrownBy(() -> b.put(1)).isExactlyInstanceOf(RayClosedException.class);
    await().until(() -> (a.dump() + b.dump()).split(" 0 tasks unfinished", -1).length == 3);
  }

  @EngineTest
  void aTaskThatReturnsItsOwnRef(Engines engine) {
    try (Ray ray = engine.start()) {
      CompletableFuture<ObjectRef<Object>> self = new CompletableFuture<>();
      ObjectRef<Object> ref = ray.call(() -> self.join());
      self.complete(ref);
      assertThat(ref.get()).isSameAs(ref);
      assertThat(ref.then(x -> x == ref).get()).isTrue();
    }
  }

  /** Twice as many tasks in every generation, until somebody ends them. */
  private static void multiply(Ray ray, CountDownLatch many) {
    many.countDown();
    ray.run(() -> multiply(ray, many));
    ray.run(() -> multiply(ray, many));
  }

  @EngineTest
  void tasksThatMultiplyEndWithTheirScope(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      CountDownLatch many = new CountDownLatch(20_000);
      ObjectRef<Void> first;
      try (TaskScope scope = ray.scope()) {
        first = scope.run(() -> multiply(ray, many));
        many.await();
      }
      assertThat(first.get()).isNull();
      assertThat(ray.dump()).contains(" 0 tasks unfinished, 0 timers");
    }
  }

  @EngineTest
  void tasksThatMultiplyEndWithTheirRay(Engines engine) throws Exception {
    Ray ray = engine.start(c -> c.closeTimeout(Duration.ofMinutes(1)));
    CountDownLatch many = new CountDownLatch(20_000);
    ray.run(() -> multiply(ray, many));
    many.await();
    ray.close();
    assertThat(ray.dump()).contains(" 0 tasks unfinished, 0 timers");
  }

  /** In its finally a cancelled task starts more, which are born cancelled. */
  @EngineTest
  void aTaskThatWillNotDieStartsNothingAnyMore(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      CountDownLatch started = new CountDownLatch(1);
      AtomicInteger runs = new AtomicInteger();
      CompletableFuture<ObjectRef<Integer>> heir = new CompletableFuture<>();
      ObjectRef<Void> ref =
          ray.options(o -> o.name("undead"))
              .run(
                  () -> {
                    try {
                      Work.untilInterrupted(started, new CountDownLatch(1));
                    } finally {
                      heir.complete(ray.options(o -> o.name("heir")).call(runs::incrementAndGet));
                    }
                  });
      started.await();
      ref.cancel();
      assertThatThrownBy(heir.get(20, TimeUnit.SECONDS)::get)
          .isExactlyInstanceOf(TaskCancelledException.class)
          .hasMessage("task heir was not run: its parent task undead was cancelled");
      assertThat(ray.awaitIdle(Duration.ofSeconds(20))).isTrue();
      assertThat(runs).hasValue(0);
    }
  }

  @EngineTest
  void cancelInTheCallbacksOfFutures(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      CountDownLatch gate = new CountDownLatch(1);
      ObjectRef<Void> first = ray.run(Work::await, gate);
      ObjectRef<Integer> second = ray.after(Duration.ofDays(1)).then(_ -> 1);
      ObjectRef<Integer> third = second.then(x -> x + 1);
      CompletableFuture<List<Boolean>> won =
          first.toFuture().thenApply(_ -> List.of(first.cancel(), second.cancel(), third.cancel()));
      CompletableFuture<Boolean> again =
          third.toFuture().handle((_, e) -> e instanceof TaskCancelledException && !third.cancel());
      gate.countDown();
      assertThat(won.get(20, TimeUnit.SECONDS)).containsExactly(false, true, false);
      assertThat(again.get(20, TimeUnit.SECONDS)).isTrue();
      assertThat(first.get()).isNull();
    }
  }

  @EngineTest
  void aCallbackThatThrowsOrNeverReturnsHoldsNothingUp(Engines engine) throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch stuck = new CountDownLatch(1);
    try (Ray ray = engine.start(c -> c.closeTimeout(Duration.ofDays(1)))) {
      CountDownLatch gate = new CountDownLatch(1);
      ObjectRef<Void> ref = ray.run(Work::await, gate);
      ref.toFuture()
          .thenRun(
              () -> {
                throw new StackOverflowError("callback");
              });
      ref.toFuture()
          .thenRun(
              () -> {
                stuck.countDown();
                while (never.getCount() > 0) {
                  try {
                    never.await();
                  } catch (InterruptedException e) {
                    // deaf
                  }
                }
              });
      gate.countDown();
      stuck.await();
      assertThat(ref.then(_ -> 5).get()).isEqualTo(5);
      assertThat(ray.awaitIdle(Duration.ofSeconds(20))).isTrue();
    }
    never.countDown();
  }

  /** A collection that answers as it likes. */
  private static final class Liar<T> extends AbstractCollection<T> {
    private final Collection<T> first;

    Liar(Collection<T> first) {
      this.first = first;
    }

    @Override
    public Iterator<T> iterator() {
      if (first.isEmpty()) {
        throw new ConcurrentModificationException("changed");
      }
      return first.iterator();
    }

    @Override
    public int size() {
      return Integer.MAX_VALUE / 1_000_000;
    }

    @Override
    public boolean isEmpty() {
      return true;
    }
  }

  @EngineTest
  void aCollectionThatThrowsOrLiesOrChanges(Engines engine) {
    try (Ray ray = engine.start()) {
      Liar<ObjectRef<Integer>> throwing = new Liar<>(List.of());
      for (Runnable wait :
          List.<Runnable>of(
              () -> ray.get(throwing),
              () -> ray.get(throwing, Duration.ZERO),
              () -> ray.waitFor(1, throwing),
              () -> ray.waitFor(1, throwing, Duration.ZERO),
              () -> ray.asCompleted(throwing))) {
        assertThatThrownBy(wait::run)
            .isExactlyInstanceOf(ConcurrentModificationException.class)
            .hasMessage("changed");
      }
      ObjectRef<Integer> four = ray.call(Work::square, 2);
      ObjectRef<Integer> nine = ray.call(Work::square, 3);
      Liar<ObjectRef<Integer>> lying = new Liar<>(List.of(four, nine));
      assertThat(ray.get(lying)).containsExactly(4, 9);
      assertThat(ray.waitFor(2, lying).ready()).containsExactly(four, nine);
      assertThat(ray.<Integer>asCompleted(lying)).containsExactlyInAnyOrder(four, nine);
      assertThat(ray.awaitIdle(Duration.ofSeconds(20))).isTrue();
    }
  }

  @EngineTest
  void anArrayOfArgumentsThatIsChangedAfterwards(Engines engine) {
    try (Ray ray = engine.start()) {
      CountDownLatch gate = new CountDownLatch(1);
      ObjectRef<Integer> soon = ray.call(() -> opened(gate));
      Object[] args = {soon};
      Fn1<Object, String> show = value -> "got " + value;
      ObjectRef<String> ref = ray.submit(show, 1, args);
      args[0] = ray.after(Duration.ofDays(1));
      gate.countDown();
      assertThat(ref.get()).isEqualTo("got 1");
    }
  }

  private static int opened(CountDownLatch gate) throws InterruptedException {
    gate.await();
    return 1;
  }

  @EngineTest
  void aCollectionThatOthersChange(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      CountDownLatch gate = new CountDownLatch(1);
      Collection<ObjectRef<Integer>> refs = new ConcurrentLinkedQueue<>();
      for (int i = 0; i < 100; i++) {
        int n = i;
        refs.add(
            ray.call(
                () -> {
                  gate.await();
                  return n;
                }));
      }
      Iterable<ObjectRef<Integer>> all = ray.asCompleted(refs);
      ObjectRef<List<Integer>> got = ray.call(() -> ray.get(refs));
      await().until(() -> ray.dump().contains("waits for 100 refs"));
      refs.clear();
      gate.countDown();
      assertThat(got.get()).hasSize(100).startsWith(0, 1).endsWith(98, 99);
      assertThat(all).hasSize(100);
    }
  }

  /** What is neither equal to itself nor fit for any set. */
  private static final class Value {
    @Override
    public boolean equals(Object other) {
      throw new IllegalStateException("no equals");
    }

    @Override
    public int hashCode() {
      throw new IllegalStateException("no hashCode");
    }

    @Override
    public String toString() {
      throw new IllegalStateException("no toString");
    }
  }

  private static boolean isValue(Value x) {
    return x.getClass() == Value.class;
  }

  @EngineTest
  void aValueWithoutEqualsHashCodeAndToString(Engines engine) {
    for (Isolation isolation : Isolation.values()) {
      try (Ray ray = engine.start(c -> c.isolation(isolation))) {
        ObjectRef<Value> made = ray.call(Value::new);
        ObjectRef<Boolean> passed = ray.call(HostileProgramsTest::isValue, made);
        assertThat(passed.get()).isTrue();
        assertThat(ray.call(HostileProgramsTest::isValue, new Value()).get()).isTrue();
        assertThat(isValue(ray.put(new Value()).get())).isTrue();
        assertThat(isValue(ray.get(List.of(made)).getFirst())).isTrue();
        assertThat(isValue(ray.waitFor(1, List.of(made)).ready().getFirst().get())).isTrue();
        assertThat(isValue(made.toFuture().join())).isTrue();
        assertThat(made).asString().contains("ENDED");
      }
    }
  }
}
