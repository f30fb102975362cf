package dev.loomray.scenario;

import static dev.loomray.scenario.ActorWork.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loomray.ActorHandle;
import dev.loomray.Isolation;
import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.error.RayClosedException;
import dev.loomray.error.TaskException;
import dev.loomray.error.UnserializableException;
import dev.loomray.scenario.ActorWork.Counter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Ray: an actor is an object of a plain class; its methods are called through a handle. */
class ActorCallsTest {
  /** Has a method of its own. */
  interface Greeter {
    default String greet(String name) {
      return "hello " + name + " from " + where();
    }

    String where();
  }

  /** Inherits, overloads, hides. */
  static final class Special extends Counter implements Greeter {
    @Override
    public String where() {
      return "here";
    }

    int twice(int n) {
      return 2 * n;
    }

    String twice(String text) {
      return text + text;
    }

    @SuppressWarnings("UnusedMethod") // through a lambda of its nest
    private int secret() {
      return 42;
    }

    int peek(ObjectRef<Integer> ref) {
      return ref.get() + 1;
    }
  }

  /** A handle inside a value. */
  record Card(String text, ActorHandle<Counter> counter) {}

  /** Calls others, and itself. */
  static final class Client {
    private final ActorHandle<Counter> counter;

    Client(ActorHandle<Counter> counter) {
      this.counter = counter;
    }

    int forward(int n) {
      return counter.call(Counter::add, n).get();
    }

    @SuppressWarnings("unchecked")
    ObjectRef<Integer> selfLater(int n) {
      ActorHandle<Client> self =
          (ActorHandle<Client>) Ray.current().context().actor().orElseThrow();
      return self.call(Client::forward, n);
    }
  }

  static int addTwo(ActorHandle<Counter> counter) {
    return counter.call(Counter::add, 2).get();
  }

  static int addOf(Card card) {
    return card.counter().call(Counter::add, card.text().length()).get();
  }

  @EngineTest
  void methodsLambdasAndVoids(Engines engine) {
    try (Ray ray = engine.start()) {
      ActorHandle<Counter> counter = ray.actor(Counter::new);
      assertThat(counter.call(Counter::add, 5).get()).isEqualTo(5);
      assertThat(counter.call(c -> c.add(5)).get()).isEqualTo(10);
      assertThat(counter.run(Counter::reset).get(LONG)).isNull();
      assertThat(counter.call(Counter::get).get()).isZero();
      ActorHandle<Counter> other = ray.actor(Counter::new, 7);
      assertThat(other.call(Counter::get).get()).isEqualTo(7);
      assertThat(other).isNotEqualTo(counter).isEqualTo(other.options(o -> o.name("x")));
    }
  }

  @EngineTest
  void whateverMethodsAClassHas(Engines engine) {
    try (Ray ray = engine.start()) {
      ActorHandle<Special> special = ray.actor(Special::new);
      assertThat(special.call(Special::add, 3).get()).isEqualTo(3);
      assertThat(special.call(Greeter::greet, "you").get()).isEqualTo("hello you from here");
      assertThat(special.call((Special s, Integer n) -> s.twice(n), 4).get()).isEqualTo(8);
      assertThat(special.call((Special s, String t) -> s.twice(t), "ab").get()).isEqualTo("abab");
      assertThat(special.call(Special::secret).get()).isEqualTo(42);
      assertThat(special.call(Object::hashCode).get()).isNotNull();
    }
  }

  @EngineTest
  void refsAreArgumentsOfConstructorsAndCalls(Engines engine) {
    CountDownLatch gate = new CountDownLatch(1);
    try (Ray ray = engine.start()) {
      ObjectRef<Integer> later = ActorWork.later(ray, gate, 5);
      ActorHandle<Counter> counter = ray.actor((Integer n) -> new Counter(n), later);
      ObjectRef<Integer> sum = counter.call(Counter::add, ray.call(Work::square, 3));
      assertThat(sum.isReady()).isFalse();
      assertThat(counter.state()).isEqualTo(ActorHandle.State.PENDING_CREATION);
      gate.countDown();
      assertThat(sum.get(LONG)).isEqualTo(14);
      assertThat(counter.call(Counter::add, counter.call(Counter::get)).get(LONG)).isEqualTo(28);
      ActorHandle<Special> special = ray.actor(Special::new);
      assertThat(special.<ObjectRef<Integer>, Integer>call(Special::peek, sum).get(LONG))
          .isEqualTo(15);
    }
  }

  @EngineTest
  void handlesGoWhereValuesGo(Engines engine) {
    handlesGoWhereValuesGo(engine, Isolation.SHARE);
  }

