package dev.loomray.scenario;

import static dev.loomray.scenario.ActorWork.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loomray.ActorHandle;
import dev.loomray.Ray;
import dev.loomray.error.ActorAlreadyExistsException;
import dev.loomray.scenario.ActorWork.Counter;
import dev.loomray.scenario.ActorWork.Journal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Ray: named actors, namespaces, get_if_exists. */
class ActorNamesTest {
  @EngineTest
  void anActorIsFoundByItsName(Engines engine) {
    try (Ray ray = engine.start(c -> c.namespace("home"))) {
      ActorHandle<Counter> a = ray.actorOptions(o -> o.name("a")).actor(Counter::new, 1);
      ActorHandle<Counter> away =
          ray.actorOptions(o -> o.name("a").namespace("away")).actor(Counter::new, 2);
      ActorHandle<Journal> b = ray.actorOptions(o -> o.name("b")).actor(Journal::new);
      assertThat(b.call(Journal::entries).get(LONG)).isEmpty();
      assertThat(a.name()).contains("a");
      assertThat(ray.actorNamed("a", Counter.class)).contains(a);
      assertThat(ray.actorNamed("a", "home", Counter.class)).contains(a);
      assertThat(ray.actorNamed("a", "away", Counter.class)).contains(away);
      assertThat(ray.actorNamed("a", Counter.class).orElseThrow().call(Counter::get).get(LONG))
          .isEqualTo(1);
      assertThat(ray.actorNamed("c", Counter.class)).isEmpty();
      assertThat(ray.actorNames()).containsExactly("a", "b");
      assertThatThrownBy(() -> ray.actorNamed("b", Counter.class))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("Counter")
          .hasMessageContaining("Journal");
      assertThat(List.of(away.state(), b.state())).doesNotContain(ActorHandle.State.DEAD);
    }
  }

  @EngineTest
  void aNameThatIsTakenNamesItsHolder(Engines engine) {
    try (Ray ray = engine.start()) {
      ActorHandle<Counter> a = ray.actorOptions(o -> o.name("a")).actor(Counter::new, 1);
      assertThatThrownBy(() -> ray.actorOptions(o -> o.name("a")).actor(Journal::new))
          .isInstanceOf(ActorAlreadyExistsException.class)
          .hasMessageContaining("Counter 'a'")
          .hasMessageContaining("getIfExists");
      ActorHandle<Counter> same =
          ray.actorOptions(o -> o.name("a").getIfExists()).actor(Counter::new, 9);
      assertThat(same).isEqualTo(a);
      assertThat(same.call(Counter::get).get(LONG)).isEqualTo(1);
      a.kill();
      assertThat(ray.actorNames()).isEmpty();
      ActorHandle<Counter> next = ray.actorOptions(o -> o.name("a")).actor(Counter::new, 5);
      assertThat(next).isNotEqualTo(a);
      assertThat(next.call(Counter::get).get(LONG)).isEqualTo(5);
    }
  }

  @EngineTest
  void manyThatAskForOneMakeOne(Engines engine) throws Exception {
    AtomicInteger made = new AtomicInteger();
    try (Ray ray = engine.start()) {
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        threads.add(
            Thread.startVirtualThread(
                () ->
                    ray.actorOptions(o -> o.name("one").getIfExists().detached())
                        .actor(
                            () -> {
                              made.incrementAndGet();
                              return new Counter();
                            })
                        .call(Counter::add, 1)));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(ray.awaitIdle(LONG)).isTrue();
      assertThat(made.get()).isEqualTo(1);
      assertThat(ray.actorNamed("one", Counter.class).orElseThrow().call(Counter::get).get(LONG))
          .isEqualTo(50);
    }
  }
}
