package dev.loomray.internal.store;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Chooses what leaves the memory: a clock, whose hand goes over all objects, the oldest first, and passes those once that were
 * read since it came by last. For the store's thread alone.
 */
final class Victims {
  private static final int ROUNDS = 2;

  private final Roster roster;

  // what the hand has not passed in this round; some of it may have ended
  private final Queue<StoredObject> round = new ArrayDeque<>();

  Victims(Roster roster) {
    this.roster = roster;
  }

  /** An object outside the heap that nobody reads; null if there is none. */
  @Nullable StoredObject next() {
    for (int rounds = 0; rounds <= ROUNDS; rounds++) {
      StoredObject found = nextOfRound();
      if (found != null) {
        return found;
      }
      begin();
    }
    return null;
  }

  private @Nullable StoredObject nextOfRound() {
    for (StoredObject next = round.poll(); next != null; next = round.poll()) {
      if (next.isAtRest() && isInMemory(next.place()) && !next.wasTouched()) {
        return next;
      }
    }
    return null;
  }

  private static boolean isInMemory(Place place) {
    return switch (place) {
      case Place.InPage _ -> true;
      case Place.InSegment(var block) -> !block.segment().isFallback();
      case Place.OnHeap _, Place.OnDisk _ -> false;
    };
  }

  private void begin() {
    roster.all().stream()
        .sorted(Comparator.comparingLong(object -> object.facts().number()))
        .forEach(round::add);
  }
}
