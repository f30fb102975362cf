package dev.loomray.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FindingTest {
  private static final Finding ONE = new Finding(0, true, "VALUE 1");
  private static final Finding FREE = new Finding(0, false, "CANCELLED");
  private static final Finding CHILD = new Finding(1, true, "VALUE 2");

  @Test
  void whatIsDeterminedInBothAndTheSameCounts() {
    assertThat(Finding.compare(Map.of(1, ONE, 2, CHILD), Map.of(1, ONE, 2, CHILD))).isEqualTo(2);
  }

  @Test
  void whatIsDeterminedInBothMustBeTheSame() {
    Finding other = new Finding(0, true, "FAILED");
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> Finding.compare(Map.of(1, ONE), Map.of(1, other)))
        .withMessageStartingWith("two runs differ in task t1: ");
  }

  @Test
  void whatIsNotDeterminedMayDiffer() {
    assertThat(Finding.compare(Map.of(1, ONE), Map.of(1, FREE))).isZero();
    assertThat(Finding.compare(Map.of(1, FREE), Map.of(1, ONE))).isZero();
  }

  @Test
  void aChildMayBeMissingWhoseParentIsNotDetermined() {
    assertThat(Finding.compare(Map.of(1, ONE, 2, CHILD), Map.of(1, FREE))).isZero();
    assertThat(Finding.compare(Map.of(1, FREE), Map.of(1, ONE, 2, CHILD))).isZero();
  }

  @Test
  void aChildMayNotBeMissingWhoseParentIsDetermined() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> Finding.compare(Map.of(1, ONE), Map.of(1, ONE, 2, CHILD)))
        .withMessageStartingWith("two runs differ in task t2 of t1 is missing");
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> Finding.compare(Map.of(1, ONE), Map.of()))
        .withMessageStartingWith("two runs differ in task t1 of t0 is missing");
  }
}
