package dev.loomray.api;

import dev.loomray.ActorHandle;
import dev.loomray.Actors;
import dev.loomray.ObjectRef;
import dev.loomray.function.Act2;
import dev.loomray.function.Fn2;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Calls of actors as users write them. That it compiles without a warning is the test: it is never run.
 */
@SuppressWarnings("unused")
final class ActorCallSites {
  private ActorCallSites() {}

  /** With a method that its classes inherit, and one that is there by default. */
  interface Counting {
    int add(int amount);

    default int twice(int amount) {
      add(amount);
      return add(amount);
    }
  }

  static class Counter implements Counting {
    private int value;

    Counter() {}

    Counter(int value) {
      this.value = value;
    }

    Counter(int value, String label) {
      this(value);
    }

    Counter(int value, String label, Path log) throws IOException {
      this(value);
      Files.createFile(log);
    }

    Counter(int value, String label, Path log, List<String> tags) {
      this(value);
    }

    @Override
    public int add(int amount) {
      value += amount;
      return value;
    }

    int value() {
      return value;
    }

    void reset() {
      value = 0;
    }

    void set(int to) {
      value = to;
    }

    void between(int low, int high) {
      value = Math.clamp(value, low, high);
    }

    int bump() {
      return ++value;
    }

    int bump(int amount) {
      return add(amount);
    }

    long sum(int a, long b, double c) {
      return value + a + b + (long) c;
    }

    long sum4(int a, int b, int c, int d) {
      return value + a + b + c + d;
    }

    void save(Path to) throws IOException {
      Files.writeString(to, String.valueOf(value));
    }

    void save4(Path to, String head, String tail, boolean append) throws IOException {
      Files.writeString(to, head + value + tail);
    }

    static Counter parse(String text) {
      return new Counter(Integer.parseInt(text));
    }

    String load(Path from, int skip) throws IOException {
      return Files.readString(from).substring(skip);
    }

    <V> V echo(V value) {
      return value;
    }

    int addAll(int... amounts) {
      for (int amount : amounts) {
        add(amount);
      }
      return value;
    }

    int addLater(ObjectRef<Integer> amount) {
      return add(amount.get());
    }

    Counter self() {
      return this;
    }
  }

  static final class LoudCounter extends Counter {
    private final String word;

    LoudCounter(String word) {
      this.word = word;
    }

    String shout() {
      return word;
    }
  }

  /** Nothing but one constructor and one method, with type parameters. */
  static final class Cache<K, V> {
    private final Map<K, V> entries = new HashMap<>();
    private final Comparator<? super V> order;

    Cache(Comparator<? super V> order) {
      this.order = order;
    }

    Optional<V> find(K key) {
      return Optional.ofNullable(entries.get(key));
    }

    void put(K key, V value) {
      entries.merge(key, value, (a, b) -> order.compare(a, b) < 0 ? b : a);
    }

    List<V> putAll(Map<? extends K, ? extends V> more) {
      more.forEach(this::put);
      return new ArrayList<>(entries.values());
    }
  }

  /** A record with components of both kinds. */
  record Pair(String left, int right) {
    String text(String between) {
      return left + between + right;
    }
  }

  private static int doubled(Counter counter, int amount) {
    return counter.add(2 * amount);
  }

  private static int valueOf(Counting counter) {
    return counter.add(0);
  }

  private static void logged(Object actor, String text) {
    IO.println(actor + text);
  }

