package dev.loomray.snippets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loomray.ActorHandle;
import dev.loomray.Codec;
import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.Ready;
import dev.loomray.annotation.ConcurrencyGroup;
import dev.loomray.error.ActorException;
import dev.loomray.error.GetException;
import dev.loomray.error.ObjectException;
import dev.loomray.error.RayClosedException;
import dev.loomray.error.RayException;
import dev.loomray.error.TaskException;
import dev.loomray.error.TaskStoppedException;
import dev.loomray.util.ActorPool;
import dev.loomray.util.ActorQueue;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The snippets that the Javadoc shows: compiled, and run. */
class Snippets {
  static int square(int x) {
    return x * x;
  }

  static int add(int a, int b) {
    return a + b;
  }

  static String read(Path path) throws IOException {
    return Files.readString(path);
  }

  @Test
  void first() {
    // @start region="first"
    try (Ray ray = Ray.init()) {
      ObjectRef<Integer> four = ray.call(Snippets::square, 2);
      ObjectRef<Integer> seven = ray.call(Snippets::add, four, 3); // starts when four is ready
      IO.println(seven.get());
    }
    // @end
  }

  @Test
  void tasks() {
    try (Ray ray = Ray.init()) {
      // @start region="tasks"
      ObjectRef<Integer> a = ray.call(Snippets::square, 4); // a method and its argument
      ObjectRef<Integer> b = ray.call(Snippets::add, a, 1); // a ref: its value is passed when ready
      ObjectRef<Integer> c = ray.call(() -> b.get() + 1); // a lambda: for what a method cannot say
      ObjectRef<Void> done = c.thenRun(IO::println); // an action: nothing to return
      // @end
      done.get();
      assertThat(c.get()).isEqualTo(18);
    }
  }

  @Test
  void config() {
    // @start region="config"
    try (Ray ray = Ray.init(c -> c.cpus(4).resource("license", 2).name("indexer"))) {
      ray.options(o -> o.resource("license", 1)).run(() -> IO.println("one of two")).get();
    }
    // @end
  }

  @Test
  void put() {
    try (Ray ray = Ray.init()) {
      // @start region="put"
      double[] weights = {0.5, 0.25};
      ObjectRef<double[]> ref = ray.put(weights); // a snapshot
      weights[0] = 9;
      ObjectRef<Double> sum = ref.then(w -> w[0] + w[1]); // each reader gets a copy of its own
      // @end
      assertThat(sum.get()).isEqualTo(0.75);
    }
  }

  @Test
  void waitFor() {
    try (Ray ray = Ray.init()) {
      List<Integer> seen = new ArrayList<>();
      // @start region="waitFor"
      Collection<ObjectRef<Integer>> left =
          IntStream.range(0, 100).mapToObj(i -> ray.call(Snippets::square, i)).toList();
      while (!left.isEmpty()) {
        Ready<Integer> found = ray.waitFor(1, left, Duration.ofSeconds(5));
        found.ready().forEach(ref -> seen.add(ref.get()));
        left = found.pending();
      }
      // @end
      assertThat(seen).hasSize(100);
    }
  }

  @Test
  void asCompleted() {
    try (Ray ray = Ray.init()) {
      List<ObjectRef<Integer>> refs =
          List.of(ray.call(Snippets::square, 2), ray.call(Snippets::square, 3));
      int sum = 0;
      // @start region="asCompleted"
      for (ObjectRef<Integer> ref : ray.asCompleted(refs)) {
        sum += ref.get(); // the first that is ready comes first
      }
      // @end
      assertThat(sum).isEqualTo(13);
    }
  }

  @Test
  void options() {
    try (Ray ray = Ray.init()) {
      Path path = Path.of("pom.xml");
      // @start region="options"
      ObjectRef<String> text =
          ray.options(
                  o ->
                      o.retries(5)
                          .retryOn(IOException.class)
                          .backoff(Duration.ofMillis(10), Duration.ofSeconds(1))
                          .timeout(Duration.ofSeconds(30))
                          .cpus(1))
              .call(Snippets::read, path);
      // @end
      assertThat(text.get()).contains("loomray");
    }
  }

