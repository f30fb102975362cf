package dev.loomray.internal.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.loomray.TaskScope;
import dev.loomray.error.RayClosedException;
import dev.loomray.internal.base.Signal;
import java.lang.Thread.State;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who waits for an end is woken by it, not before, and is forgotten afterwards. */
class LifecycleWaitsTest {
  private final Home home = Home.open(1);
  private final Lifecycle lifecycle = home.owner.lifecycle();
  private final CountDownLatch running = new CountDownLatch(1);
  private final CountDownLatch gate = new CountDownLatch(1);

  @AfterEach
  void close() {
    gate.countDown();
    home.close();
  }

  @Test
  void aSecondCloseEndsWithTheFirst() throws Exception {
    home.submit(Settings.DEFAULT, this::deaf);
    running.await();
    Thread first = Thread.ofVirtual().start(() -> lifecycle.close(Parking.FOREVER));
    waitsFor(first, "tasks to end");
    Thread second = Thread.ofVirtual().start(() -> lifecycle.close(Parking.FOREVER));
    waitsFor(second, "another close");
    gate.countDown();
    ends(first);
    ends(second);
  }

  @Test
  void theCloseOfAScopeWaitsForTasksThatIgnoreTheirInterrupt() throws Exception {
    TaskScope scope = home.owner.scope(o -> o);
    Scope node = home.owner.tree().scopesOf(home.owner.tree().root()).getFirst();
    scope.call(this::deaf);
    running.await();
    Thread closing = Thread.ofVirtual().start(scope::close);
    waitsFor(closing, node.describe());
    gate.countDown();
    ends(closing);
  }

  @Test
  void whoClosesAScopeThatIsTakenOutMeanwhileGoesOn() throws Exception {
    TaskTree tree = home.owner.tree();
    Scope scope = new Scope(home.owner, ScopeSettings.DEFAULT, null);
    Task<?> child = home.idle(Settings.DEFAULT);
    tree.link(scope, tree.root());
    tree.link(child, scope);
    Thread closing = Thread.ofVirtual().start(() -> lifecycle.awaitEmptyUninterruptibly(scope));
    waitsFor(closing, scope.describe());
    tree.unlink(scope); // as a task does that ends before its scope is closed
    ends(closing);
    tree.unlink(child);
  }

  @Test
  void aClosedRayDoesNotSleep() {
    home.close();
    assertThatThrownBy(() -> lifecycle.sleep(Duration.ZERO)).isInstanceOf(RayClosedException.class);
  }

  @Test
  void whoWaitedUntilAllWasIdleIsNotWokenAgain() throws Exception {
    Signal changed = home.owner.tree().root().changed();
    notWokenAfter(() -> assertThat(lifecycle.awaitIdle(0)).isTrue(), changed);
  }

  @Test
  void whoClosedAScopeIsNotWokenAgain() throws Exception {
    Scope scope = new Scope(home.owner, ScopeSettings.DEFAULT, null);
    notWokenAfter(() -> lifecycle.awaitEmptyUninterruptibly(scope), scope.changed());
  }

  private static void notWokenAfter(Runnable wait, Signal signal) throws InterruptedException {
    Thread thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  wait.run();
                  signal.all();
                  LockSupport.park(signal); // for good: there is no permit
                });
    await().until(() -> thread.getState() == State.TERMINATED || parks(thread, signal));
    assertThat(thread.getState()).isEqualTo(State.WAITING);
    LockSupport.unpark(thread);
    thread.join();
  }

  private static boolean parks(Thread thread, Object blocker) {
    return LockSupport.getBlocker(thread) == blocker && thread.getState() == State.WAITING;
  }

  private static void waitsFor(Thread thread, String what) {
    await().until(() -> Set.of(what, State.TERMINATED).contains(blockerOrState(thread)));
    assertThat(thread.isAlive()).isTrue();
  }

  private static Object blockerOrState(Thread thread) {
    Object blocker = LockSupport.getBlocker(thread);
    return blocker == null ? thread.getState() : blocker;
  }

  private static void ends(Thread thread) throws InterruptedException {
    assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
  }

  private int deaf() {
    running.countDown();
    while (gate.getCount() > 0) {
      try {
        gate.await();
      } catch (InterruptedException e) {
        // deaf
      }
    }
    return 1;
  }
}
