package dev.loomray.internal.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StackRoomTest {
  private static final int ROUNDS = 200;
  private static final int ENOUGH = 30;

  private int least = Integer.MAX_VALUE;

  @Test
  void whatIsRefusedIsRefusedWithRoomToSpare() throws InterruptedException {
    Thread deep =
        Thread.ofVirtual()
            .start(
                () -> {
                  for (int i = 0; i < ROUNDS; i++) { // interpreted at first, compiled at the end
                    descend(true);
                  }
                });
    deep.join();
    assertThat(least).isBetween(ENOUGH, Integer.MAX_VALUE - 1);
  }

  /** Goes down until there is no room, and measures then how many calls there is room for. */
  private boolean descend(boolean first) {
    try {
      StackRoom.require();
    } catch (StackOverflowError e) {
      least = Math.min(least, calls(0));
      return false;
    }
    return descend(false) || first;
  }

  private static int calls(int made) {
    try {
      return calls(made + 1);
    } catch (StackOverflowError e) {
      return made;
    }
  }
}