  @Test
  void scope() {
    try (Ray ray = Ray.init()) {
      // @start region="scope"
      try (var scope = ray.scope(o -> o.failFast().timeout(Duration.ofSeconds(10)))) {
        ObjectRef<Integer> left = scope.call(Snippets::square, 3);
        ObjectRef<Integer> right = scope.call(Snippets::square, 4);
        scope.join(); // throws the first failure, and the rest is cancelled
        IO.println(left.get() + right.get());
      }
      // @end
    }
  }

  @Test
  void errors() {
    try (Ray ray = Ray.init()) {
      Path path = Path.of("no-such-file");
      // @start region="errors"
      ObjectRef<String> ref = ray.call(Snippets::read, path);
      try {
        IO.println(ref.get());
      } catch (TaskException e) {
        IO.println("read failed: " + e.getCause()); // what the task threw, with its own stack
      }
      // @end
      try {
        throw ref.toFuture().handle((value, failure) -> (RayException) failure).join();
      } catch (RayException e) {
        assertThat(e).isInstanceOf(TaskException.class);
      }
    }
  }

  @Test
  void families() {
    try (Ray ray = Ray.init()) {
      ObjectRef<Integer> ref = ray.call(() -> Integer.parseInt("x"));
      String what = "";
      // @start region="families"
      try {
        ref.get();
      } catch (RayException e) {
        what =
            switch (e) {
              case TaskException failed -> "its code threw " + failed.getCause();
              case TaskStoppedException stopped -> "cancelled, or out of time";
              case GetException impatient -> "not waited for";
              case ObjectException lost -> "no value";
              case ActorException dead -> "no actor";
              case RayClosedException closed -> "too late";
            };
      }
      // @end
      assertThat(what).contains("NumberFormatException");
    }
  }

  @Test
  void then() {
    try (Ray ray = Ray.init()) {
      // @start region="then"
      ObjectRef<String> text = ray.call(() -> "42");
      ObjectRef<Integer> number =
          text.then(Integer::parseInt); // overloaded: call(f, ref) would not do
      ObjectRef<Integer> next = number.then(n -> n + 1);
      // @end
      assertThat(next.get()).isEqualTo(43);
    }
  }

  /** A class with nothing to store field by field. */
  static final class Money {
    final long cents;

    Money(long cents) {
      this.cents = cents;
    }
  }

  @Test
  void codec() {
    // @start region="codec"
    Codec<Money> money =
        new Codec<>() {
          @Override
          public void write(Money value, DataOutput out) throws IOException {
            out.writeLong(value.cents);
          }

          @Override
          public Money read(DataInput in) throws IOException {
            return new Money(in.readLong());
          }
        };
    try (Ray ray = Ray.init(c -> c.codec(Money.class, money))) {
      IO.println(ray.put(new Money(250)).get().cents);
    }
    // @end
  }

  /** A plain class; nothing in it knows that it is an actor. */
  static class Counter {
    private int value;

    Counter(int value) {
      this.value = value;
    }

    int add(int amount) {
      return value += amount;
    }

    void reset() {
      value = 0;
    }
  }

  @Test
  void actors() {
    try (Ray ray = Ray.init()) {
      ObjectRef<Integer> four = ray.call(Snippets::square, 2);
      // @start region="actors"
      ActorHandle<Counter> counter =
          ray.actor(Counter::new, 10); // new Counter(10), on a thread of the Ray
      ObjectRef<Integer> a = counter.call(Counter::add, 5); // a method and its argument
      ObjectRef<Integer> b =
          counter.call(Counter::add, four); // a ref: its value is passed when ready
      ObjectRef<Integer> c =
          counter.call(x -> x.add(1) + x.add(2)); // a lambda: nothing comes between
      counter.run(Counter::reset); // a void method
      // @end
      assertThat(ray.get(List.of(a, b, c))).containsExactly(15, 19, 42);
      assertThat(counter.call(Counter::add, 0).get()).isZero();
    }
  }

  @Test
  void actorOptions() {
    try (Ray ray = Ray.init()) {
      // @start region="actorOptions"
      ActorHandle<Counter> counter =
          ray.actorOptions(o -> o.name("hits").maxPendingCalls(10_000).blockWhenFull())
              .actor(Counter::new, 0);
      ObjectRef<Integer> hits =
          counter.options(o -> o.timeout(Duration.ofSeconds(1))).call(Counter::add, 1);
      // @end
      assertThat(hits.get()).isEqualTo(1);
    }
  }

