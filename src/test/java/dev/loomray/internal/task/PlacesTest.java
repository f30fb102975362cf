package dev.loomray.internal.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PlacesTest {
  private final Places places = new Places(2);

  @Test
  void asManyAreTakenAsThereAre() {
    assertThat(places.take()).isTrue();
    assertThat(places.take()).isTrue();
    assertThat(places.take()).isFalse();
    assertThat(places.taken()).isEqualTo(places.limit());
  }

  @Test
  void oneThatIsGivenBackMayBeTakenAgain() {
    places.take();
    places.take();
    places.giveBack();
    assertThat(places.take()).isTrue();
    assertThat(places.take()).isFalse();
  }

  @Test
  void whoeverGoesOnTakesOneTooMany() {
    places.take();
    places.take();
    assertThat(places.isOvertaken()).isFalse();
    places.force();
    assertThat(places.isOvertaken()).isTrue();
    places.giveBack();
    assertThat(places.isOvertaken()).isFalse();
    assertThat(places.take()).isFalse();
  }

  @Test
  void neverAreMoreTakenByManyThreads() throws InterruptedException {
    AtomicInteger most = new AtomicInteger();
    AtomicInteger now = new AtomicInteger();
    Runnable takes =
        () -> {
          for (int i = 0; i < 20_000; i++) {
            if (places.take()) {
              most.accumulateAndGet(now.incrementAndGet(), Math::max);
              now.decrementAndGet();
              places.giveBack();
            }
          }
        };
    Thread other = Thread.ofPlatform().start(takes);
    Thread third = Thread.ofPlatform().start(takes);
    takes.run();
    other.join();
    third.join();
    assertThat(most).hasValueBetween(1, 2);
    assertThat(places.taken()).isZero();
  }
}
