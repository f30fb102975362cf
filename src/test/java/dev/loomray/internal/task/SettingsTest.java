package dev.loomray.internal.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.loomray.TaskOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration NEGATIVE = Duration.ofSeconds(-1);

  static Stream<Arguments> refusals() {
    return Stream.of(
        refusal(o -> o.name(null), "expected a value for name, found name=null"),
        refusal(o -> o.name(" "), "expected a text that is not blank for name, found name=\" \""),
        refusal(
            o -> o.retries(-2),
            "expected 0 or more, or -1 for no limit for retries, found retries=-2"),
        refusal(
            o -> o.systemRetries(-2),
            "expected 0 or more, or -1 for no limit for systemRetries, found systemRetries=-2"),
        refusal(o -> o.backoff(null), "expected a value for delay, found delay=null"),
        refusal(
            o -> o.backoff(NEGATIVE),
            "expected a duration of zero or more for delay, found delay=PT-1S"),
        refusal(o -> o.backoff(null, SECOND), "expected a value for first, found first=null"),
        refusal(
            o -> o.backoff(NEGATIVE, SECOND),
            "expected a duration of zero or more for first, found first=PT-1S"),
        refusal(o -> o.backoff(SECOND, null), "expected a value for max, found max=null"),
        refusal(
            o -> o.backoff(SECOND, Duration.ZERO),
            "expected first=PT1S or more for max, found max=PT0S"),
        refusal(o -> o.timeout(null), "expected a value for timeout, found timeout=null"),
        refusal(
            o -> o.timeout(Duration.ZERO),
            "expected a duration above zero for timeout, found timeout=PT0S"),
        refusal(
            o -> o.timeout(NEGATIVE),
            "expected a duration above zero for timeout, found timeout=PT-1S"),
        refusal(o -> o.cpus(-1), "expected a finite amount of 0 or more for cpus, found cpus=-1.0"),
        refusal(
            o -> o.gpus(Double.NaN),
            "expected a finite amount of 0 or more for gpus, found gpus=NaN"),
        refusal(o -> o.memory(-5), "expected 0 or more for memory, found memory=-5"),
        refusal(
            o -> o.resource("disk", Double.POSITIVE_INFINITY),
            "expected a finite amount of 0 or more for disk, found disk=Infinity"),
        refusal(
            o -> o.resource("cpus", 1),
            "expected a name of your own; for this one there is cpus(..) for resource name,"
                + " found resource name=cpus"),
        refusal(
            o -> o.concurrencyGroup(null),
            "expected a value for concurrencyGroup, found concurrencyGroup=null"),
        refusal(
            o -> o.concurrencyGroup(" "),
            "expected a text that is not blank for concurrencyGroup,"
                + " found concurrencyGroup=\" \""),
        refusal(SettingsTest::retryOnNothing, "expected a value for types, found types=null"),
        refusal(SettingsTest::retryOnNull, "expected a value for types, found types=null"),
        refusal(
            SettingsTest::retryOnAnError,
            "expected exceptions; an Error is never retried for types,"
                + " found types=class java.lang.OutOfMemoryError"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void aBadValueIsRefused(UnaryOperator<TaskOptions> change, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Settings.changed(change))
        .withMessage(message);
  }

  static Stream<UnaryOperator<TaskOptions>> changes() {
    return Stream.of(
        o -> o.name("other"),
        o -> o.retries(3),
        SettingsTest::retryOnOneType,
        o -> o.systemRetries(7),
        o -> o.backoff(SECOND),
        o -> o.backoff(SECOND, SECOND.multipliedBy(2)),
        o -> o.timeout(SECOND),
        o -> o.priority(-3),
        o -> o.cpus(2),
        o -> o.gpus(0.5),
        o -> o.memory(100),
        o -> o.resource("disk", 1),
        o -> o.ownThread(),
        o -> o.stored(),
        o -> o.concurrencyGroup("other"));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void aChangeGivesACopyThatDiffersInOneOption(UnaryOperator<TaskOptions> change) {
    Settings before = full();
    Settings after = (Settings) change.apply(before);
    assertThat(before).isEqualTo(full());
    assertThat(after).isNotEqualTo(before);
    Stream<Boolean> same =
        Stream.of(
            after.name().equals(before.name()),
            after.retry().equals(before.retry()),
            after.timeoutNanos() == before.timeoutNanos(),
            after.priority() == before.priority(),
            after.resources().equals(before.resources()),
            after.systemRetries() == before.systemRetries(),
            after.hasOwnThread() == before.hasOwnThread(),
            after.concurrencyGroup().equals(before.concurrencyGroup()),
            after.isStored() == before.isStored());
    assertThat(same.filter(equal -> !equal).count()).isEqualTo(1);
    assertThat(Settings.changed(change)).isNotEqualTo(Settings.DEFAULT);
  }

  @Test
  void theDefaultsAreRays() {
    assertThat(Settings.DEFAULT)
        .isEqualTo(new Settings(null, Retry.NEVER, 0, 0, Resources.NONE, 3, false, null, false));
    assertThat(Settings.changed(o -> o)).isSameAs(Settings.DEFAULT);
  }

  @Test
  void eachValueArrives() {
    Settings all = full();
    assertThat(all.name()).isEqualTo("full");
    assertThat(all.retry()).isEqualTo(new Retry(1, List.of(Exception.class), new Backoff(10, 20)));
    assertThat(all.timeoutNanos()).isEqualTo(Duration.ofHours(1).toNanos());
    assertThat(all.priority()).isEqualTo(5);
    assertThat(all.resources()).hasToString("cpus=1 disk=4 gpus=2 memory=3");
    assertThat(all.systemRetries()).isEqualTo(-1);
    assertThat(all.hasOwnThread()).isFalse();
    assertThat(all.ownThread().hasOwnThread()).isTrue();
    assertThat(all.concurrencyGroup()).isEqualTo("io");
    assertThat(all.retryOn().retry().types()).isEmpty();
  }

  @Test
  void aChangeMustGiveBackWhatItWasGivenChanged() {
    String message =
        "expected a function that returns the options it was given, changed for change,"
            + " found change=null";
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Settings.changed(_ -> null))
        .withMessage(message);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Settings.changed(null))
        .withMessage("expected a value for change, found change=null");
  }

  private static Settings full() {
    return Settings.DEFAULT
        .name("full")
        .retries(1)
        .backoff(Duration.ofNanos(10), Duration.ofNanos(20))
        .timeout(Duration.ofHours(1))
        .priority(5)
        .cpus(1)
        .gpus(2)
        .memory(3)
        .resource("disk", 4)
        .systemRetries(-1)
        .concurrencyGroup("io");
  }

  @SuppressWarnings("unchecked") // of an array of classes
  private static TaskOptions retryOnOneType(TaskOptions options) {
    return options.retryOn(IOException.class);
  }

  private static TaskOptions retryOnNothing(TaskOptions options) {
    Class<? extends Exception>[] none = null;
    return options.retryOn(none);
  }

  @SuppressWarnings("unchecked") // of an array of classes
  private static TaskOptions retryOnNull(TaskOptions options) {
    return options.retryOn(IOException.class, null);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // as a careless user would
  private static TaskOptions retryOnAnError(TaskOptions options) {
    return options.retryOn((Class) OutOfMemoryError.class);
  }

  private static Arguments refusal(UnaryOperator<TaskOptions> change, String message) {
    return arguments(change, message);
  }
}
