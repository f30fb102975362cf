package dev.loomray.simulation;

import static dev.loomray.simulation.Mutant.call;

import dev.loomray.simulation.schedule.Schedule;
import dev.loomray.simulation.schedule.WovenClasses;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A simulation that finds nothing proves nothing: each of these bugs, planted in a class file, is found. */
class PlantedBugsTest {
  private static final int SEEDS = 500;
  private static final int FEW_SEEDS = 100;
  private static final ClassDesc NODE = ClassDesc.of("dev.loomray.internal.task.Node");
  private static final ClassDesc SIBLINGS = ClassDesc.of("dev.loomray.internal.task.Siblings");
  private static final ClassDesc PLACES = ClassDesc.of("dev.loomray.internal.task.Places");

  @Test
  void aSleepThatDoesNotLookAgainLosesAWakeUp() {
    assertFound(
        new Mutant(
            "ReferenceEngine", "sleep", call("hasNothingToFork"), code -> code.pop().iconst_1()),
        Programs.Reference.class,
        "");
  }

  @Test
  void aWaiterThatIsNotUnparkedHangs() {
    assertFound(
        new Mutant("ThreadWaiter", "settled", call("unpark"), CodeBuilder::pop),
        Programs.Graphs.class,
        "");
  }

  @Test
  void aCompletionThatDoesNotCompareIsADoubleOne() {
    MethodTypeDesc setter =
        MethodTypeDesc.of(
            ConstantDescs.CD_void,
            ClassDesc.of("dev.loomray.internal.task.Ref"),
            ConstantDescs.CD_Object);
    assertFound(
        new Mutant(
            "Ref",
            "casState",
            call("compareAndSet"),
            code ->
                code.swap()
                    .pop()
                    .invokevirtual(ConstantDescs.CD_VarHandle, "setVolatile", setter)
                    .iconst_1()),
        Programs.Cancels.class,
        "");
  }

  @Test
  void aCancelThatMissesGrandchildren() {
    assertFound(
        new Mutant("TaskTree$Walk", "next", call("add"), code -> code.pop2().iconst_1()),
        Programs.Cancels.class,
        "outlives its cancelled ancestor");
  }

  @Test
  void aCancelThatMissesAChildWhichIsBeingSubmitted() {
    assertFound(
        new Mutant("TaskTree", "link", call("isSettled"), code -> code.pop().iconst_0()),
        Programs.Cancels.class,
        "");
  }

  @Test
  void aCloseThatIsNotToldOfATaskWhichIsRefused() {
    assertFound(
        new Mutant(
            "TaskTree",
            "relink",
            call("leave"),
            code ->
                code.swap()
                    .pop()
                    .invokestatic(SIBLINGS, "leave", MethodTypeDesc.of(NODE, NODE))
                    .pop()),
        LateSubmits.class,
        "nothing can go on");
  }

  @Test
  void aDeadlineThatIsNotInherited() {
    assertFound(
        new Mutant("Terms", "of", call("earlier"), CodeBuilder::pop),
        Programs.Deadlines.class,
        " has ");
  }

  @Test
  void aCpuThatIsNotGivenBackInGet() {
    assertFound(
        new Mutant("Admission", "changeCpus", call("change"), code -> code.pop2().pop()),
        Programs.Resources.class,
        "");
  }

  @Test
  void aCpuThatIsNotGivenBackBeforeARetry() {
    assertFound(
        new Mutant("TaskRun", "failed", call("release"), CodeBuilder::pop2),
        Programs.Everything.class,
        "");
  }

  @Test
  void aDependentThatIsStartedTooEarly() {
    assertFound(
        new Mutant(
            "Arguments",
            "<init>",
            element ->
                element instanceof OperatorInstruction operator && operator.opcode() == Opcode.IADD,
            CodeBuilder::pop),
        Programs.Graphs.class,
        "");
  }

  @Test
  void aScopeThatDoesNotWaitForItsThreads() {
    assertFound(
        new Mutant("ScopeView", "close", call("awaitEmptyUninterruptibly"), CodeBuilder::pop2),
        Programs.Scopes.class,
        "still runs at the end");
  }

  @Test
  void aChildThatIsNotAdoptedWhenItsParentEnds() {
    assertFound(
        new Mutant("TaskTree", "unlink", call("giveChildrenAway"), CodeBuilder::pop2),
        Programs.Cancels.class,
        "");
  }