  static void starts(Actors ray, Path log, ObjectRef<String> text, ObjectRef<Integer> four) {
    ActorHandle<Counter> none = ray.actor(Counter::new);
    ActorHandle<Counter> one = ray.actor(Counter::new, 10);
    ActorHandle<Counter> two = ray.actor(Counter::new, 10, "label");
    ActorHandle<Counter> three = ray.actor(Counter::new, 10, "label", log);
    ActorHandle<Counter> all = ray.actor(Counter::new, 10, "label", log, List.of("a", "b"));
    ActorHandle<Counter> parsed = ray.actor(Counter::parse, "10");
    ActorHandle<Counter> later = ray.actor(Counter::parse, text);
    ActorHandle<Counter> lambda = ray.actor(() -> new Counter(four.get()));
    ActorHandle<Counter> typed = ray.actor((Integer n) -> new Counter(n), four);
    ActorHandle<Pair> values = ray.actor(Pair::new, "a", 1);
    ActorHandle<Pair> left = ray.actor(Pair::new, text, 1);
    ActorHandle<Pair> right = ray.actor(Pair::new, "a", four);
    ActorHandle<Pair> both = ray.actor(Pair::new, text, four);
    ActorHandle<Counting> asInterface = ray.actor(Counter::new);
    ActorHandle<Cache<String, Integer>> cache =
        ray.actor(Cache::new, Comparator.<Integer>naturalOrder());
    ActorHandle<List<String>> list = ray.actor(ArrayList::new);
    ActorHandle<LoudCounter> loud = ray.actor(LoudCounter::new, text);
    ActorHandle<Pair> untyped = ray.start((Fn2<String, Integer, Pair>) Pair::new, 0b01, text, 1);
    var inferred = ray.actor(Counter::new, 10);
    inferred.call(Counter::value);
  }

  static int calls(ActorHandle<Counter> c, Path path) {
    int five = c.call(Counter::add, 5).get();
    ObjectRef<Integer> value = c.call(Counter::value);
    ObjectRef<Integer> twice = c.call(Counter::twice, 2);
    ObjectRef<Integer> inherited = c.call(Counting::add, 2);
    ObjectRef<Integer> byDefault = c.call(Counting::twice, 2);
    ObjectRef<String> object = c.call(Object::toString);
    ObjectRef<Boolean> equal = c.call(Counter::equals, "x");
    ObjectRef<Long> sum = c.call(Counter::sum, 1, 2L, 3.0);
    ObjectRef<Long> sum4 = c.call(Counter::sum4, 1, 2, 3, 4);
    ObjectRef<String> loaded = c.call(Counter::load, path, 2);
    ObjectRef<Integer> bump = c.call(Counter::bump);
    ObjectRef<Integer> bumpBy = c.call(Counter::bump, 3);
    ObjectRef<String> echo = c.call(Counter::echo, "x");
    ObjectRef<Integer> varargs = c.call(Counter::addAll, 1, 2, 3);
    ObjectRef<Integer> ofThis = c.call(ActorCallSites::doubled, 4);
    ObjectRef<Integer> ofBase = c.call(ActorCallSites::valueOf);
    ObjectRef<Counter> escaped = c.call(Counter::self);
    ObjectRef<List<Integer>> built = c.call(x -> List.of(x.value(), x.bump()));
    return five + c.call(Counter::value).get();
  }

  static void runs(ActorHandle<Counter> c, Path path) {
    ObjectRef<Void> reset = c.run(Counter::reset);
    c.run(Counter::set, 3);
    c.run(Counter::between, 1, 9);
    c.run(Counter::save, path);
    c.run(Counter::save4, path, "<", ">", false);
    c.run(Counter::add, 5); // a result that nobody wants
    c.run(ActorCallSites::logged, "x");
    c.run(x -> x.set(4));
    c.run((x, to) -> x.set(to), 4);
  }

  static void lambdas(ActorHandle<Counter> c, ObjectRef<Integer> four) {
    ObjectRef<Integer> block =
        c.call(
            x -> {
              x.reset();
              return x.add(1);
            });
    ObjectRef<Integer> expression = c.call(x -> x.add(5));
    ObjectRef<Integer> withArgument = c.call((x, amount) -> x.add(amount), 5);
    ObjectRef<Integer> typed = c.call((Counter x, Integer amount) -> x.bump(amount), four);
    ObjectRef<Integer> overloaded = c.call(x -> x.bump(four.get()));
    ObjectRef<String> throwing = c.call(x -> x.load(Path.of("log"), 0));
    Fn2<Counter, Integer, Integer> kept = Counter::add;
    ObjectRef<Integer> viaVariable = c.call(kept, 5);
    ObjectRef<Integer> viaVariableLater = c.call(kept, four);
    Fn2<Counting, Integer, Integer> wider = Counting::add;
    ObjectRef<Integer> viaWider = c.call(wider, four);
    Act2<Object, String> widest = ActorCallSites::logged;
    ObjectRef<Void> viaWidest = c.run(widest, "x");
    ObjectRef<Integer> untyped = c.submit(kept, 0b1, four);
  }

