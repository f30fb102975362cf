package dev.loomray.internal.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResourcesTest {
  @Test
  void requestsOfOneShapeAreEqualHoweverTheyWereMade() {
    Resources a = Resources.NONE.with("cpus", 1).withOwn("disk", 2);
    Resources b = Resources.NONE.withOwn("disk", 5).with("cpus", 1.0).withOwn("disk", 2);
    assertThat(a).isEqualTo(b).hasSameHashCodeAs(b).hasToString("cpus=1 disk=2");
    assertThat(a).isNotEqualTo(a.with("cpus", 2));
  }

  @Test
  void zeroIsLeftOut() {
    assertThat(Resources.NONE.with("cpus", 0)).isEqualTo(Resources.NONE);
    assertThat(Resources.NONE.with("cpus", 1).with("cpus", -0.0).isEmpty()).isTrue();
    assertThat(Resources.NONE.withMemory(0).isEmpty()).isTrue();
  }

  @Test
  void aCopyLeavesTheOriginalAlone() {
    Map<String, Long> units = new HashMap<>(Map.of("cpus", 10_000L));
    Resources one = new Resources(units);
    units.clear();
    one.with("cpus", 2);
    one.withOwn("disk", 1);
    one.withMemory(7);
    assertThat(one).hasToString("cpus=1");
    assertThatThrownBy(() -> one.units().clear()).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void amountsAreCountedInTenThousandths() {
    Resources tenth = Resources.NONE.with("cpus", 0.1);
    assertThat(tenth.of("cpus")).isEqualTo(1_000);
    assertThat(Resources.NONE.with("cpus", 0.0001).of("cpus")).isEqualTo(1);
    assertThat(tenth.of("gpus")).isZero();
    assertThat(tenth).hasToString("cpus=0.1");
    assertThat(Resources.NONE.withMemory(1L << 40)).hasToString("memory=1099511627776");
    assertThat(Resources.text(-15_000)).isEqualTo("-1.5");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY})
  void whatIsNoAmountIsRefused(double bad) {
    refused(
        () -> Resources.NONE.with("cpus", bad),
        "expected a finite amount of 0 or more for cpus, found cpus=" + bad);
  }

  @Test
  void whatIsTooSmallOrTooLargeToCountIsRefused() {
    refused(
        () -> Resources.NONE.with("cpus", 0.00004),
        "expected 0 or an amount of at least 0.0001 for cpus, found cpus=4.0E-5");
    refused(
        () -> Resources.NONE.with("cpus", 1e15),
        "expected an amount of at most 900000000000000 for cpus, found cpus=1.0E15");
    refused(() -> Resources.NONE.withMemory(-1), "expected 0 or more for memory, found memory=-1");
  }

  @Test
  void ownNamesAreNeitherBlankNorOurs() {
    refused(
        () -> Resources.NONE.withOwn(null, 1),
        "expected a value for resource name, found resource name=null");
    refused(
        () -> Resources.NONE.withOwn(" ", 1),
        "expected a text that is not blank for resource name, found resource name=\" \"");
    for (String ours : new String[] {"cpus", "gpus", "memory"}) {
      refused(
          () -> Resources.NONE.withOwn(ours, 1),
          "expected a name of your own; for this one there is "
              + ours
              + "(..) for resource name, found resource name="
              + ours);
    }
    refused(
        () -> Resources.NONE.withOwn("disk", -1),
        "expected a finite amount of 0 or more for disk, found disk=-1.0");
  }

  private static void refused(ThrowingCallable call, String message) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
  }
}
