package dev.loomray.internal.store;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.loomray.internal.store.StoredObjectStress.One;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** An object that goes to a file and comes back: it leaves its place once, and never under somebody who reads it. */
final class SpilledObjectStress {
  private static final Place.OnDisk DISK = new Place.OnDisk(null);

  private SpilledObjectStress() {}

  /** An object with a file. */
  static class Two extends One {
    /** Spills it; 1 if it has left the memory. */
    int spill() {
      return object.beginSpill() != null && object.endSpill(DISK, this) ? 1 : 0;
    }

    /** Restores it to its second place; 1 if it was this thread that did so. */
    int restore() {
      boolean isMine = object.beginRestore();
      if (isMine) {
        object.endRestore(second, this);
      }
      return isMine ? 1 : 0;
    }

    @Override
    public void giveBack(Place place) {
      if (place != DISK) {
        super.giveBack(place);
      }
    }
  }

  /** The same, on disk. */
  static class Spilled extends Two {
    Spilled() {
      spill();
    }
  }

  @JCStressTest
  @Outcome(id = "1, 0, 0", expect = ACCEPTABLE, desc = "it is read, and stays")
  @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "it is read before it leaves")
  @Outcome(id = "0, 1, 1", expect = ACCEPTABLE, desc = "it has left before")
  @Outcome(
      expect = FORBIDDEN,
      desc = "its place was given back while it was read, or twice, or never")
  @State
  public static class PinAgainstSpill extends Two {
    @Actor
    public void reader(III_Result result) {
      result.r1 = read();
    }

    @Actor
    public void spiller(III_Result result) {
      result.r2 = spill();
    }

    @Arbiter
    public void after(III_Result result) {
      result.r3 = firstGiven.get();
    }
  }

  @JCStressTest
  @Outcome(
      id = {"0, 1", "1, 1"},
      expect = ACCEPTABLE,
      desc = "given back once")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "its place was given back twice, or never")
  @State
  public static class FreeAgainstSpill extends Two {
    @Actor
    public void freer() {
      free();
    }

    @Actor
    public void spiller(II_Result result) {
      result.r1 = spill();
    }

    @Arbiter
    public void after(II_Result result) {
      result.r2 = firstGiven.get();
    }
  }

  @JCStressTest
  @Outcome(
      id = {"1, 0, 0", "0, 1, 0"},
      expect = ACCEPTABLE,
      desc = "one of them restores it")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "both do, or nobody, or its place is lost")
  @State
  public static class TwoRestores extends Spilled {
    @Actor
    public void one(III_Result result) {
      result.r1 = restore();
    }

    @Actor
    public void other(III_Result result) {
      result.r2 = restore();
    }

    @Arbiter
    public void after(III_Result result) {
      result.r3 = secondGiven.get();
    }
  }

  @JCStressTest
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "restored, and given back once")
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "freed before")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "its place was given back twice, or never")
  @State
  public static class FreeAgainstRestore extends Spilled {
    @Actor
    public void freer() {
      free();
    }

    @Actor
    public void restorer(II_Result result) {
      result.r1 = restore();
    }

    @Arbiter
    public void after(II_Result result) {
      result.r2 = secondGiven.get();
    }
  }
}