  static void refs(
      ActorHandle<Counter> c, ObjectRef<Integer> four, ObjectRef<Long> big, ObjectRef<Path> path) {
    ObjectRef<Integer> added = c.call(Counter::add, four);
    ObjectRef<Integer> chained = c.call(Counter::add, c.call(Counter::add, added));
    ObjectRef<Integer> itself = c.call(Counter::addLater, four);
    ObjectRef<Long> first = c.call(Counter::sum, four, 2L, 3.0);
    ObjectRef<Long> second = c.call(Counter::sum, 1, big, 3.0);
    ObjectRef<Long> firstTwo = c.call(Counter::sum, four, big, 3.0);
    ObjectRef<Double> third = added.then(n -> n / 2.0);
    ObjectRef<Long> all = c.call(Counter::sum, four, big, third);
    ObjectRef<String> loaded = c.call(Counter::load, path, four);
    ObjectRef<Integer> ofThis = c.call(ActorCallSites::doubled, four);
    ObjectRef<Integer> inherited = c.call(Counting::twice, four);
    c.run(Counter::set, four);
    c.run(Counter::between, 1, four);
    c.run(Counter::save, path);
    ObjectRef<? extends Integer> unknown = four;
    ObjectRef<Integer> fromUnknown = c.call(Counter::add, unknown);
  }

  static void subclasses(ActorHandle<LoudCounter> loud, ActorHandle<? extends Counter> some) {
    ObjectRef<String> shout = loud.call(LoudCounter::shout);
    ObjectRef<Integer> own = loud.call(LoudCounter::add, 1);
    ObjectRef<Integer> inherited = loud.call(Counter::add, 1);
    ObjectRef<Integer> ofInterface = loud.call(Counting::twice, 1);
    loud.run(Counter::reset);
    Fn2<Counter, Integer, Integer> add = Counter::add;
    ObjectRef<Integer> viaVariable = loud.call(add, 1);
    ObjectRef<Integer> ofSome = some.call(Counter::add, 1);
    some.run(Counter::reset);
    ObjectRef<Integer> inLambda = some.call(x -> x.bump(2));
  }

  static void generics(ActorHandle<Cache<String, Integer>> cache, ObjectRef<String> key) {
    cache.run(Cache::put, "a", 1);
    cache.run(Cache<String, Integer>::put, key, 1);
    ObjectRef<Optional<Integer>> found = cache.call(Cache::find, "a");
    ObjectRef<Optional<Integer>> foundLater = cache.call(Cache<String, Integer>::find, key);
    ObjectRef<List<Integer>> values = cache.call(Cache::putAll, Map.of("b", 2));
    ObjectRef<Integer> size = cache.call(x -> x.putAll(Map.of()).size());
  }

  static void handles(Actors ray, ActorHandle<Counter> c) {
    ObjectRef<Integer> patient =
        c.options(o -> o.timeout(Duration.ofMillis(50))).call(Counter::value);
    ActorHandle<Counter> io = c.options(o -> o.concurrencyGroup("io").retries(3));
    io.run(Counter::reset);
    Optional<String> name = c.name();
    String state =
        switch (c.state()) {
          case PENDING_CREATION -> "soon";
          case ALIVE -> "here";
          case RESTARTING -> "again";
          case DEAD -> "gone";
        };
    ActorHandle<Counter> other = ray.actor(Counter::new);
    ObjectRef<Integer> between = c.call((x, y) -> x.add(y.call(Counter::value).get()), other);
    c.restart();
    ObjectRef<Void> ended = c.stop();
    ended.get();
    c.kill();
  }
}
