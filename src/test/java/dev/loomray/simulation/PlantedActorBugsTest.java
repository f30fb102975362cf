package dev.loomray.simulation;

import static dev.loomray.simulation.Mutant.call;
import static dev.loomray.simulation.Mutant.field;

import dev.loomray.simulation.actor.Actors;
import dev.loomray.simulation.schedule.WovenClasses;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What the engine of actors must not do, planted in its class files: each is found. */
class PlantedActorBugsTest {
  private static final int SEEDS = 3_000;
  private static final String ACTORS = "dev.loomray.internal.actor.";
  private static final ClassDesc MAILBOX = ClassDesc.of(ACTORS + "Mailbox");
  private static final ClassDesc CALL = ClassDesc.of(ACTORS + "ActorCall");
  private static final ClassDesc QUEUE = ClassDesc.of("org.jctools.queues.MessagePassingQueue");
  private static final MethodTypeDesc POLL = MethodTypeDesc.of(ConstantDescs.CD_Object);

  @Test
  void aSlotThatIsLostWhenACarrierCannotStart() {
    assertFound(new Mutant("actor.Carriers", "wakeOne", call("idles"), CodeBuilder::pop2), "");
  }

  @Test
  void aCarrierThatIsNotWokenForWorkFromOutside() {
    assertFound(new Mutant("actor.Carriers", "ready", call("wake"), CodeBuilder::pop), "");
  }

  /** Either of the two looks is enough. */
  @Test
  void aCarrierThatDoesNotLookAgainAfterItsSlotIsIdle() {
    Mutant last =
        new Mutant("actor.Carriers", "endSpin", call("hasWork"), code -> code.pop().iconst_0());
    Mutant own =
        new Mutant("actor.Carrier", "release", call("hasWork"), code -> code.pop().iconst_0());
    assertFound(own, EarlyHot.with((name, bytes) -> own.apply(name, last.apply(name, bytes))), "");
  }

  @Test
  void aCarrierThatIsGivenASlotAndNotUnparked() {
    assertFound(new Mutant("actor.Carrier", "give", call("unpark"), CodeBuilder::pop), "");
  }

  @Test
  void aTurnThatBeginsWithoutALookAtTheRunWord() {
    assertFound(
        new Mutant("actor.Inbox", "begin", field("word"), code -> code.pop().iconst_2()), "");
  }

  @Test
  void aBatchThatBeginsOnNoInstanceAndKeepsTheCalls() {
    assertFound(
        new Mutant("actor.Inbox", "begin", call("letGo"), code -> code.pop().iconst_0()), "");
  }

  @Test
  void aMailboxThatIsNotLookedAtAgainAfterTheActorIsIdle() {
    assertFound(
        new Mutant("actor.Inbox", "pause", second(call("isEmpty")), code -> code.pop().iconst_1()),
        "");
  }

  @Test
  void aQueueThatIsLostInARestart() {
    assertFound(
        new Mutant("actor.Inbox", "open", call("isEmpty"), code -> code.pop().iconst_1()), "");
  }

  @Test
  void aHookThatIsRunTwice() {
    assertFound(
        new Mutant(
            "actor.Instance",
            "mustBeClosed",
            element ->
                element instanceof FieldInstruction access
                    && access.opcode() == Opcode.PUTFIELD
                    && access.name().equalsString("closed"),
            CodeBuilder::pop2),
        "");
  }

  @Test
  void aMailboxThatChangesAndServesTheFastQueueFirst() {
    Mutant mutant =
        new Mutant(
            "actor.Mailbox", "poll", call("pollBoth"), PlantedActorBugsTest::pollFastQueueFirst);
    assertFound(mutant, " after call ");
  }

  private static void pollFastQueueFirst(CodeBuilder code) {
    Label end = code.newLabel();
    code.swap()
        .pop()
        .invokeinterface(QUEUE, "relaxedPoll", POLL)
        .dup()
        .ifnonnull(end)
        .pop()
        .aload(0)
        .getfield(MAILBOX, "small", QUEUE)
        .invokeinterface(QUEUE, "relaxedPoll", POLL)
        .labelBinding(end)
        .checkcast(CALL);
  }

  @Test
  void aStolenTurnThatAnswers() {
    assertFound(
        new Mutant(
            "actor.Inbox",
            "end",
            call("finish"),
            code ->
                code.invokevirtual(CALL, "finish", MethodTypeDesc.of(ConstantDescs.CD_boolean))
                    .pop()
                    .iconst_1()),
        "");
  }

  @Test
  void aKillerThatDrainsARunningActor() {
    assertFound(new Mutant("actor.Inbox", "cut", constant(3), CodeBuilder::iconst_4), "");
  }

  @Test
  void aThreadOfAConstructorThatTakesTheCalls() {
    assertFound(
        new Mutant(
            "actor.Supervisor",
            "ended",
            element ->
                element instanceof FieldInstruction access
                    && access.name().equalsString("CREATION"),
            CodeBuilder::aconst_null),
        "");
  }

  private static Predicate<CodeElement> constant(int value) {
    return element ->
        element instanceof ConstantInstruction constant && constant.constantValue().equals(value);
  }

  private static Predicate<CodeElement> second(Predicate<CodeElement> where) {
    int[] found = {0};
    return element -> where.test(element) && ++found[0] % 2 == 0;
  }

  private static void assertFound(Mutant mutant, String message) {
    assertFound(mutant, EarlyHot.with(mutant), message);
  }

  private static void assertFound(Mutant mutant, WovenClasses classes, String message) {
    Planted.assertFound(mutant, new Simulation(classes), Actors.Busy.class, message, SEEDS);
  }
}
