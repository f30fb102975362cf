package dev.loomray.model.actor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loomray.model.actor.Mailboxes.Gap;
import dev.loomray.model.actor.Mailboxes.Rule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A fresh actor has a linked MPSC queue, a busy one gets an MPSC array queue, once. A teller reads which is open, and may hold
 * the first for long. {@code -Dmodel.deep=true} adds scenarios of a million states.
 *
 * <pre>
 *   teller                                        owner, once switched
 *   read open                                     poll the second; nothing → poll the first and run it; nothing → pause
 *   offer 1: XCHG of the tail, or CAS of index    something: keep it as polled
 *   offer 2: link, or store      ← release!       run all of the first, until it is empty
 *   look at the run word                          run the polled call
 * </pre>
 *
 * What the engine has to do:
 *
 * <ol>
 *   <li>JCTools' linked queue will do as the first mailbox; a stack need not be.
 *   <li>Before a polled call runs, the first mailbox is <em>empty</em> at some moment after the poll: {@code isEmpty()} says so
 *       (tail = head), or {@code poll()}, which waits in a gap, returned null. A null of {@code relaxedPoll()} says nothing:
 *       another producer's gap hides a call that was offered in full, by the teller whose next one was polled.
 *   <li>At a gap in the first, the polled call waits: spin, or RUN → READY and list again. It is a field of the actor and of its
 *       owner, not a local: who steals the turn of a call of the first finds it there. So RUN → IDLE only without it.
 *   <li>Several calls may be polled before the first mailbox is looked at, once for all of them.
 *   <li>The second needs no waiting: its {@code relaxedPoll()} is right.
 *   <li>After RUN → IDLE (and OWNED → DEAD) look at both mailboxes. The first is polled, and looked at, as long as the actor
 *       lives; it is not dropped when it is empty, nor when it is twice; the actor never goes back to it.
 *   <li>That look asks for offers that have begun, not for calls that can be polled: the second step of an offer is a release
 *       store, and the teller's look at the run word may come before it. Only the first step, a CAS, is before that look.
 *   <li>An offer that enlarges the array queue begins with a CAS that makes the producer index odd, and announces the index by a
 *       release store. {@code isEmpty()} rounds the odd index away, so that a call may be lost: after RUN → IDLE compare
 *       {@code lvConsumerIndex() != lvProducerIndex()} instead, or let tellers have a full fence after their offer.
 * </ol>
 */
class MailboxModelTest {
  private static final boolean DEEP = Boolean.getBoolean("model.deep");

  static List<Mailboxes> mailboxes() {
    var all = new ArrayList<Mailboxes>();
    Mailboxes linked = Mailboxes.linked(Rule.SECOND_THEN_FIRST, 2);
    all.add(linked);
    all.add(linked.at(Gap.SPIN).linkingLate());
    all.add(linked.at(Gap.SLEEP));
    all.add(linked.inChunksOf(2).linkingLate());
    all.add(linked.linkingLate().resizing());
    all.add(linked.ofStack());
    if (DEEP) {
      Mailboxes three = Mailboxes.linked(Rule.SECOND_THEN_FIRST, 3);
      all.add(linked.withThief().linkingLate());
      all.add(linked.inChunksOf(2).withThief().linkingLate().resizing());
      all.add(three);
      all.add(three.linkingLate().resizing());
      all.add(three.at(Gap.SPIN));
      all.add(three.ofStack());
    } else {
      all.add(linked.withThief());
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("mailboxes")
  void callsRunInOrderAndNoneIsLost(Mailboxes mailboxes) {
    Checker.Report report = Checker.check(new MailboxModel(mailboxes));
    print(mailboxes, report);
    assertThat(report.violation()).as(report::text).isNull();
  }

  private static void print(Mailboxes mailboxes, Checker.Report report) {
    String found = report.violation() == null ? "right" : report.violation();
    System.out.printf("mailbox model: %,d states: %s: %s%n", report.states(), mailboxes, found);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "SECOND_THEN_FIRST")
  void eachOtherRuleFails(Rule rule) {
    Mailboxes linked = Mailboxes.linked(rule, 2);
    Mailboxes mailboxes =
        switch (rule) {
          case POLLED_IS_LOCAL -> linked.withThief();
          case ODD_IS_EMPTY -> linked.resizing().linkingLate();
          default -> linked;
        };
    Checker.Report report = Checker.check(new MailboxModel(mailboxes));
    print(mailboxes, report);
    assertThat(report.violation()).isNotNull();
  }

  @Test
  void aGapMayBeTakenForEmptyInAStackAlone() {
    Mailboxes stack = Mailboxes.linked(Rule.GAP_IS_EMPTY, 2).ofStack();
    assertThat(Checker.check(new MailboxModel(stack)).violation()).isNull();
  }

  @Test
  void oneCannotSleepThroughAGapWhoseSecondStepMayBeSeenLate() {
    Mailboxes late = Mailboxes.linked(Rule.SECOND_THEN_FIRST, 2).at(Gap.SLEEP).linkingLate();
    Checker.Report report = Checker.check(new MailboxModel(late));
    assertThat(report.violation()).isEqualTo("a call of teller 0 never runs");
  }

  @Test
  void anOddIndexMayBeTakenForEmptyIfTheSecondStepIsSeenInTime() {
    Mailboxes inTime = Mailboxes.linked(Rule.ODD_IS_EMPTY, 2).resizing();
    assertThat(Checker.check(new MailboxModel(inTime)).violation()).isNull();
  }
}
