package dev.loomray.internal.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.loomray.ActorOptions;
import dev.loomray.error.TaskException;
import dev.loomray.internal.task.Backoff;
import dev.loomray.internal.task.Resources;
import dev.loomray.internal.task.Retry;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ActorSettingsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration NEGATIVE = Duration.ofSeconds(-1);

  static Stream<Arguments> badTexts() {
    return Stream.of(
        refusal(o -> o.name(null), "expected a value for name, found name=null"),
        refusal(o -> o.name(" "), "expected a text that is not blank for name, found name=\" \""),
        refusal(o -> o.namespace(null), "expected a value for namespace, found namespace=null"),
        refusal(
            o -> o.namespace(""),
            "expected a text that is not blank for namespace, found namespace=\"\""),
        refusal(
            o -> o.concurrencyGroup(null, 1),
            "expected a value for concurrencyGroup, found concurrencyGroup=null"),
        refusal(
            o -> o.concurrencyGroup(" ", 1),
            "expected a text that is not blank for concurrencyGroup,"
                + " found concurrencyGroup=\" \""));
  }

  static Stream<Arguments> badNumbers() {
    return Stream.of(
        refusal(
            o -> o.maxRestarts(-2),
            "expected 0 or more, or -1 for no limit for maxRestarts, found maxRestarts=-2"),
        refusal(
            o -> o.maxTaskRetries(-2),
            "expected 0 or more, or -1 for no limit for maxTaskRetries, found maxTaskRetries=-2"),
        refusal(
            o -> o.maxPendingCalls(-2),
            "expected 1 or more, or -1 for no limit for maxPendingCalls,"
                + " found maxPendingCalls=-2"),
        refusal(
            o -> o.maxPendingCalls(0),
            "expected 1 or more, or -1 for no limit for maxPendingCalls,"
                + " found maxPendingCalls=0"),
        refusal(
            o -> o.maxConcurrency(0),
            "expected 1 or more for maxConcurrency, found maxConcurrency=0"),
        refusal(
            o -> o.maxConcurrency(-1),
            "expected 1 or more for maxConcurrency, found maxConcurrency=-1"),
        refusal(
            o -> o.concurrencyGroup("io", 0),
            "expected 1 or more for maxConcurrency of concurrencyGroup io,"
                + " found maxConcurrency of concurrencyGroup io=0"),
        refusal(o -> o.cpus(-1), "expected a finite amount of 0 or more for cpus, found cpus=-1.0"),
        refusal(
            o -> o.gpus(Double.NaN),
            "expected a finite amount of 0 or more for gpus, found gpus=NaN"),
        refusal(o -> o.memory(-5), "expected 0 or more for memory, found memory=-5"),
        refusal(
            o -> o.resource("disk", -1),
            "expected a finite amount of 0 or more for disk, found disk=-1.0"),
        refusal(
            o -> o.resource("cpus", 1),
            "expected a name of your own; for this one there is cpus(..) for resource name,"
                + " found resource name=cpus"));
  }

  static Stream<Arguments> badDurationsAndTypes() {
    return Stream.of(
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
        refusal(o -> o.retryOn((Class<?>[]) null), "expected a value for types, found types=null"),
        refusal(
            o -> o.retryOn(IOException.class, null),
            "expected a value for types, found types=null"),
        refusal(
            o -> o.retryOn(OutOfMemoryError.class),
            "expected exceptions; an Error is never retried for types,"
                + " found types=class java.lang.OutOfMemoryError"),
        refusal(
            o -> o.restartOn((Class<?>[]) null), "expected a value for types, found types=null"),
        refusal(
            o -> o.restartOn(Error.class, null), "expected a value for types, found types=null"),
        refusal(
            o -> o.restartOn(String.class),
            "expected exceptions and errors for types, found types=class java.lang.String"));
  }

  static Stream<Arguments> contradictions() {
    return Stream.of(
        refusal(
            o -> o.getIfExists(),
            "expected a name to look for; use name(..) for getIfExists, found getIfExists=true"),
        refusal(
            o -> o.blockWhenFull(),
            "expected a limit; use maxPendingCalls(..) for blockWhenFull,"
                + " found blockWhenFull=true"),
        refusal(
            o -> o.blockWhenFull().maxPendingCalls(3).maxPendingCalls(-1),
            "expected a limit; use maxPendingCalls(..) for blockWhenFull,"
                + " found blockWhenFull=true"),
        refusal(
            o -> o.ownThread().maxConcurrency(2),
            "expected 1, since there is one ownThread() for maxConcurrency,"
                + " found maxConcurrency=2"),
        refusal(
            o -> o.concurrencyGroup("io", 1).ownThread(),
            "expected no groups, since there is one ownThread() for concurrencyGroup,"
                + " found concurrencyGroup=[io]"),
        refusal(
            o -> o.concurrencyGroup("io", 1).concurrencyGroup("cpu", 1).concurrencyGroup("io", 2),
            "expected a group that is not there yet for concurrencyGroup,"
                + " found concurrencyGroup=io"));
  }

  @ParameterizedTest
  @MethodSource({"badTexts", "badNumbers", "badDurationsAndTypes", "contradictions"})
  void aBadValueIsRefused(UnaryOperator<ActorOptions> change, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ActorSettings.changed(change))
        .withMessage(message);
  }

  /** Changes, and what they make of the defaults; the part that differs is the only one that may. */
  static Stream<Arguments> changes() {
    ActorSettings plain = ActorSettings.DEFAULT;
    return Stream.concat(
        Stream.of(
            change(o -> o.name("n"), with(new Identity("n", null, false, false))),
            change(o -> o.namespace("s"), with(new Identity(null, "s", false, false))),
            change(o -> o.name("n").getIfExists(), with(new Identity("n", null, true, false))),
            change(o -> o.getIfExists().name("n"), with(new Identity("n", null, true, false))),
            change(o -> o.detached(), with(new Identity(null, null, false, true))),
            change(o -> o.cpus(2), with(Resources.NONE.with("cpus", 2))),
            change(o -> o.gpus(0.5), with(Resources.NONE.with("gpus", 0.5))),
            change(o -> o.memory(7), with(Resources.NONE.with("memory", 7))),
            change(o -> o.resource("disk", 3), with(Resources.NONE.with("disk", 3))),
            change(o -> o.resource("disk", 3).resource("disk", 0), plain),
            change(o -> o.maxTaskRetries(2), with(plain.retry().withLimit(2))),
            change(o -> o.maxTaskRetries(-1), with(plain.retry().withLimit(-1))),
            change(
                o -> o.retryOn(IOException.class),
                with(new Retry(0, List.of(IOException.class), Backoff.NONE)))),
        changesOfCalls());
  }

  private static Stream<Arguments> changesOfCalls() {
    Supervision never = Supervision.NEVER;
    return Stream.of(
        change(o -> o.maxRestarts(4), with(new Supervision(4, null, never.backoff()))),
        change(o -> o.maxRestarts(-1), with(new Supervision(-1, null, never.backoff()))),
        change(
            o -> o.restartOn(IOException.class, Error.class),
            with(new Supervision(0, List.of(IOException.class, Error.class), never.backoff()))),
        change(o -> o.restartOn(), with(new Supervision(0, List.of(), never.backoff()))),
        change(
            o -> o.backoff(SECOND),
            with(new Supervision(0, null, new Backoff(1_000_000_000, 1_000_000_000)))),
        change(
            o -> o.backoff(Duration.ZERO, SECOND),
            with(new Supervision(0, null, new Backoff(0, 1_000_000_000)))),
        change(o -> o.maxPendingCalls(1), with(new CallLimit(1, false))),
        change(o -> o.blockWhenFull().maxPendingCalls(9), with(new CallLimit(9, true))),
        change(o -> o.maxConcurrency(8), with(new Concurrency(8, Map.of(), false))),
        change(
            o -> o.concurrencyGroup("io", 1).concurrencyGroup("cpu", 2),
            with(new Concurrency(1, Map.of("cpu", 2, "io", 1), false))),
        change(o -> o.ownThread(), with(new Concurrency(1, Map.of(), true))));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void aChangeDiffersInItsOptionAlone(UnaryOperator<ActorOptions> change, ActorSettings expected) {
    assertThat(ActorSettings.changed(change)).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("changes")
  void aChangeKeepsWhatWasSetBefore(UnaryOperator<ActorOptions> change, ActorSettings expected) {
    ActorSettings before = full();
    ActorSettings after = (ActorSettings) change.apply(before);
    assertThat(before).isEqualTo(full());
    Stream<Boolean> same =
        Stream.of(
            after.identity().equals(before.identity()),
            after.supervision().equals(before.supervision()),
            after.retry().equals(before.retry()),
            after.limit().equals(before.limit()),
            after.concurrency().equals(before.concurrency()),
            after.resources().equals(before.resources()));
    assertThat(same.filter(equal -> !equal).count()).isLessThanOrEqualTo(1);
  }

  @Test
  void eachValueArrivesBesideAllOthers() {
    ActorSettings all = full();
    assertThat(all.identity()).isEqualTo(new Identity("full", "space", true, true));
    assertThat(all.supervision())
        .isEqualTo(new Supervision(5, List.of(IllegalStateException.class), new Backoff(10, 20)));
    assertThat(all.retry())
        .isEqualTo(new Retry(6, List.of(FileNotFoundException.class), Backoff.NONE));
    assertThat(all.limit()).isEqualTo(new CallLimit(7, true));
    assertThat(all.concurrency()).isEqualTo(new Concurrency(3, Map.of("a", 1, "b", 2), false));
    assertThat(all.resources()).hasToString("cpus=1 disk=4 gpus=2 memory=3");
    assertThat(ActorSettings.changed(_ -> full())).isEqualTo(all);
  }

  @Test
  void theDefaultsAreRaysButForTheBackoff() {
    ActorSettings plain = ActorSettings.DEFAULT;
    assertThat(plain.identity()).isEqualTo(new Identity(null, null, false, false));
    assertThat(plain.supervision())
        .isEqualTo(new Supervision(0, null, new Backoff(100_000_000, 10_000_000_000L)));
    assertThat(plain.retry()).isEqualTo(new Retry(0, List.of(), Backoff.NONE));
    assertThat(plain.limit()).isEqualTo(new CallLimit(-1, false));
    assertThat(plain.concurrency()).isEqualTo(new Concurrency(1, Map.of(), false));
    assertThat(plain.resources()).isEqualTo(Resources.NONE);
    assertThat(ActorSettings.changed(o -> o)).isSameAs(plain);
  }

  @Test
  void aChangeMustGiveBackWhatItWasGivenChanged() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ActorSettings.changed(_ -> null))
        .withMessage(
            "expected a function that returns the options it was given, changed for change,"
                + " found change=null");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ActorSettings.changed(null))
        .withMessage("expected a value for change, found change=null");
  }

  @Test
  void nothingRestartsAnActorWithoutRestarts() {
    assertThat(restartsOn(o -> o, new OutOfMemoryError())).isFalse();
    assertThat(restartsOn(o -> o.restartOn(IOException.class), new IOException())).isFalse();
  }

  @Test
  void anErrorRestartsAnActorThatHasRestarts() {
    UnaryOperator<ActorOptions> limited = o -> o.maxRestarts(1);
    UnaryOperator<ActorOptions> unlimited = o -> o.maxRestarts(-1);
    assertThat(restartsOn(limited, new AssertionError())).isTrue();
    assertThat(restartsOn(unlimited, new StackOverflowError())).isTrue();
    assertThat(restartsOn(limited, new IOException())).isFalse();
    assertThat(restartsOn(unlimited, new RuntimeException(new AssertionError()))).isFalse();
  }

  @Test
  void typesReplaceTheErrors() {
    UnaryOperator<ActorOptions> io = o -> o.restartOn(IOException.class).maxRestarts(1);
    assertThat(restartsOn(io, new IOException())).isTrue();
    assertThat(restartsOn(io, new FileNotFoundException())).isTrue();
    assertThat(restartsOn(io, new OutOfMemoryError())).isFalse();
    assertThat(restartsOn(io, new IllegalStateException())).isFalse();
    assertThat(restartsOn(o -> o.maxRestarts(1).restartOn(), new OutOfMemoryError())).isFalse();
  }

  @Test
  void whatAnotherTaskThrewDoesNotCountAsItsCause() {
    UnaryOperator<ActorOptions> io = o -> o.maxRestarts(1).restartOn(IOException.class);
    TaskException passedOn = new TaskException("inner", new IOException());
    assertThat(restartsOn(io, passedOn)).isFalse();
    assertThat(restartsOn(o -> o.maxRestarts(1).restartOn(TaskException.class), passedOn)).isTrue();
  }

  @Test
  void restartsAreCountedUpToTheLimit() {
    Supervision twice = Supervision.NEVER.withLimit(2);
    assertThat(Stream.of(0, 1, 2, 3).filter(twice::allows)).containsExactly(0, 1);
    assertThat(Supervision.NEVER.allows(0)).isFalse();
    assertThat(Supervision.NEVER.withLimit(-1).allows(Integer.MAX_VALUE)).isTrue();
  }

  @Test
  void anExceptionIsRetriedOnlyIfItIsNamed() {
    Retry lostOnly = ActorSettings.changed(o -> o.maxTaskRetries(1)).retry();
    assertThat(lostOnly.refusal(1, new IOException()))
        .isEqualTo("retryOn does not name java.io.IOException");
    Retry io = ActorSettings.changed(o -> o.retryOn(IOException.class).maxTaskRetries(1)).retry();
    assertThat(io.refusal(1, new IOException())).isNull();
    assertThat(io.refusal(2, new IOException())).isEqualTo("retries=1 are used up");
  }

  @Test
  void groupsHaveOneOrderInEveryRun() {
    Concurrency many =
        ActorSettings.DEFAULT
            .concurrencyGroup("c", 1)
            .concurrencyGroup("a", 2)
            .concurrencyGroup("b", 3)
            .concurrency();
    assertThat(many.groups().keySet()).containsExactly("a", "b", "c");
    assertThat(many.isSerial()).isFalse();
    assertThat(Concurrency.ONE.isSerial()).isTrue();
    assertThat(Concurrency.ONE.of(2).isSerial()).isFalse();
  }

  private static ActorSettings full() {
    return ActorSettings.DEFAULT
        .name("full")
        .namespace("space")
        .getIfExists()
        .detached()
        .maxRestarts(5)
        .restartOn(IllegalStateException.class)
        .backoff(Duration.ofNanos(10), Duration.ofNanos(20))
        .maxTaskRetries(6)
        .retryOn(FileNotFoundException.class)
        .maxPendingCalls(7)
        .blockWhenFull()
        .maxConcurrency(3)
        .concurrencyGroup("a", 1)
        .concurrencyGroup("b", 2)
        .cpus(1)
        .gpus(2)
        .memory(3)
        .resource("disk", 4);
  }

  private static boolean restartsOn(UnaryOperator<ActorOptions> change, Throwable thrown) {
    return ActorSettings.changed(change).restartsOn(thrown);
  }

  private static ActorSettings with(Identity changed) {
    ActorSettings d = ActorSettings.DEFAULT;
    return new ActorSettings(
        changed, d.supervision(), d.retry(), d.limit(), d.concurrency(), d.resources());
  }

  private static ActorSettings with(Supervision changed) {
    ActorSettings d = ActorSettings.DEFAULT;
    return new ActorSettings(
        d.identity(), changed, d.retry(), d.limit(), d.concurrency(), d.resources());
  }

  private static ActorSettings with(Retry changed) {
    ActorSettings d = ActorSettings.DEFAULT;
    return new ActorSettings(
        d.identity(), d.supervision(), changed, d.limit(), d.concurrency(), d.resources());
  }

  private static ActorSettings with(CallLimit changed) {
    ActorSettings d = ActorSettings.DEFAULT;
    return new ActorSettings(
        d.identity(), d.supervision(), d.retry(), changed, d.concurrency(), d.resources());
  }

  private static ActorSettings with(Concurrency changed) {
    ActorSettings d = ActorSettings.DEFAULT;
    return new ActorSettings(
        d.identity(), d.supervision(), d.retry(), d.limit(), changed, d.resources());
  }

  private static ActorSettings with(Resources changed) {
    ActorSettings d = ActorSettings.DEFAULT;
    return new ActorSettings(
        d.identity(), d.supervision(), d.retry(), d.limit(), d.concurrency(), changed);
  }

  private static Arguments change(UnaryOperator<ActorOptions> change, ActorSettings expected) {
    return arguments(change, expected);
  }

  private static Arguments refusal(UnaryOperator<ActorOptions> change, String message) {
    return arguments(change, message);
  }
}
