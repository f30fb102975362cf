import dev.loomray.ActorHandle;
import dev.loomray.Ray;
import dev.loomray.error.GetTimeoutException;
import dev.loomray.error.TaskException;
import dev.loomray.util.ActorPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/** Work spread over a few actors that are dear to make: in order, as it comes, one by one. */
class Pool {
  /** Knows the primes below a limit, and took some time to learn them. */
  static class Primes {
    private final BitSet composite;
    private int asked;

    Primes(int limit) {
      composite = new BitSet(limit);
      for (int p = 2; p < limit; p = composite.nextClearBit(p + 1)) {
        for (long n = (long) p * p; n < limit; n += p) {
          composite.set((int) n);
        }
      }
    }

    int upTo(int n) {
      asked++;
      if (n > composite.size()) {
        throw new IllegalArgumentException(n + " is too much for me");
      }
      return n - 1 - composite.get(0, n + 1).cardinality();
    }

    int slow(int n) throws InterruptedException {
      Ray.current().sleep(Duration.ofMillis(n));
      return n;
    }

    int asked() {
      return asked;
    }
  }

  void main() {
    try (Ray ray = Ray.init()) {
      List<ActorHandle<Primes>> actors =
          IntStream.range(0, 4).mapToObj(_ -> ray.actor(Primes::new, 1_000_000)).toList();
      ActorPool<Primes, Integer> pool = ActorPool.of(actors);
      inOrder(pool);
      asItComes(pool);
      oneByOne(pool);
      int asked = actors.stream().mapToInt(actor -> actor.call(Primes::asked).get()).sum();
      IO.println("asked:      " + asked + " times, all four actors together");
      ActorHandle<Primes> mine = pool.popIdle().orElseThrow(); // nobody else's until it is pushed
      IO.println("for myself: " + mine.call(Primes::upTo, 10).get());
      pool.push(mine);
    }
  }

  static void inOrder(ActorPool<Primes, Integer> pool) {
    List<Integer> counts = new ArrayList<>();
    pool.map(Primes::upTo, List.of(10, 100, 1_000, 10_000, 100_000)).forEach(counts::add);
    IO.println("in order:   " + counts);
  }

  static void asItComes(ActorPool<Primes, Integer> pool) {
    List<Integer> millis = new ArrayList<>();
    pool.mapUnordered(Primes::slow, List.of(600, 300, 1)).forEach(millis::add);
    IO.println("it comes:   " + millis);
  }

  /** A timeout loses nothing, and a failure gives the actor back. */
  static void oneByOne(ActorPool<Primes, Integer> pool) {
    pool.submit(Primes::slow, 500);
    pool.submit(Primes::upTo, 2_000_000);
    try {
      pool.getNext(Duration.ofMillis(10));
    } catch (GetTimeoutException e) {
      IO.println("not yet");
    }
    while (pool.hasNext()) {
      try {
        IO.println("one by one: " + pool.getNext());
      } catch (TaskException e) {
        IO.println("failed:     " + e.getCause().getMessage());
      }
    }
  }
}
