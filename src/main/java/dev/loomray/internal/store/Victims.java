package dev.loomray.internal.store;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Queue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Chooses what leaves the memory: a clock, whose hand goes over all objects there, the oldest first, and passes those once that
 * were read since it came by last. For the store's thread alone.
 */
final class Victims {
  private static final int ROUNDS = 2;

  private final Roster roster;

  // what the hand has not passed in this round; some of it may have ended
  private final Queue<StoredObject> round = new ArrayDeque<>();
  private boolean hasSpared;

  Victims(Roster roster) {
    this.roster = roster;
  }

  /**
   * An object in memory that nobody reads; null if there is none.
   *
   * @param mayLeave which of them will do
   */
  @Nullable StoredObject next(Predicate<StoredObject> mayLeave) {
    for (int rounds = 0; rounds <= ROUNDS; rounds++) {
      StoredObject found = nextOfRound(mayLeave);
      if (found != null) {
        return found;
      }
      if (rounds > 0 && !hasSpared) {
        return null; // the next round would find the same
      }
      begin();
    }
    return null;
  }

  private @Nullable StoredObject nextOfRound(Predicate<StoredObject> mayLeave) {
    for (StoredObject next = round.poll(); next != null; next = round.poll()) {
      if (next.isAtRest() && isInMemory(next.place()) && mayLeave.test(next)) {
        if (!next.wasTouched()) {
          return next;
        }
        hasSpared = true;
      }
    }
    return null;
  }

  private static boolean isInMemory(Place place) {
    return switch (place) {
      case Place.InPage(var page, var _) -> !page.block().segment().isFallback();
      case Place.InSegment(var block) -> !block.segment().isFallback();
      case Place.OnHeap _, Place.OnDisk _ -> false;
    };
  }

  private void begin() {
    hasSpared = false;
    roster.all().stream()
        .filter(object -> isInMemory(object.place())) // all others would be sorted in vain
        .sorted(Comparator.comparingLong(object -> object.facts().number()))
        .forEach(round::add);
  }
}
