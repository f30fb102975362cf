package dev.loomray.model.actor;

import static dev.loomray.model.actor.Layout.KILL;
import static dev.loomray.model.actor.Layout.RESTART;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The run word of an actor and the word of a call, under tellers, carriers, a canceller, killers and restarters. {@code
 * -Dmodel.deep=true} adds scenarios of millions of states.
 *
 * <pre>
 *            ┌───────────── recheck ─────────────┐
 *            ▼       teller     carrier          │       killer, restarter
 *          IDLE ───────────▶ READY ─────▶ RUN ───┴─▶     RUN ──▶ RESTART_ASKED ──▶ KILL_ASKED
 *            │                 │   ◀──────┘ batch over           └───────┬──────────────┘
 *            └───────┬─────────┘                       stealer, or the turn between calls
 *                    ▼    next instance                                 ▼
 *                  OWNED ─────────────▶ READY                         OWNED
 *                    │ ▲
 *                    ▼ │ a teller, or the owner at its recheck
 *                   DEAD
 *
 *   QUEUED ─▶ RUNNING ─▶ DONE        RUNNING ─▶ CANCELLED_RUNNING ─▶ DONE        RUNNING, CANCELLED_RUNNING ─▶ STOLEN
 *   QUEUED ─▶ DONE (cancelled, or failed by an owner)
 * </pre>
 *
 * What the engine has to do, each of it needed:
 *
 * <ol>
 *   <li>Owner of mailbox, {@code current}, {@code first} and instance is who moved READY → RUN, IDLE, READY or DEAD → OWNED, a
 *       request → OWNED, or who stole the turn. Nobody else touches them.
 *   <li>A turn: {@code current = call}, count the turn, QUEUED → RUNNING, look at the run word, user code, RUNNING → DONE
 *       (else CANCELLED_RUNNING → DONE, else it was stolen), look at the run word.
 *   <li>Whoever finds a request after its claim ends the claim by the same two CAS before it carries the request out; if both
 *       fail, the turn was stolen. The call is then one in flight: failed, or tried again. It never goes back to QUEUED.
 *   <li>A call that is tried again gets a fresh word: its old turn, or a slow restarter, still holds the old one.
 *   <li>A requester: write the request, read {@code current}, <em>read the run word again</em> and leave if nothing is
 *       asked, RUNNING → STOLEN, else CANCELLED_RUNNING → STOLEN, else leave: the turn carries it out. Without the second
 *       read it steals the turn of the next instance, when its request was carried out in between.
 *   <li>The stealer carries out what the run word asks by then, which may be more than it asked. A requester that meets OWNED
 *       waits and asks again.
 *   <li>Look at the mailbox after RUN → IDLE, and also after OWNED → DEAD: not empty → DEAD → OWNED, fail it, again. A teller
 *       whose CAS from IDLE or DEAD fails does nothing more.
 *   <li>"Empty" is what no offer has begun on: an offer between its two steps counts, since a teller may read the run word
 *       before its second step, a release store, is seen.
 *   <li>Close once: running turns and "retired" in one word, a turn counted before its claim. With one turn at a time no
 *       count is needed: a stolen turn closes its instance when it ends, an owner that did not steal closes at once.
 * </ol>
 *
 * <p>A turn that is stolen between its claim and its look may read the RUN of the next instance. It then runs its call, which
 * has failed already, on its old instance, as if it had been stolen a moment later: order is that of the claims.
 */
class ActorModelTest {
  private static final boolean DEEP = Boolean.getBoolean("model.deep");

  static List<Scenario> scenarios() {
    var scenarios = new ArrayList<Scenario>();
    scenarios.add(Scenario.of(2, 2).yielding().constructing());
    scenarios.add(Scenario.of(2, 2).yielding().linkingLate());
    scenarios.add(Scenario.of(2, 2, RESTART).linkingLate());
    scenarios.add(Scenario.of(2, 1, KILL).cancelling().linkingLate());
    scenarios.add(Scenario.of(2, 1, RESTART).cancelling().closingByTheft());
    scenarios.add(Scenario.of(2, 1, RESTART).cancelling().retrying());
    scenarios.add(Scenario.of(1, 2, KILL, KILL).cancelling().closingByTheft());
    scenarios.add(Scenario.of(1, 2, RESTART, KILL).retrying().yielding());
    if (DEEP) {
      addDeep(scenarios);
    }
    return scenarios;
  }

  private static void addDeep(List<Scenario> scenarios) {
    scenarios.add(Scenario.of(2, 2, KILL));
    scenarios.add(Scenario.of(2, 2, KILL).linkingLate());
    scenarios.add(Scenario.of(2, 2, RESTART).cancelling());
    scenarios.add(Scenario.of(2, 2, RESTART).retrying());
    scenarios.add(Scenario.of(2, 1, RESTART, KILL));
    scenarios.add(Scenario.of(1, 2, RESTART, KILL).cancelling());
    scenarios.add(Scenario.of(1, 2, RESTART, KILL).cancelling().closingByTheft());
    scenarios.add(Scenario.of(1, 2, RESTART, RESTART).constructing().closingByTheft());
    scenarios.add(Scenario.of(1, 2, RESTART, RESTART).constructing().retrying());
    scenarios.add(Scenario.of(1, 2, KILL, KILL, RESTART));
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void theProtocolHolds(Scenario scenario) {
    Checker.Report report = Checker.check(new ActorModel(scenario, Flaw.NONE));
    System.out.printf(
        "actor model: %,d states, %,d steps: %s%n", report.states(), report.steps(), scenario);
    assertThat(report.violation()).as(report::text).isNull();
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void eachFlawIsFound(Flaw flaw) {
    Checker.Report report = Checker.check(new ActorModel(smallest(flaw), flaw));
    System.out.printf(
        "actor model: %s: %s, after %,d states%n", flaw, report.violation(), report.states());
    assertThat(report.violation()).isNotNull();
  }

  /** The scenario that shows it. */
  private static Scenario smallest(Flaw flaw) {
    return switch (flaw) {
      case NO_RECHECK_AFTER_IDLE -> Scenario.of(2, 1);
      case CANCELLED_IS_DONE -> Scenario.of(1, 2, KILL).cancelling();
      case KILLER_IGNORES_OWNED -> Scenario.of(1, 2, RESTART, KILL);
      case RETRY_KEEPS_WORD -> Scenario.of(2, 1, RESTART).retrying();
      case NO_CHECK_BEFORE_STEAL, QUEUE_LOST_AT_RESTART, CLAIM_GOES_BACK ->
          Scenario.of(1, 2, RESTART);
      default -> Scenario.of(1, 2, KILL);
    };
  }

  @Test
  void aFlawIsShownByTheStepsThatLeadToIt() {
    Checker.Report report =
        Checker.check(new ActorModel(Scenario.of(1, 2, KILL), Flaw.TELLER_IGNORES_DEAD));
    assertThat(report.violation()).isEqualTo("call 0 is never answered");
    assertThat(kindOf(report.trace().getFirst())).isIn("teller 0", "killer 0");
    assertThat(report.trace().getLast()).contains("teller 0", "looks at the run word", "DEAD");
  }

  private static String kindOf(String step) {
    return Stream.of("teller 0", "killer 0", "carrier")
        .filter(step::startsWith)
        .findFirst()
        .orElseThrow();
  }
}
