package dev.loomray.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.internal.base.Environment;
import dev.loomray.internal.base.FakeClock;
import dev.loomray.internal.base.FakeReclaim;
import dev.loomray.internal.base.FakeReports;
import dev.loomray.internal.base.FakeStorage;
import dev.loomray.internal.base.FakeThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After a peak the memory goes back to the system, also if a little is left in each segment. */
class MemoryGivenBackTest {
  private static final long MIB = 1L << 20;
  private static final long SPACE = 1L << 40;
  private static final int LONGS = 128 << 10;
  private static final int PEAK = 112;

  private final FakeClock clock = new FakeClock();
  private final FakeStorage storage = new FakeStorage().total(1L << 30).space(SPACE);

  private Ray start() {
    return Boot.start(
        c -> c.cpus(2).storeBytes(128 * MIB),
        new Environment(
            clock,
            new FakeThreads(),
            Thread::onSpinWait,
            new FakeReclaim(),
            storage,
            new Random(7),
            new FakeReports()));
  }

  private static long[] content(int number) {
    long[] content = new long[LONGS];
    Arrays.fill(content, number);
    return content;
  }

  private static List<ObjectRef<long[]>> put(Ray ray) {
    List<ObjectRef<long[]>> refs = new ArrayList<>();
    for (int i = 0; i < PEAK; i++) {
      refs.add(ray.put(content(i)));
    }
    return refs;
  }

  private long held() {
    return SPACE - storage.open(null, new FakeReports()).usableSpace();
  }

  private void awaitHeld(long most) {
    await()
        .until(
            () -> {
              clock.advance(Duration.ofSeconds(1));
              return held() <= most;
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 8, 16})
  void whatIsLeftInManySegmentsIsMovedTogether(int kept) {
    try (Ray ray = start()) {
      List<ObjectRef<long[]>> refs = put(ray);
      assertThat(held()).isGreaterThan(PEAK * MIB);
      for (int i = 0; i < PEAK; i++) {
        if (i % kept != 0) {
          refs.get(i).free();
        }
      }
      long live = PEAK / kept * MIB;
      awaitHeld(live * 13 / 10 + 16 * MIB);
      for (int i = 0; i < PEAK; i += kept) {
        assertThat(refs.get(i).get()).isEqualTo(content(i));
      }
    }
    assertThat(held()).isZero();
  }

  /** The emptiest segment cannot go; the others can. */
  @Test
  void oneThatIsReadKeepsNoMoreThanItsSegment() {
    try (Ray ray = start()) {
      List<ObjectRef<long[]>> refs = put(ray);
      List<ObjectRef<long[]>> kept = new ArrayList<>();
      for (int i = 0; i < PEAK; i++) {
        if (i % 16 == 0) {
          kept.add(refs.get(i));
        } else {
          refs.get(i).free();
        }
      }
      try (var view = kept.getLast().view()) { // of the youngest segment, which is the largest
        awaitHeld(64 * MIB + 2 * MIB + 24 * MIB);
        assertThat(view.getLong(8)).isEqualTo(96);
      }
    }
  }

  @Test
  void whatIsReadStaysWhereItIs() {
    try (Ray ray = start()) {
      List<ObjectRef<long[]>> refs = put(ray);
      try (var view = refs.get(60).view()) {
        refs.stream().filter(ref -> ref != refs.get(60)).forEach(ObjectRef::free);
        awaitHeld(70 * MIB);
        assertThat(view.getLong(8)).isEqualTo(60);
      }
    }
  }
}
