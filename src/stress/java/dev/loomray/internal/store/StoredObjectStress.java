package dev.loomray.internal.store;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.loomray.internal.serial.ValueType;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** The word of an object: its place is given back once, and never to somebody who reads it. */
final class StoredObjectStress {
  private static final StoredObject.End END = new StoredObject.End("a test", 0);

  private StoredObjectStress() {}

  /** An object, and how often its places were given back. */
  static class One implements Unused {
    final Place first = new Place.InPage(null, MemorySegment.NULL);
    final Place second = new Place.InPage(null, MemorySegment.NULL);
    final StoredObject object =
        new StoredObject(
            new StoredObject.Facts(1, ValueType.SEGMENT, 0, Object.class, 0, ""), List.of(), first);
    final AtomicInteger firstGiven = new AtomicInteger();
    final AtomicInteger secondGiven = new AtomicInteger();

    @Override
    public void over(StoredObject over, Place last) {
      giveBack(last);
    }

    @Override
    public void giveBack(Place place) {
      if (place != null) {
        (place == first ? firstGiven : secondGiven).incrementAndGet();
      }
    }

    /** Reads; 1 if the place was there all the time, 0 if it could not be read, -1 if it was lost. */
    int read() {
      Place place = object.pin();
      if (place == null) {
        return 0;
      }
      int lost = (place == first ? firstGiven : secondGiven).get();
      giveBack(object.unpin());
      return lost == 0 ? 1 : -1;
    }

    void free() {
      giveBack(object.free(END));
    }

    void move() {
      if (object.beginMove() != null) {
        object.endMove(second, this);
      }
    }
  }

  /** A reader and who frees. */
  @JCStressTest
  @Outcome(id = "[01], 1", expect = ACCEPTABLE, desc = "read or refused, and given back once")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "lost under a reader, kept, or given back twice")
  @State
  public static class PinAndFree extends One {
    @Actor
    public void reader(II_Result r) {
      r.r1 = read();
    }

    @Actor
    public void freer() {
      free();
    }

    @Arbiter
    public void after(II_Result r) {
      r.r2 = firstGiven.get();
    }
  }

  /** A reader and who moves; it is freed afterwards. */
  @JCStressTest
  @Outcome(id = "1, 1, [01]", expect = ACCEPTABLE, desc = "read, and both places given back")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "lost under a reader, kept, or given back twice")
  @State
  public static class PinAndMove extends One {
    @Actor
    public void reader(III_Result r) {
      r.r1 = read();
    }

    @Actor
    public void mover() {
      move();
    }

    @Arbiter
    public void after(III_Result r) {
      free();
      r.r2 = firstGiven.get();
      r.r3 = secondGiven.get();
    }
  }

  /** One that frees while another moves. */
  @JCStressTest
  @Outcome(
      id = "1, [01]",
      expect = ACCEPTABLE,
      desc = "each place that was used is given back once")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "kept, or given back twice")
  @State
  public static class FreeAndMove extends One {
    @Actor
    public void freer() {
      free();
    }

    @Actor
    public void mover() {
      move();
    }

    @Arbiter
    public void after(II_Result r) {
      r.r1 = firstGiven.get();
      r.r2 = secondGiven.get();
    }
  }

  /** Two that free: only one does. */
  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "given back once")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "kept, or given back twice")
  @State
  public static class FreeAndFree extends One {
    @Actor
    public void one() {
      free();
    }

    @Actor
    public void other() {
      free();
    }

    @Arbiter
    public void after(I_Result r) {
      r.r1 = firstGiven.get();
    }
  }
}