  @Test
  void actorNamed() {
    try (Ray ray = Ray.init()) {
      ActorHandle<Counter> kept = ray.actorOptions(o -> o.name("hits")).actor(Counter::new, 7);
      // @start region="actorNamed"
      ActorHandle<Counter> hits = ray.actorNamed("hits", Counter.class).orElseThrow();
      ActorHandle<Counter> same =
          ray.actorOptions(o -> o.name("hits").getIfExists()).actor(Counter::new, 0);
      // @end
      assertThat(hits.call(Counter::add, 1).get()).isEqualTo(8);
      assertThat(same.call(Counter::add, 1).get()).isEqualTo(9);
      assertThat(kept.name()).contains("hits");
    }
  }

  /** Reads side by side, but writes one by one. */
  static class Store {
    private final Map<String, String> entries = new ConcurrentHashMap<>();

    @ConcurrencyGroup("reads")
    String read(String key) {
      return entries.getOrDefault(key, "");
    }

    void write(String key, String value) {
      entries.put(key, value);
    }
  }

  @Test
  void concurrencyGroup() {
    try (Ray ray = Ray.init()) {
      // @start region="concurrencyGroup"
      ActorHandle<Store> store =
          ray.actorOptions(o -> o.concurrencyGroup("reads", 8)).actor(Store::new);
      store.run(Store::write, "a", "b").get();
      ObjectRef<String> read =
          store.call(Store::read, "a"); // its method read is annotated with the group reads
      ObjectRef<String> also =
          store.options(o -> o.concurrencyGroup("reads")).call(s -> s.read("a") + s.read("b"));
      // @end
      assertThat(ray.get(List.of(read, also))).containsExactly("b", "b");
    }
  }

  /** Loses its state when it breaks. */
  static class Parser {
    private int lines;

    int parse(String line) {
      lines++;
      if (line.isBlank()) {
        throw new IllegalStateException("broken");
      }
      return lines;
    }
  }

  @Test
  void restart() {
    try (Ray ray = Ray.init()) {
      // @start region="restart"
      ActorHandle<Parser> parser =
          ray.actorOptions(
                  o ->
                      o.maxRestarts(3)
                          .restartOn(IllegalStateException.class)
                          .backoff(Duration.ofMillis(1)))
              .actor(Parser::new);
      ObjectRef<Integer> one = parser.call(Parser::parse, "a");
      ObjectRef<Integer> broken = parser.call(Parser::parse, ""); // fails, and brings a new Parser
      ObjectRef<Integer> again = parser.call(Parser::parse, "b"); // waits for it
      // @end
      assertThat(one.get()).isEqualTo(1);
      assertThatThrownBy(broken::get).isInstanceOf(TaskException.class);
      assertThat(again.get()).isEqualTo(1);
    }
  }

  /** Works by itself. */
  static class Resizer {
    String resize(String image) {
      return "small " + image;
    }
  }

  @Test
  void actorPool() {
    try (Ray ray = Ray.init()) {
      // @start region="actorPool"
      ActorPool<Resizer, String> pool =
          ActorPool.of(List.of(ray.actor(Resizer::new), ray.actor(Resizer::new)));
      for (String small : pool.map(Resizer::resize, List.of("a.png", "b.png", "c.png"))) {
        IO.println(small); // in this order
      }
      pool.submit(Resizer::resize, "d.png"); // one by one
      while (pool.hasNext()) {
        IO.println(pool.getNextUnordered(Duration.ofSeconds(10)));
      }
      // @end
      assertThat(pool.hasFree()).isTrue();
    }
  }

  @Test
  void actorQueue() {
    try (Ray ray = Ray.init()) {
      // @start region="actorQueue"
      ActorQueue<String> lines = ActorQueue.create(ray, 100);
      ObjectRef<Void> reader =
          ray.run(
              () -> {
                lines.put("one"); // waits while there are a hundred
                lines.put("two");
                lines.close();
              });
      String first = lines.take(); // waits for one
      Optional<String> second = lines.poll(Duration.ofSeconds(10));
      // @end
      reader.get();
      assertThat(first + second.orElse("")).isEqualTo("onetwo");
    }
  }
}
