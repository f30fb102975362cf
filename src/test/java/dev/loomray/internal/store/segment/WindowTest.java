package dev.loomray.internal.store.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loomray.internal.base.FakeReports;
import dev.loomray.internal.base.FakeStorage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowTest {
  private static final int PAGE = 4096;

  /** 256 granules. */
  private static final long LIMIT = 1L << 20;

  private final Segments segments =
      new Segments(
          new FakeStorage().open(null, new FakeReports()), LIMIT, Controls.inMemory(LIMIT));
  private final List<Block> blocks = new ArrayList<>();

  @BeforeEach
  void everythingIsCommitted() throws IOException {
    while (segments.grow(0)) {
      // more
    }
  }

  @Test
  void theCheapestPlaceIsFound() {
    fill(16, 16, 16, 16, 4, 8, 4, 176);
    free(0, 4, 6); // holes of 16, 4 and 4, with 8 between the last two
    Window window = segments.window(16 * PAGE, _ -> true);
    assertThat(window.blocks()).isEmpty(); // it fits as it is
    window = segments.window(17 * PAGE, _ -> true);
    assertThat(window.blocks()).containsExactly(blocks.get(1));
    assertThat(segments.allocate(16 * PAGE)).isNotNull();
    window = segments.window(16 * PAGE, _ -> true);
    assertThat(window.blocks()).containsExactly(blocks.get(5));
    assertThat(window.cost()).isEqualTo(8);
  }

  @Test
  void whatMayNotMoveIsPassedOver() {
    fill(16, 16, 16, 16, 4, 8, 4, 176);
    free(4, 6);
    Block fixed = blocks.get(5);
    Window window = segments.window(16 * PAGE, b -> b != fixed);
    assertThat(window.blocks()).hasSize(1).doesNotContain(fixed);
    assertThat(window.cost()).isEqualTo(16);
    assertThat(segments.window(16 * PAGE, _ -> false)).isNull();
    assertThat(segments.window(LIMIT + 1, _ -> true)).isNull();
  }

  @Test
  void whatMovesOutOfAWindowDoesNotLandInIt() {
    fill(8, 8, 8, 8, 100, 8, 116);
    free(0, 5, 2); // what was freed last is found first
    Window window = new Window(blocks.get(1).segment(), 0, 24, List.of(blocks.get(1)));
    Block moved = segments.allocateOutside(window, 8 * PAGE);
    assertThat(moved.granule()).isEqualTo(132);
    assertThat(segments.allocateOutside(window, 8 * PAGE)).isNull();
    assertThat(segments.used()).isEqualTo((256 - 16) * PAGE);
    segments.free(blocks.get(1));
    assertThat(segments.allocate(24 * PAGE).granule()).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void noOtherPlaceIsCheaper(long seed) {
    Random random = new Random(seed);
    fill(random.ints(30, 1, 9).toArray());
    Set<Block> fixed = new HashSet<>();
    for (Block block : List.copyOf(blocks)) {
      switch (random.nextInt(6)) {
        case 0, 1 -> free(block);
        case 2 -> fixed.add(block);
        default -> {}
      }
    }
    blocks.removeAll(freed);
    for (int granules = 1; granules <= 64; granules++) {
      Window window = segments.window((long) granules * PAGE, b -> !fixed.contains(b));
      assertThat(window == null ? Integer.MAX_VALUE : (int) window.cost())
          .isEqualTo(cheapest(granules, fixed));
      if (window != null) {
        assertThat(window.blocks()).isEqualTo(inside(window.from(), granules));
      }
    }
  }

  private final Set<Block> freed = new HashSet<>();

  /** Looks at every place. */
  private int cheapest(int granules, Set<Block> fixed) {
    int best = Integer.MAX_VALUE;
    for (int from = 0; from + granules <= LIMIT / PAGE; from++) {
      List<Block> inside = inside(from, granules);
      if (inside.stream().noneMatch(fixed::contains)) {
        best = Math.min(best, inside.stream().mapToInt(Block::granules).sum());
      }
    }
    return best;
  }

  private List<Block> inside(int from, int granules) {
    return blocks.stream()
        .filter(b -> b.granule() < from + granules && b.granule() + b.granules() > from)
        .toList();
  }

  private void fill(int... granules) {
    for (int size : granules) {
      blocks.add(segments.allocate((long) size * PAGE));
    }
  }

  private void free(int... indexes) {
    for (int index : indexes) {
      free(blocks.get(index));
    }
  }

  private void free(Block block) {
    freed.add(block);
    segments.free(block);
  }
}
