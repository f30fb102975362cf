package dev.loomray.scenario;

import static dev.loomray.scenario.ActorWork.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loomray.ActorHandle;
import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.error.ActorDeadlockException;
import dev.loomray.error.ActorDiedException;
import dev.loomray.error.TaskException;
import dev.loomray.function.Fn0;
import dev.loomray.function.Fn1;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.AbstractThrowableAssert;

/** Actors and tasks that wait for each other in a circle (Ray has nothing for it): the wait that closes it throws. */
class ActorDeadlockTest {
  /** Asks others on behalf of who calls it. */
  static class Asker {
    int answer() {
      return 1;
    }

    /** Asks the first, which asks the second, and so on. */
    int ask(List<ActorHandle<Asker>> path) {
      return path.isEmpty()
          ? answer()
          : path.getFirst().call(Asker::ask, List.copyOf(path.subList(1, path.size()))).get();
    }

    int askAt(CyclicBarrier start, ActorHandle<Asker> other) throws Exception {
      start.await(10, TimeUnit.SECONDS);
      return other.call(Asker::answer).get();
    }
  }

  /** Cannot be made, since it asks itself meanwhile. */
  static final class Hasty extends Asker {
    @SuppressWarnings("unchecked")
    Hasty() {
      ActorHandle<Asker> self = (ActorHandle<Asker>) Ray.current().context().actor().orElseThrow();
      self.call(Asker::answer).get();
    }
  }

  private static ActorHandle<Asker> asker(Ray ray, String name) {
    return ray.actorOptions(o -> o.name(name)).actor(Asker::new);
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertDeadlock(ObjectRef<?> ref) {
    return assertThatThrownBy(() -> ref.get(LONG))
        .isInstanceOf(TaskException.class)
        .cause()
        .isInstanceOf(ActorDeadlockException.class)
        .hasMessageStartingWith("expected a wait that can end, found a deadlock: ")
        .hasMessageContaining("use get(timeout)");
  }

  /** A turn of the actor that runs this code never ends, but for the alarm, and the actor lives on. */
  private static AbstractThrowableAssert<?, ? extends Throwable> assertStuck(
      ActorHandle<Asker> a, Fn1<Asker, Integer> code) {
    var alarm = assertDeadlock(a.options(o -> o.name("stuck")).call(code));
    assertThat(a.call(Asker::answer).get(LONG)).isEqualTo(1);
    return alarm;
  }

  @EngineTest
  void anActorThatWaitsForItself(Engines engine) {
    try (Ray ray = engine.start()) {
      ActorHandle<Asker> a = asker(ray, "a");
      assertDeadlock(a.call(Asker::ask, List.of(a)))
          .message()
          .matches(
              ".*: call \\S*Asker.ask of actor \\S*Asker 'a' \\(@1\\) \\(#\\d+, RUNNING, attempt 1\\) waits for"
                  + " call \\S*Asker.ask of actor \\S*Asker 'a' \\(@1\\) \\(#\\d+, QUEUED, attempt 1\\), which is queued behind"
                  + " call \\S*Asker.ask of actor \\S*Asker 'a' \\(@1\\) \\(#\\d+, RUNNING, attempt 1\\); use .*");
      assertThat(a.call(Asker::answer).get(LONG)).isEqualTo(1);
    }
  }

  @EngineTest
  void twoActorsThatWaitForEachOther(Engines engine) {
    try (Ray ray = engine.start()) {
      ActorHandle<Asker> a = asker(ray, "a");
      ActorHandle<Asker> b = asker(ray, "b");
      assertDeadlock(a.call(Asker::ask, List.of(b, a)))
          .hasMessageContaining("Asker 'a' (@1)")
          .hasMessageContaining("Asker 'b' (@2)");
      assertThat(a.call(Asker::ask, List.of(b)).get(LONG)).isEqualTo(1);
    }
  }

  @EngineTest
  void threeActorsInACircle(Engines engine) {
    try (Ray ray = engine.start()) {
      ActorHandle<Asker> a = asker(ray, "a");
      ActorHandle<Asker> b = asker(ray, "b");
      ActorHandle<Asker> c = asker(ray, "c");
      assertDeadlock(c.call(Asker::ask, List.of(a, b, c)))
          .hasMessageContaining("'a'")
          .hasMessageContaining("'b'")
          .hasMessageContaining("'c'");
    }
  }

  @EngineTest
  void onAThreadOfItsOwnAndInAGroupOfOne(Engines engine) {
    try (Ray ray = engine.start()) {
      var own = ray.actorOptions(o -> o.ownThread()).actor(Asker::new);
      var grouped = ray.actorOptions(o -> o.concurrencyGroup("others", 2)).actor(Asker::new);
      assertDeadlock(own.call(Asker::ask, List.of(own)));
      assertDeadlock(grouped.call(Asker::ask, List.of(grouped)));
    }
  }

  @EngineTest
  void anActorATaskAndTheActor(Engines engine) {
    try (Ray ray = engine.start()) {
      ActorHandle<Asker> a = asker(ray, "a");
      assertStuck(a, _ -> Ray.current().options(o -> o.name("between")).call(() -> back(a)).get())
          .hasMessageContaining("task between");
    }
  }

  private static int inTask(String name, Fn0<Integer> code) {
    return Ray.current().options(o -> o.name(name)).call(code).get();
  }

  private static int back(ActorHandle<Asker> a) {
    return a.call(Asker::answer).get();
  }

  /** On leases the child runs on the thread of the task, and has no wait between them. */
  @EngineTest
  void anActorATaskItsChildAndTheActor(Engines engine) {
    try (Ray ray = engine.start()) {
      ActorHandle<Asker> a = asker(ray, "a");
      int times = engine == Engines.LEASES ? 1_000 : 1; // now and then another lease takes them
      for (int i = 0; i < times && Engines.inlined(ray) == 0; i++) {
        assertStuck(
                a,
                _ -> inTask("parent", () -> inTask("child", () -> inTask("last", () -> back(a)))))
            .hasMessageContaining("task parent");
      }
      engine.assertInlined(ray);
    }
  }

  @EngineTest
  void theArgumentOfADelayedCall(Engines engine) {
    try (Ray ray = engine.start()) {
      ActorHandle<Asker> a = asker(ray, "a");
      assertStuck(a, _ -> a.call((Asker it, Integer n) -> n, a.call(Asker::answer)).get());
    }
  }

  @EngineTest
  void aCallBehindADelayedOne(Engines engine) {
    try (Ray ray = engine.start()) {
      ActorHandle<Asker> a = asker(ray, "a");
      ActorHandle<Asker> b = asker(ray, "b");
      assertStuck(
              a,
              _ -> {
                b.call((Asker it, Integer n) -> n, a.call(Asker::answer));
                return b.call(Asker::answer).get();
              })
          .hasMessageContaining("cannot be queued before");
    }
  }

  @EngineTest
  void theArgumentOfATask(Engines engine) {
    try (Ray ray = engine.start()) {
      ActorHandle<Asker> a = asker(ray, "a");
      assertStuck(a, _ -> a.call(Asker::answer).then(n -> n + 1).get())
          .hasMessageContaining(" has the argument ");
    }
  }

  @EngineTest
  void theEndThatComesAfterTheTurnThatWaitsForIt(Engines engine) {
    try (Ray ray = engine.start()) {
      ActorHandle<Asker> a = asker(ray, "a");
      assertDeadlock(a.run(_ -> a.stop().get()));
      ActorWork.awaitState(a, ActorHandle.State.DEAD);
    }
  }

  @EngineTest
  void aConstructorThatWaitsForACall(Engines engine) {
    try (Ray ray = engine.start()) {
      ActorHandle<Hasty> hasty = ray.actor(Hasty::new);
      assertThatThrownBy(() -> hasty.call(Asker::answer).get(LONG))
          .isInstanceOf(ActorDiedException.class)
          .hasRootCauseInstanceOf(ActorDeadlockException.class);
    }
  }

  /** One of the two waits closes the circle; the other ends then. */
  @EngineTest
  void aFullActorWhoseTurnWaitsForTheCaller(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      ActorHandle<Asker> a = asker(ray, "a");
      ActorHandle<Asker> full =
          ray.actorOptions(o -> o.maxPendingCalls(1).blockWhenFull()).actor(Asker::new);
      CyclicBarrier start = new CyclicBarrier(2);
      ObjectRef<Integer> asks = full.call(Asker::askAt, start, a);
      ObjectRef<Integer> waits =
          a.call(
              _ -> {
                start.await(10, TimeUnit.SECONDS);
                return full.call(Asker::answer).get();
              });
      assertOneThrows(asks, waits);
    }
  }

