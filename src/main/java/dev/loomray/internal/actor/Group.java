package dev.loomray.internal.actor;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The calls of an actor that share a limit of how many run at a time. All of it is under the actor's lock. */
final class Group {
  private final String name;
  private final int limit;
  private final Deque<ActorCall<?>> queue = new ArrayDeque<>();
  // how many runners there are for the instance that is alive
  private int runners;

  Group(String name, int limit) {
    this.name = name;
    this.limit = limit;
  }

  String name() {
    return name;
  }

  /** Whether its calls run one after the other. */
  boolean isSerial() {
    return limit == 1;
  }

  void addLast(ActorCall<?> call) {
    queue.addLast(call);
  }

  void addFirst(ActorCall<?> call) {
    queue.addFirst(call);
  }

  /** The next call that has not ended, which begins; null for none. */
  @Nullable ActorCall<?> begin() {
    ActorCall<?> call = queue.poll();
    while (call != null && !call.begin()) {
      call = queue.poll();
    }
    return call;
  }

  /** Makes room for one more runner if there are more calls than runners. */
  boolean wantsRunner() {
    if (runners < limit && !queue.isEmpty()) {
      runners++;
      return true;
    }
    return false;
  }

  void runnerLeaves() {
    runners--;
  }

  /** The runners of an instance that is gone count no more. */
  void forgetRunners() {
    runners = 0;
  }

  /** A call that has ended is not kept. */
  void remove(ActorCall<?> call) {
    queue.remove(call);
  }

  /** Takes all calls out. */
  @Nullable ActorCall<?> take() {
    return queue.poll();
  }

  boolean isIdle() {
    return queue.isEmpty() && runners == 0;
  }

  int size() {
    return queue.size();
  }
}
