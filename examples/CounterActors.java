import dev.loomray.ActorHandle;
import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.error.ActorDiedException;
import dev.loomray.error.TaskException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The first actors: state without locks, calls in order, failures, restarts, names, and the end. */
class CounterActors {
  /** A plain class. It needs no lock: an actor runs one call at a time. */
  static class Counter {
    private int value;

    Counter(int value) {
      this.value = value;
    }

    int add(int amount) {
      if (amount < 0) {
        throw new IllegalArgumentException("cannot add " + amount);
      }
      return value += amount;
    }

    int crash() {
      throw new StackOverflowError("on purpose");
    }
  }

  static int square(int x) {
    return x * x;
  }

  void main() {
    try (Ray ray = Ray.init()) {
      threeWays(ray);
      manyCallers(ray);
      failure(ray);
      restart(ray);
      names(ray);
      theEnd(ray);
    }
  }

  /** A method and its argument, a ref in place of a value, a lambda; each answers with a ref at once. */
  static void threeWays(Ray ray) {
    ActorHandle<Counter> counter = ray.actor(Counter::new, 10);
    ObjectRef<Integer> four = ray.call(CounterActors::square, 2);
    ObjectRef<Integer> a = counter.call(Counter::add, 5);
    ObjectRef<Integer> b = counter.call(Counter::add, four);
    ObjectRef<Integer> c = counter.call(me -> me.add(1) + me.add(1));
    say("in order:   " + ray.get(List.of(a, b, c)));
  }

  static void manyCallers(Ray ray) {
    ActorHandle<Counter> counter = ray.actor(Counter::new, 0);
    List<ObjectRef<Void>> callers = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      callers.add(ray.run(CounterActors::addThousand, counter));
    }
    ray.get(callers);
    say("100 tasks:  " + counter.call(Counter::add, 0).get());
  }

  static void addThousand(ActorHandle<Counter> counter) {
    List<ObjectRef<Integer>> calls = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      calls.add(counter.call(Counter::add, 1));
    }
    Ray.current().get(calls);
  }

  /** An exception fails its call and leaves the actor as it is. */
  static void failure(Ray ray) {
    ActorHandle<Counter> counter = ray.actor(Counter::new, 1);
    try {
      counter.call(Counter::add, -1).get();
    } catch (TaskException e) {
      say("a failure:  " + e.getCause().getMessage());
    }
    say("unharmed:   " + counter.call(Counter::add, 1).get());
  }

  /** An Error means that the state is not to be trusted: with restarts allowed, a new Counter comes. */
  static void restart(Ray ray) {
    ActorHandle<Counter> counter =
        ray.actorOptions(o -> o.maxRestarts(1).backoff(Duration.ofMillis(1)))
            .actor(Counter::new, 100);
    counter.call(Counter::add, 5).get();
    try {
      counter.call(Counter::crash).get();
    } catch (TaskException e) {
      say("a crash:    " + e.getCause().getMessage());
    }
    say("as new:     " + counter.call(Counter::add, 1).get());
  }

  static void names(Ray ray) {
    ActorHandle<Counter> hits = ray.actorOptions(o -> o.name("hits")).actor(Counter::new, 0);
    hits.call(Counter::add, 1);
    ActorHandle<Counter> same = ray.actorNamed("hits", Counter.class).orElseThrow();
    say("by name:    " + same.call(Counter::add, 1).get() + " " + ray.actorNames());
  }

  /** stop() lets the queued calls end, kill() does not. */
  static void theEnd(Ray ray) {
    ActorHandle<Counter> counter = ray.actor(Counter::new, 0);
    ObjectRef<Integer> last = counter.call(Counter::add, 1);
    counter.stop().get();
    say("stopped:    " + last.get() + ", " + counter.state());
    try {
      counter.call(Counter::add, 1).get();
    } catch (ActorDiedException e) {
      say("too late:   " + e.getClass().getSimpleName());
    }
  }

  static void say(String line) {
    IO.println(line);
  }
}