  /** Both may see the circle at once. */
  @EngineTest
  void oneOfTwoThrowsAndTheOtherHasItsAnswer(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      ActorHandle<Asker> a = asker(ray, "a");
      ActorHandle<Asker> b = asker(ray, "b");
      for (int i = 0; i < 2_000; i++) {
        CyclicBarrier start = new CyclicBarrier(2);
        assertOneThrows(a.call(Asker::askAt, start, b), b.call(Asker::askAt, start, a));
      }
    }
  }

  private static void assertOneThrows(ObjectRef<Integer> one, ObjectRef<Integer> other)
      throws Exception {
    Throwable first = thrown(one);
    Throwable second = thrown(other);
    assertThat(first == null).isNotEqualTo(second == null);
    assertThat(first == null ? second : first)
        .isInstanceOf(TaskException.class)
        .hasCauseInstanceOf(ActorDeadlockException.class);
  }

  private static Throwable thrown(ObjectRef<?> ref) throws Exception {
    try {
      ref.toFuture().get(30, TimeUnit.SECONDS);
      return null;
    } catch (ExecutionException e) {
      return e.getCause();
    }
  }

  /** The wait that closes the circle is not the last call, but the one that runs when another has ended. */
  @EngineTest
  void aCallThatBeginsLate(Engines engine) throws Exception {
    CountDownLatch open = new CountDownLatch(1);
    try (Ray ray = engine.start()) {
      ActorHandle<Asker> a = asker(ray, "a");
      ActorHandle<Asker> b = asker(ray, "b");
      b.run(_ -> open.await());
      ObjectRef<Integer> closes = b.call(Asker::ask, List.of(a));
      CountDownLatch asks = new CountDownLatch(1);
      ObjectRef<Integer> waits =
          a.call(
              _ -> {
                ObjectRef<Integer> ref = b.call(Asker::answer);
                asks.countDown();
                return ref.get();
              });
      asks.await();
      open.countDown();
      assertOneThrows(closes, waits);
    }
  }
}
