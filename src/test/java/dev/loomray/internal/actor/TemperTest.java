package dev.loomray.internal.actor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Where an actor's next batch begins, by what it has done. */
class TemperTest {
  private static final long MILLISECOND = 1_000_000;
  private static final double NO_JITTER = 0.5;

  @Test
  void whoBlocksGoesToVirtualThreadsAndLongerEachTime() {
    Temper first = Temper.UNKNOWN.blocks(0, NO_JITTER);
    assertThat(first.isBlocker()).isTrue();
    assertThat(first.until()).isEqualTo(100 * MILLISECOND);
    Temper tried = first.endedLateVirtually(100 * MILLISECOND);
    assertThat(tried.isBlocker()).isFalse();
    Temper second = tried.blocks(100 * MILLISECOND, NO_JITTER);
    assertThat(second.until()).isEqualTo(300 * MILLISECOND);
  }

  @Test
  void whoDidNotWaitComesBackProvenAndWhoTookLongIsTried() {
    Temper blocker = Temper.UNKNOWN.blocks(0, NO_JITTER);
    assertThat(blocker.endedVirtually(99 * MILLISECOND).isBlocker()).isTrue();
    assertThat(blocker.endedLateVirtually(99 * MILLISECOND).isBlocker()).isTrue();
    assertThat(blocker.endedVirtually(101 * MILLISECOND).isBlocker()).isFalse();
    assertThat(blocker.endedVirtually(101 * MILLISECOND).isProven()).isTrue();
    assertThat(blocker.endedLateVirtually(101 * MILLISECOND).isBlocker()).isFalse();
    assertThat(blocker.endedLateVirtually(101 * MILLISECOND).isProven()).isFalse();
  }

  @Test
  void aBatchOnACarrierProvesUnlessItBlocks() {
    assertThat(Temper.UNKNOWN.ended(false).isProven()).isTrue();
    assertThat(Temper.UNKNOWN.ended(true).isProven()).isFalse();
    assertThat(Temper.UNKNOWN.ended(false)).isSameAs(Temper.UNKNOWN.ended(false));
  }
}
