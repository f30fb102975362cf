package dev.loomray.jmh;

import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.TaskScope;
import dev.loomray.function.Fn0;
import java.util.concurrent.CountDownLatch;

/** The work of the questions, done with Loomray. */
final class LoomrayWork {
  private static final Fn0<String> EMPTY = () -> "x";

  private final Ray ray;

  LoomrayWork(Ray ray) {
    this.ray = ray;
  }

  String roundTrip() {
    return ray.call(EMPTY).get();
  }

  String roundTrips(int count) {
    return ray.call(() -> roundTripsHere(count)).get();
  }

  private String roundTripsHere(int count) {
    String last = null;
    for (int i = 0; i < count; i++) {
      last = roundTrip();
    }
    return last;
  }

  String batch(int count) {
    return all(EMPTY, count);
  }

  String sleepers(int count) {
    return all(Nap::take, count);
  }

  private String all(Fn0<String> task, int count) {
    ObjectRef<?>[] refs = new ObjectRef<?>[count];
    for (int i = 0; i < count; i++) {
      refs[i] = ray.call(task);
    }
    Object last = null;
    for (ObjectRef<?> ref : refs) {
      last = ref.get();
    }
    return (String) last;
  }

  int fib(int n) {
    return ray.call(LoomrayWork::fibTask, n).get();
  }

  private static int fibTask(int n) {
    if (n < 2) {
      return n;
    }
    Ray ray = Ray.current();
    ObjectRef<Integer> a = ray.call(LoomrayWork::fibTask, n - 1);
    ObjectRef<Integer> b = ray.call(LoomrayWork::fibTask, n - 2);
    return a.get() + b.get();
  }

  int fibRefs(int n) {
    return ray.call(LoomrayWork::fibRefsTask, n).get();
  }

  private static int fibRefsTask(int n) {
    if (n < 2) {
      return n;
    }
    Ray ray = Ray.current();
    ObjectRef<Integer> a = ray.call(LoomrayWork::fibRefsTask, n - 1);
    ObjectRef<Integer> b = ray.call(LoomrayWork::fibRefsTask, n - 2);
    return ray.call(Integer::sum, a, b).get();
  }

  int chain(int length) {
    CountDownLatch gate = new CountDownLatch(1);
    ObjectRef<Integer> last = ray.call(Gate::pass, gate);
    for (int i = 0; i < length; i++) {
      last = last.then(x -> x + 1);
    }
    gate.countDown();
    return last.get();
  }

  int fanOut(int count) {
    CountDownLatch gate = new CountDownLatch(1);
    ObjectRef<Integer> first = ray.call(Gate::pass, gate);
    ObjectRef<?>[] refs = new ObjectRef<?>[count];
    for (int i = 0; i < count; i++) {
      refs[i] = first.then(x -> x + 1);
    }
    gate.countDown();
    int sum = 0;
    for (ObjectRef<?> ref : refs) {
      sum += (Integer) ref.get();
    }
    return sum;
  }

  void scope(int tasks) {
    try (TaskScope scope = ray.scope()) {
      for (int i = 0; i < tasks; i++) {
        scope.call(EMPTY);
      }
      scope.join();
    }
  }
}
