package dev.loomray.internal.task;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.ZI_Result;
import org.openjdk.jcstress.infra.results.ZZL_Result;

/**
 * Races on the one field of a ref. A waiter's figure is 10 if the ref took it plus how often it was
 * told, so that 0 and 11 are right, 10 is a lost waiter, 1 one that was told for nothing, and 12
 * one that was told twice.
 */
final class RefStress {
  private static final Owner OWNER = StillOwner.withCpus(1);
  private static final int FULL = 16;

  private RefStress() {}

  /** Two threads settle: one wins, and its value stays. */
  @JCStressTest
  @Outcome(id = "true, false, a", expect = ACCEPTABLE, desc = "the first settled it")
  @Outcome(id = "false, true, b", expect = ACCEPTABLE, desc = "the second settled it")
  @State
  public static class SettleAndSettle {
    private final Ref<String> ref = new Ref<>(OWNER);

    @Actor
    public void first(ZZL_Result r) {
      r.r1 = ref.settle("a");
    }

    @Actor
    public void second(ZZL_Result r) {
      r.r2 = ref.settle("b");
    }

    @Arbiter
    public void after(ZZL_Result r) {
      r.r3 = ref.value();
    }
  }

  /** Who sees the ref settled sees what the settling thread wrote before. */
  @JCStressTest
  @Outcome(id = "false, 0", expect = ACCEPTABLE, desc = "not settled yet")
  @Outcome(id = "true, 42", expect = ACCEPTABLE, desc = "settled, and the value is complete")
  @State
  public static class SettleAndRead {
    private final Ref<int[]> ref = new Ref<>(OWNER);

    @Actor
    public void settle() {
      int[] value = new int[1];
      value[0] = 42;
      ref.settle(value);
    }

    @Actor
    public void read(ZI_Result r) {
      r.r1 = ref.isReady();
      r.r2 = r.r1 ? ref.value()[0] : 0;
    }
  }

  /** A waiter comes while the ref is settled: it is told or refused, never neither, never twice. */
  @JCStressTest
  @Outcome(id = "true, 0", expect = ACCEPTABLE, desc = "refused")
  @Outcome(id = "true, 11", expect = ACCEPTABLE, desc = "taken, and told once")
  @State
  public static class SettleAndAddWaiter {
    private final Ref<String> ref = new Ref<>(OWNER);
    private final CountingWaiter waiter = new CountingWaiter(true);

    @Actor
    public void settle(ZI_Result r) {
      r.r1 = ref.settle("a");
    }

    @Actor
    public void add(ZI_Result r) {
      r.r2 = waiter.addTo(ref);
    }

    @Arbiter
    public void after(ZI_Result r) {
      r.r2 += waiter.told();
    }
  }

  /** Two waiters come at the same time: neither is lost from the list. */
  @JCStressTest
  @Outcome(id = "11, 11", expect = ACCEPTABLE, desc = "both taken, both told once")
  @State
  public static class AddWaiterAndAddWaiter {
    private final Ref<String> ref = new Ref<>(OWNER);
    private final CountingWaiter one = new CountingWaiter(true);
    private final CountingWaiter two = new CountingWaiter(true);

    @Actor
    public void first(II_Result r) {
      r.r1 = one.addTo(ref);
    }

    @Actor
    public void second(II_Result r) {
      r.r2 = two.addTo(ref);
    }

    @Arbiter
    public void after(II_Result r) {
      ref.settle("a");
      r.r1 += one.told();
      r.r2 += two.told();
    }
  }

  /**
   * One thread brings two waiters while another settles: the second is never taken after the first
   * was refused.
   */
  @JCStressTest
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "both refused")
  @Outcome(id = "11, 0", expect = ACCEPTABLE, desc = "settled in between")
  @Outcome(id = "11, 11", expect = ACCEPTABLE, desc = "both taken, both told once")
  @State
  public static class SettleAndAddTwoWaiters {
    private final Ref<String> ref = new Ref<>(OWNER);
    private final CountingWaiter one = new CountingWaiter(true);
    private final CountingWaiter two = new CountingWaiter(true);

    @Actor
    public void settle() {
      ref.settle("a");
    }

    @Actor
    public void add(II_Result r) {
      r.r1 = one.addTo(ref);
      r.r2 = two.addTo(ref);
    }

    @Arbiter
    public void after(II_Result r) {
      r.r1 += one.told();
      r.r2 += two.told();
    }
  }

  /** The list is full, mostly of waiters that gave up, and compacted while the ref is settled. */
  @JCStressTest
  @Outcome(id = "0, 1, 15", expect = ACCEPTABLE, desc = "settled first, with all the old waiters")
  @Outcome(
      id = "11, 1, 0",
      expect = ACCEPTABLE,
      desc = "compacted first: the living alone are told")
  @State
  public static class SettleAndCompact {
    private final Ref<String> ref = new Ref<>(OWNER);
    private final CountingWaiter alive = new CountingWaiter(true);
    private final CountingWaiter gone = new CountingWaiter(false);
    private final CountingWaiter added = new CountingWaiter(true);

    public SettleAndCompact() {
      fill(ref, alive, gone);
    }

    @Actor
    public void settle() {
      ref.settle("a");
    }

    @Actor
    public void add(III_Result r) {
      r.r1 = added.addTo(ref);
    }

    @Arbiter
    public void after(III_Result r) {
      r.r1 += added.told();
      r.r2 = alive.told();
      r.r3 = gone.told();
    }
  }

  /** Two waiters come to a full list: both compact it, and nobody who lives is lost. */
  @JCStressTest
  @Outcome(id = "11, 11, 1", expect = ACCEPTABLE, desc = "all that live are told once")
  @State
  public static class CompactAndCompact {
    private final Ref<String> ref = new Ref<>(OWNER);
    private final CountingWaiter alive = new CountingWaiter(true);
    private final CountingWaiter one = new CountingWaiter(true);
    private final CountingWaiter two = new CountingWaiter(true);

    public CompactAndCompact() {
      fill(ref, alive, new CountingWaiter(false));
    }

    @Actor
    public void first(III_Result r) {
      r.r1 = one.addTo(ref);
    }

    @Actor
    public void second(III_Result r) {
      r.r2 = two.addTo(ref);
    }

    @Arbiter
    public void after(III_Result r) {
      ref.settle("a");
      r.r1 += one.told();
      r.r2 += two.told();
      r.r3 = alive.told();
    }
  }

  private static void fill(Ref<?> ref, Waiter alive, Waiter gone) {
    ref.addWaiter(alive);
    for (int i = 1; i < FULL; i++) {
      ref.addWaiter(gone);
    }
  }
}
