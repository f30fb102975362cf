package dev.loomray.internal.task;

import dev.loomray.Ray;
import dev.loomray.simulation.schedule.Schedule;
import java.lang.reflect.Field;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Holds the books of a lease engine against what its leases do, at each step of a schedule; see {@link Books}. It reads while
 * no thread runs, so it takes no lock, and the engine knows nothing of it.
 */
public final class Ledger {
  private final Schedule schedule;
  private final LeaseEngine engine;
  // leases that are lent, and their turn when they were found so
  private final Map<Lease, Long> lent = new IdentityHashMap<>();
  private int held;
  private int looking;
  private int alive;
  private int kept;
  private Books books;
  // the engine has ended, and so have its leases
  private boolean isClosed;

  private Ledger(Schedule schedule, LeaseEngine engine) {
    this.schedule = schedule;
    this.engine = engine;
  }

  /** Has the books of a Ray's engine checked at each step and at the end. */
  public static void keep(Schedule schedule, Ray ray) {
    Ledger ledger = new Ledger(schedule, (LeaseEngine) owner(ray).engine());
    schedule.atEachStep(ledger::check);
    schedule.atEnd(ledger::checkEnd);
  }

  private static Owner owner(Ray ray) {
    try {
      Field owner = ray.getClass().getDeclaredField("owner");
      owner.setAccessible(true);
      return (Owner) owner.get(ray);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("no owner in " + ray.getClass(), e);
    }
  }

  private void check() {
    if (isClosed) {
      return;
    }
    books = engine.books();
    held = 0;
    looking = 0;
    alive = 0;
    kept = 0;
    for (Lease lease : engine.roll().leases()) {
      count(lease);
    }
    checkPlaces();
    checkStarting();
    if (!books.isEnding() && schedule.moves().isEmpty()) {
      checkWork();
    }
    isClosed = alive == 0 && engine.isTerminated() && schedule.moves().isEmpty();
  }

  private void count(Lease lease) {
    boolean runs = lease.turn() % 2 != 0;
    Lease.State state = lease.state();
    alive += state == Lease.State.GONE ? 0 : 1;
    switch (state) {
      case HELD -> held++;
      case WAITING -> require(runs, "a lease that waits runs no work");
      case FREE, IDLE, GONE -> require(!runs, "a lease runs work, and is FREE, IDLE or GONE");
      case LENT -> {}
    }
    kept += lease.keeps() ? 1 : 0;
    if (state != Lease.State.HELD && state != Lease.State.LENT) {
      require(!lease.keeps(), "a lease keeps work that it will not run");
    }
    if (state == Lease.State.LENT) {
      long since = lease.turn() - lent.computeIfAbsent(lease, Lease::turn);
      require(since <= 2, "a lease was lent, and runs on without a place");
    } else if (!lent.isEmpty()) {
      lent.remove(lease);
    }
    if (!runs && (state == Lease.State.HELD || state == Lease.State.LENT)) {
      looking++;
    }
  }

  private void checkPlaces() {
    int inHand = books.taken() - held - books.wanted();
    int missing = schedule.moves().in("goesOn") + schedule.moves().in("takeBack");
    require(inHand >= -missing, "a place is missing");
    require(inHand <= schedule.moves().all() - missing, "a place too many is taken");
  }

  private void checkStarting() {
    int most = books.wanted() + looking + schedule.moves().all();
    require(books.starting() >= books.wanted(), "more are wanted than start");
    require(books.starting() <= most, "more start than there are");
  }

  /** No move is under way. */
  private void checkWork() {
    require(kept == 0 || books.isWatched(), "work is kept, and nobody will look");
    if (books.queued() > 0 && books.wanted() + looking == 0) {
      require(books.taken() >= books.limit(), "work waits, and a place is free");
      require(books.isWatched(), "work waits, and nobody will look");
    }
  }

  private void checkEnd() {
    require(isClosed, "at the end it is not over");
    boolean isZero =
        books.taken() + books.wanted() + books.starting() + books.queued() + held + looking == 0;
    require(isZero, "at the end something is left");
    require(schedule.moves().isEmpty(), "at the end a move is not done");
  }

  private void require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(
          "%s: %s, %d held, %d looking, %s"
              .formatted(what, books, held, looking, schedule.moves()));
    }
  }
}
