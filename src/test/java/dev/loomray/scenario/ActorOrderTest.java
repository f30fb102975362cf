package dev.loomray.scenario;

import static dev.loomray.scenario.ActorWork.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loomray.ActorHandle;
import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.error.TaskCancelledException;
import dev.loomray.error.TaskException;
import dev.loomray.scenario.ActorWork.Counter;
import dev.loomray.scenario.ActorWork.Journal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/** The calls of one caller run in their order; a call that waits for an argument delays that caller alone. */
class ActorOrderTest {
  private static final int MANY = 2_000;

  private static void tell(ActorHandle<Journal> journal, String who) {
    for (int i = 0; i < MANY; i++) {
      journal.run(Journal::note, who + " " + i);
    }
  }

  private static List<Object> of(ActorHandle<Journal> journal, String who) {
    return journal.call(Journal::entries).get(LONG).stream()
        .filter(entry -> entry.toString().startsWith(who + " "))
        .toList();
  }

  private static List<Object> expected(String who) {
    return IntStream.range(0, MANY).<Object>mapToObj(i -> who + " " + i).toList();
  }

  @EngineTest
  void ofThreadsTasksAndActors(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      ActorHandle<Journal> journal = ray.actor(Journal::new);
      Thread thread = Thread.ofPlatform().start(() -> tell(journal, "thread"));
      ObjectRef<Void> task = ray.run(ActorOrderTest::tell, journal, "task");
      ActorHandle<Counter> other = ray.actor(Counter::new);
      ObjectRef<Void> call = other.run((c, j) -> tell(j, "actor"), journal);
      tell(journal.options(o -> o.name("n")), "main");
      thread.join();
      task.get(LONG);
      call.get(LONG);
      for (String who : List.of("thread", "task", "actor", "main")) {
        assertThat(of(journal, who)).isEqualTo(expected(who));
      }
    }
  }

  @EngineTest
  void whatWaitsDelaysItsCallerAlone(Engines engine) throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    try (Ray ray = engine.start()) {
      ActorHandle<Journal> journal = ray.actor(Journal::new);
      journal.run(Journal::note, "first");
      journal.run((Journal j, String s) -> j.note(s), ActorWork.later(ray, gate, "second"));
      ObjectRef<Void> third = journal.run(Journal::note, "third");
      journal.options(o -> o.name("other view")).run(Journal::note, "fourth");
      ray.run(j -> j.run(Journal::note, "of a task").get(LONG), journal).get(LONG);
      assertThat(third.isReady()).isFalse();
      gate.countDown();
      assertThat(journal.call(Journal::entries).get(LONG))
          .containsExactly("first", "of a task", "second", "third", "fourth");
    }
  }

  @EngineTest
  void aFailedArgumentFailsItsCallAndLetsTheNextGo(Engines engine) {
    CountDownLatch gate = new CountDownLatch(1);
    try (Ray ray = engine.start()) {
      ActorHandle<Counter> counter = ray.actor(Counter::new);
      ObjectRef<Integer> bad =
          ray.call(
              () -> {
                gate.await();
                throw new IOException("no argument");
              });
      ObjectRef<Integer> failed = counter.call(Counter::add, bad);
      ObjectRef<Integer> next = counter.call(Counter::add, 1);
      assertThat(next.isReady()).isFalse();
      gate.countDown();
      assertThat(next.get(LONG)).isEqualTo(1);
      assertThatThrownBy(() -> failed.get(LONG))
          .isInstanceOf(TaskException.class)
          .hasCauseInstanceOf(IOException.class)
          .hasMessageContaining("was not run, since an argument failed");
      assertThatThrownBy(() -> counter.call(Counter::add, bad).get(LONG))
          .hasCauseInstanceOf(IOException.class);
    }
  }

  @EngineTest
  void aCancelledCallThatWaitsLetsTheNextGo(Engines engine) {
    CountDownLatch gate = new CountDownLatch(1);
    try (Ray ray = engine.start()) {
      ActorHandle<Counter> counter = ray.actor(Counter::new);
      ObjectRef<Integer> waits = counter.call(Counter::add, ActorWork.later(ray, gate, 100));
      ObjectRef<Integer> next = counter.call(Counter::add, 1);
      assertThat(waits.cancel()).isTrue();
      assertThat(next.get(LONG)).isEqualTo(1);
      assertThatThrownBy(() -> waits.get(LONG)).isInstanceOf(TaskCancelledException.class);
      gate.countDown();
      assertThat(ray.awaitIdle(LONG)).isTrue();
      assertThat(counter.call(Counter::get).get(LONG)).isEqualTo(1);
    }
  }

  @EngineTest
  void aDeepChainOfDelayedCalls(Engines engine) {
    CountDownLatch gate = new CountDownLatch(1);
    try (Ray ray = engine.start()) {
      ActorHandle<Counter> counter = ray.actor(Counter::new);
      ActorHandle<Counter> other = ray.actor(Counter::new);
      ObjectRef<Integer> last = ActorWork.later(ray, gate, 1);
      for (int i = 0; i < 20_000; i++) {
        last = (i % 2 == 0 ? counter : other).call((Counter c, Integer n) -> n + 1, last);
      }
      gate.countDown();
      assertThat(last.get(LONG)).isEqualTo(20_001);
    }
  }

  @EngineTest
  void aDeepChainOfDelayedCallsThatFails(Engines engine) {
    CountDownLatch gate = new CountDownLatch(1);
    try (Ray ray = engine.start()) {
      ActorHandle<Counter> counter = ray.actor(Counter::new);
      ObjectRef<Integer> last = ActorWork.later(ray, gate, 1);
      ObjectRef<Integer> first = last;
      List<ObjectRef<Integer>> all = new ArrayList<>();
      for (int i = 0; i < 20_000; i++) {
        last = counter.call((Counter c, Integer n) -> n + 1, last);
        all.add(last);
      }
      assertThat(first.cancel()).isTrue();
      for (ObjectRef<Integer> call : all) {
        assertThatThrownBy(() -> call.get(LONG)).isInstanceOf(TaskCancelledException.class);
      }
      assertThat(ray.awaitIdle(LONG)).isTrue();
      assertThat(counter.call(Counter::add, 1).get(LONG)).isEqualTo(1);
    }
  }
}
