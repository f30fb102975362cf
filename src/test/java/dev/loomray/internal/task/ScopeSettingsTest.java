package dev.loomray.internal.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.loomray.ScopeOptions;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ScopeSettingsTest {
  @Test
  void aChangeGivesACopy() {
    assertThat(ScopeSettings.DEFAULT.failFast()).isEqualTo(new ScopeSettings(true, 0));
    assertThat(ScopeSettings.DEFAULT.failFast().timeout(Duration.ofNanos(7)))
        .isEqualTo(new ScopeSettings(true, 7));
    assertThat(ScopeSettings.DEFAULT.timeout(Duration.ofNanos(7)).failFast())
        .isEqualTo(new ScopeSettings(true, 7));
    assertThat(ScopeSettings.DEFAULT).isEqualTo(new ScopeSettings(false, 0));
    assertThat(ScopeSettings.changed(o -> o)).isSameAs(ScopeSettings.DEFAULT);
  }

  @Test
  void badTimeoutsAreRefused() {
    refused(o -> o.timeout(null), "expected a value for timeout, found timeout=null");
    refused(
        o -> o.timeout(Duration.ZERO),
        "expected a duration above zero for timeout, found timeout=PT0S");
    refused(
        o -> o.timeout(Duration.ofMillis(-1)),
        "expected a duration above zero for timeout, found timeout=PT-0.001S");
  }

  @Test
  void aChangeMustGiveBackWhatItWasGivenChanged() {
    refused(null, "expected a value for change, found change=null");
    refused(
        _ -> null,
        "expected a function that returns the options it was given, changed for change,"
            + " found change=null");
  }

  private static void refused(UnaryOperator<ScopeOptions> change, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ScopeSettings.changed(change))
        .withMessage(message);
  }
}
