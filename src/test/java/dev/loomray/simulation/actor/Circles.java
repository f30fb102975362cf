package dev.loomray.simulation.actor;

import dev.loomray.ActorHandle;
import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.error.ActorDeadlockException;
import dev.loomray.error.RayClosedException;
import dev.loomray.function.Fn0;
import dev.loomray.internal.runtime.Boot;
import dev.loomray.simulation.World;
import dev.loomray.simulation.schedule.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/**
 * Actors in a ring that all ask the next one at the same time, in one of many ways: one wait throws, and all others have their
 * answers, unless one of the turns is cancelled or an actor is killed.
 */
public final class Circles implements Consumer<Schedule> {
  private static final int WAYS = 6;

  /** A member of a ring. */
  static final class Member {
    int answer() {
      return 1;
    }

    int same(int n) {
      return n;
    }

    int ask(CountDownLatch start, ActorHandle<Member> next, int way) throws InterruptedException {
      start.countDown();
      start.await();
      return switch (way) {
        case 0 -> inTask(() -> next.call(Member::answer).get());
        case 1 -> inTask(() -> inTask(() -> next.call(Member::answer).get()));
        case 2 -> next.call(Member::answer).then(n -> n).get();
        case 3 -> next.call(Member::same, next.call(Member::answer)).get();
        default -> next.call(Member::answer).get();
      };
    }

    private static int inTask(Fn0<Integer> code) {
      return Ray.current().call(code).get();
    }
  }

  @Override
  public void accept(Schedule schedule) {
    World world = new World(schedule);
    Random random = world.random();
    int alarms = 0;
    try (Ray ray = Boot.start(config -> config.engine(world.engine()), world.environment())) {
      for (int i = 0; i < 3; i++) {
        alarms += ring(world, ray, random);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    schedule.tell("alarms", String.valueOf(alarms));
  }

  private static int ring(World world, Ray ray, Random random) throws InterruptedException {
    int size = 1 + random.nextInt(4);
    List<ActorHandle<Member>> members = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      members.add(member(ray, size > 1 && random.nextInt(4) == 0));
    }
    CountDownLatch start = new CountDownLatch(size);
    List<ObjectRef<Integer>> refs = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      ActorHandle<Member> next = members.get((i + 1) % size);
      refs.add(members.get(i).call(Member::ask, start, next, random.nextInt(WAYS)));
    }
    boolean isDisturbed = random.nextInt(4) == 0;
    if (isDisturbed) {
      int who = random.nextInt(size);
      boolean kills = random.nextBoolean();
      world.start(() -> disturb(start, kills ? members.get(who)::kill : refs.get(who)::cancel));
    }
    int alarms = alarms(refs);
    if (isDisturbed ? alarms > 1 : alarms != 1) {
      throw new AssertionError(alarms + " alarms in a ring of " + size + ": " + ray.dump());
    }
    return alarms;
  }

  private static ActorHandle<Member> member(Ray ray, boolean isFull) {
    return isFull
        ? ray.actorOptions(o -> o.maxPendingCalls(1).blockWhenFull()).actor(Member::new)
        : ray.actor(Member::new);
  }

  private static void disturb(CountDownLatch start, Runnable how) {
    try {
      start.await();
      how.run();
    } catch (RayClosedException e) {
      // too late
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static int alarms(List<ObjectRef<Integer>> refs) throws InterruptedException {
    int alarms = 0;
    for (ObjectRef<Integer> ref : refs) {
      try {
        ref.toFuture().get();
      } catch (ExecutionException e) {
        alarms += isAlarm(e) ? 1 : 0;
      }
    }
    return alarms;
  }

  private static boolean isAlarm(Throwable thrown) {
    return thrown instanceof ActorDeadlockException
        || (thrown.getCause() != null && isAlarm(thrown.getCause()));
  }
}
