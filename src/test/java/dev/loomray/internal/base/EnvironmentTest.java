package dev.loomray.internal.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.Reference;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class EnvironmentTest {
  private final Environment real = Environment.system(42);

  @Test
  void oneSeedGivesOneSequenceOfRandomNumbers() {
    Environment same = Environment.system(42);
    for (int i = 0; i < 100; i++) {
      assertThat(real.random().nextLong()).isEqualTo(same.random().nextLong());
    }
    assertThat(real.random().nextLong()).isNotEqualTo(Environment.system(43).random().nextLong());
  }

  @Test
  void itsPlatformThreadsAreDaemonsWithTheirName() throws Exception {
    CompletableFuture<Thread> seen = new CompletableFuture<>();
    Thread thread =
        real.threads().startDaemon("some-name", () -> seen.complete(Thread.currentThread()));
    assertThat(seen.get(10, TimeUnit.SECONDS)).isSameAs(thread);
    assertThat(thread.isDaemon()).isTrue();
    assertThat(thread.isVirtual()).isFalse();
    assertThat(thread.getName()).isEqualTo("some-name");
  }

  @Test
  void itsThreadsInheritNoThreadLocals() throws Exception {
    InheritableThreadLocal<String> local = new InheritableThreadLocal<>();
    local.set("parent");
    CompletableFuture<String> platform = new CompletableFuture<>();
    CompletableFuture<String> virtual = new CompletableFuture<>();
    real.threads().startDaemon("heir", () -> platform.complete(local.get()));
    Thread thread = real.threads().virtual().newThread(() -> virtual.complete(local.get()));
    assertThat(thread.isVirtual()).isTrue();
    thread.start();
    assertThat(platform.get(10, TimeUnit.SECONDS)).isNull();
    assertThat(virtual.get(10, TimeUnit.SECONDS)).isNull();
    local.remove();
  }

  @Test
  void aHookThatWasTakenAwayMayBeTakenAwayAgain() {
    Runnable removal = real.threads().onExit("never", () -> {});
    removal.run();
    removal.run();
  }

  @Test
  void aParkEndsByTimeOrByAnUnpark() {
    long start = real.clock().nanoTime();
    LockSupport.unpark(Thread.currentThread());
    real.clock().parkNanos(this, TimeUnit.DAYS.toNanos(1)); // ended by the permit
    real.clock().parkNanos(this, 1);
    assertThat(real.clock().nanoTime() - start).isPositive();
    assertThat(Duration.between(real.clock().instant(), Instant.now()).abs())
        .isLessThan(Duration.ofMinutes(1));
  }

  @Test
  void tellsWhenAnObjectWasCollected() {
    CountDownLatch collected = new CountDownLatch(1);
    real.reclaim().onUnreachable(new Object(), collected::countDown);
    await().until(() -> isCollected(collected));
  }

  @Test
  void saysNothingOfAnObjectThatIsReachable() {
    AtomicInteger early = new AtomicInteger();
    CountDownLatch collected = new CountDownLatch(1);
    Object kept = new Object();
    real.reclaim().onUnreachable(kept, early::incrementAndGet);
    real.reclaim().onUnreachable(new Object(), collected::countDown);
    await().until(() -> isCollected(collected));
    assertThat(early).hasValue(0);
    Reference.reachabilityFence(kept);
  }

  @Test
  void countsTheProcessors() {
    assertThat(real.threads().processors()).isPositive();
  }

  private static boolean isCollected(CountDownLatch collected) {
    System.gc();
    return collected.getCount() == 0;
  }
}