  @Test
  void aQueueThatIsServedFromItsEnd() {
    assertFound(
        new Mutant(
            "FirstFit",
            "takeHead",
            call("pollFirstEntry"),
            code ->
                code.invokevirtual(
                    ClassDesc.of("java.util.LinkedHashMap"),
                    "pollLastEntry",
                    MethodTypeDesc.of(ClassDesc.of("java.util.Map$Entry")))),
        Priorities.class,
        "expected [");
  }

  @Test
  void aPlaceThatIsLostWhenALeaseRests() {
    assertFoundInLeases(
        new Mutant("Lease", "free", call("giveBack"), CodeBuilder::pop),
        "a place too many is taken");
  }

  @Test
  void aPlaceThatIsLostWhenATaskWaits() {
    assertFoundInLeases(
        new Mutant("Lease", "waits", call("giveBack"), CodeBuilder::pop),
        "a place too many is taken");
  }

  @Test
  void aPlaceThatIsTakenOnceMoreAfterAWait() {
    assertFoundInLeases(
        new Mutant("Lease", "goesOn", call("force"), code -> twice(code, "force")),
        "a place too many is taken");
  }

  @Test
  void aPlaceThatIsCountedTwiceWhenItIsLent() {
    assertFoundInLeases(
        new Mutant("Lease", "look", call("giveBack"), code -> twice(code, "giveBack")),
        "a place is missing");
  }

  @Test
  void aPlaceThatIsGivenBackTwice() {
    assertFoundInLeases(
        new Mutant("Lease", "takeBack", call("force"), CodeBuilder::pop), "a place is missing");
  }

  @Test
  void aMarkThatIsNeverTakenBack() {
    assertFoundInLeases(
        new Mutant(
            "Lease", "takeBack", call("compareAndSet"), code -> code.pop2().pop2().iconst_0()),
        "a lease was lent, and runs on without a place");
  }

  @Test
  void aHandOverThatIsMissed() {
    assertFoundInLeases(
        new Mutant("Lease", "waits", call("summonForWhatWaits"), CodeBuilder::pop),
        "work waits, and a place is free");
  }

  @Test
  void aMonitorThatIsNotTold() {
    assertFoundInLeases(
        new Mutant(
            "LeaseEngine",
            "watch",
            element ->
                element instanceof FieldInstruction access
                    && access.opcode() == Opcode.PUTFIELD
                    && access.name().equalsString("watching"),
            CodeBuilder::pop2),
        ", and nobody will look");
  }

  @Test
  void aLeaseThatIsSummonedAndNotCounted() {
    assertFoundInLeases(
        new Mutant("Lease", "drain", call("started"), CodeBuilder::pop),
        "more start than there are");
  }

  @Test
  void aLeaseThatIsLeftToRestWhenTheEngineEnds() {
    assertFoundInLeases(
        new Mutant("LeaseEngine", "end", call("endAll"), CodeBuilder::pop),
        "threads are left behind");
  }

  @Test
  void aThreadLocalThatStaysOnTheThread() {
    assertFound(
        new Mutant("ThreadState", "clear", call("clear"), CodeBuilder::pop2),
        Programs.Both.class,
        "sees a thread local of attempt=");
  }

  @Test
  void aReadThatIsForgotten() {
    assertFound(
        new Mutant("Waits", "markRead", call("markRead"), CodeBuilder::pop),
        Unread.class,
        "reports, expected 0");
  }

  private static void twice(CodeBuilder code, String method) {
    code.dup()
        .invokevirtual(PLACES, method, MethodTypeDesc.of(ConstantDescs.CD_void))
        .invokevirtual(PLACES, method, MethodTypeDesc.of(ConstantDescs.CD_void));
  }

  private static void assertFoundInLeases(Mutant mutant, String message) {
    assertFound(mutant, Programs.Leases.class, message, FEW_SEEDS);
  }

  private static void assertFound(
      Mutant mutant, Class<? extends Consumer<Schedule>> program, String message) {
    assertFound(mutant, program, message, SEEDS);
  }

  private static void assertFound(
      Mutant mutant, Class<? extends Consumer<Schedule>> program, String message, int seeds) {
    Simulation simulation = new Simulation(new WovenClasses(mutant));
    Planted.assertFound(mutant, simulation, program, message, seeds);
  }
}