  @EngineTest
  void handlesGoWhereValuesGoAlsoAsCopies(Engines engine) {
    handlesGoWhereValuesGo(engine, Isolation.COPY);
  }

  private static void handlesGoWhereValuesGo(Engines engine, Isolation isolation) {
    try (Ray ray = engine.start(c -> c.isolation(isolation))) {
      ActorHandle<Counter> counter = ray.actor(Counter::new);
      assertThat(ray.call(ActorCallsTest::addTwo, counter).get(LONG)).isEqualTo(2);
      assertThat(ray.call(ActorCallsTest::addOf, new Card("three", counter)).get(LONG))
          .isEqualTo(7);
      ObjectRef<Map<String, ActorHandle<Counter>>> put = ray.put(Map.of("it", counter));
      assertThat(put.get().get("it").call(Counter::add, 1).get(LONG)).isEqualTo(8);
      ActorHandle<Client> client = ray.actor(Client::new, counter);
      assertThat(client.call(Client::forward, 1).get(LONG)).isEqualTo(9);
      assertThat(client.call(Client::selfLater, 1).get(LONG).get(LONG)).isEqualTo(10);
      ActorHandle<Counter> returned =
          ray.call(() -> Ray.current().<Counter>actor(() -> new Counter(3))).get(LONG);
      assertThat(returned.call(Counter::get).get(LONG)).isEqualTo(3);
      assertThat(returned.state()).isEqualTo(ActorHandle.State.ALIVE);
    }
  }

  @EngineTest
  void copiesOfArgumentsAndResults(Engines engine) {
    try (Ray ray = engine.start(c -> c.isolation(Isolation.COPY))) {
      List<Object> mine = new ArrayList<>(List.of("a"));
      ActorHandle<ActorWork.Journal> journal = ray.actor(ActorWork.Journal::new);
      journal.run(ActorWork.Journal::note, mine);
      mine.add("changed");
      assertThat(journal.call(ActorWork.Journal::entries).get(LONG)).hasToString("[[a]]");
      ActorHandle<Counter> counter = ray.actor(Counter::new);
      assertThatThrownBy(() -> counter.call((c, t) -> c.get(), new Thread(() -> {})))
          .isInstanceOf(UnserializableException.class);
      assertThat(counter.call(Counter::add, 1).get(LONG)).isEqualTo(1);
    }
  }

  @EngineTest
  void whatACallThrowsIsItsOwn(Engines engine) {
    try (Ray ray = engine.start()) {
      ActorHandle<Counter> counter = ray.actor(Counter::new);
      counter.call(Counter::add, 1);
      ObjectRef<Integer> boom = counter.call(Counter::boom, "it went");
      ObjectRef<Integer> error = counter.call(Counter::die, "deep");
      assertThatThrownBy(() -> boom.get(LONG))
          .isInstanceOf(TaskException.class)
          .hasMessageContaining("it went")
          .hasCauseInstanceOf(IOException.class);
      assertThatThrownBy(() -> error.get(LONG)).hasCauseInstanceOf(StackOverflowError.class);
      assertThat(counter.call(Counter::add, 1).get(LONG)).isEqualTo(2);
      assertThat(counter.state()).isEqualTo(ActorHandle.State.ALIVE);
    }
  }

  @EngineTest
  void whatCannotApplyIsRefused(Engines engine) {
    Ray ray = engine.start();
    ActorHandle<Counter> counter = ray.actor(Counter::new);
    try (ray) {
      assertThatThrownBy(() -> counter.options(o -> o.cpus(1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("cpus");
      assertThatThrownBy(() -> counter.options(o -> o.priority(1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("priority");
      assertThatThrownBy(() -> counter.options(o -> o.ownThread()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("ownThread");
      assertThatThrownBy(() -> counter.options(o -> o.concurrencyGroup("io")).call(Counter::add, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("io");
      assertThatThrownBy(() -> counter.submit(null, 0))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> counter.call(Counter::add, (ObjectRef<Integer>) null))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> ray.actorOptions(o -> o.maxConcurrency(0)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("maxConcurrency");
    }
    assertThatThrownBy(() -> counter.call(Counter::get)).isInstanceOf(RayClosedException.class);
    assertThatThrownBy(() -> ray.actor(Counter::new)).isInstanceOf(RayClosedException.class);
    assertThatThrownBy(counter::stop).isInstanceOf(RayClosedException.class);
    assertThatThrownBy(counter::kill).isInstanceOf(RayClosedException.class);
    assertThatThrownBy(() -> ray.actorNamed("x", Counter.class))
        .isInstanceOf(RayClosedException.class);
  }
}
