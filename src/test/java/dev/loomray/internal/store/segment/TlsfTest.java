package dev.loomray.internal.store.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsfTest {
  private static final int CAPACITY = 4096;

  private final Tags tags = new Tags(CAPACITY);
  private final Tlsf space = new Tlsf(tags);
  private final TreeMap<Integer, Integer> taken = new TreeMap<>();

  @AfterEach
  void everythingIsInOrder() {
    new Walker(space, tags).check(taken);
    tags.close();
  }

  @Test
  void hasNothingAtFirst() {
    assertThat(space.allocate(1)).isEqualTo(-1);
    assertThat(space.fits(1)).isFalse();
    assertThat(space.free()).isZero();
    assertThat(space.tail()).isZero();
  }

  @Test
  void givesOutAllThatThereIs() {
    space.extend(100);
    assertThat(take(60)).isZero();
    assertThat(take(41)).isEqualTo(-1);
    assertThat(take(40)).isEqualTo(60);
    assertThat(take(1)).isEqualTo(-1);
  }

  @Test
  void whatIsGivenBackIsOneRunAgain() {
    space.extend(90);
    int first = take(30);
    int second = take(30);
    int third = take(30);
    giveBack(first);
    giveBack(third);
    giveBack(second);
    assertThat(take(90)).isZero();
  }

  @Test
  void moreAtTheEndJoinsWhatIsFreeThere() {
    space.extend(10);
    take(4);
    assertThat(space.tail()).isEqualTo(6);
    space.extend(10);
    assertThat(space.tail()).isEqualTo(16);
    assertThat(take(16)).isEqualTo(4);
    assertThat(space.tail()).isZero();
    space.extend(3);
    assertThat(space.tail()).isEqualTo(3);
  }

  @Test
  void aRunOfTheSameClassThatIsJustLongEnoughIsFound() {
    space.extend(1000);
    int hole = take(131); // classes of 128 to 135, 136 to 143 …
    take(869);
    giveBack(hole);
    assertThat(take(131)).isEqualTo(hole);
  }

  @Test
  void aRunOfTheSameClassThatIsTooShortIsNot() {
    space.extend(1000);
    int hole = take(130);
    take(870);
    giveBack(hole);
    assertThat(take(131)).isEqualTo(-1);
  }

  @Test
  void whatIsFreeCannotBeGivenBack() {
    space.extend(50);
    int at = take(20);
    giveBack(at);
    assertThatIllegalStateException()
        .isThrownBy(() -> space.free(at))
        .withMessage("expected a taken run at granule 0, found -50");
    assertThatIllegalStateException()
        .isThrownBy(() -> space.free(at + 20))
        .withMessage("expected a taken run at granule 20, found 0");
  }

  @Test
  void noRunBeginsInsideAnother() {
    space.extend(50);
    int at = take(20);
    assertThatIllegalStateException().isThrownBy(() -> space.free(at + 1));
  }

  @Test
  void eachClassHoldsSizesThatDifferByLessThanASixteenth() {
    for (int size = 1; size < 1 << 20; size += 1 + size / 100) {
      int rounded = Tlsf.roundedUp(size);
      assertThat(rounded).isBetween(size, size + size / 16);
      assertThat(Tlsf.classOf(rounded)).isBetween(Tlsf.classOf(size), Tlsf.classOf(size) + 1);
      if (size > 1) {
        // nothing shorter is in the class that is looked into
        assertThat(Tlsf.classOf(size - 1)).isLessThan(Tlsf.classOf(rounded));
      }
    }
    assertThat(Tlsf.classOf(Integer.MAX_VALUE)).isLessThan((Integer.SIZE - 4) * 16);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void staysInOrderWhateverHappens(long seed) {
    Random random = new Random(seed);
    for (int step = 0; step < 2_000; step++) {
      move(random);
      if (step % 16 == 0) {
        new Walker(space, tags).check(taken);
      }
    }
    for (int at : taken.keySet().toArray(Integer[]::new)) {
      giveBack(at);
    }
    assertThat(space.end()).isPositive();
    assertThat(space.tail()).isEqualTo(space.end());
  }

  /** Grows now and then, and otherwise is mostly full, with sizes of every magnitude. */
  private void move(Random random) {
    int more = 1 + random.nextInt(200);
    if (random.nextInt(40) == 0 && space.end() + more <= CAPACITY) {
      space.extend(more);
    } else if (taken.isEmpty() || random.nextInt(100) < 60) {
      take(1 + random.nextInt(1 << random.nextInt(9)));
    } else {
      giveBack(anyOf(random));
    }
  }

  private int anyOf(Random random) {
    Map.Entry<Integer, Integer> entry = taken.floorEntry(random.nextInt(CAPACITY));
    return entry == null ? taken.firstKey() : entry.getKey();
  }

  private int take(int granules) {
    boolean fits = space.fits(granules);
    int at = space.allocate(granules);
    assertThat(at >= 0).isEqualTo(fits);
    if (at >= 0) {
      taken.put(at, granules);
    }
    return at;
  }

  private void giveBack(int at) {
    space.free(at);
    taken.remove(at);
  }
}
