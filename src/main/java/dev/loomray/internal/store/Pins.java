package dev.loomray.internal.store;

import java.util.function.Function;

/** Keeps objects readable; those on disk are brought back first. */
final class Pins {
  private final Places places;
  private final Restoring restoring;
  private final Function<StoredObject, RuntimeException> ended;

  /**
   * Makes pins.
   *
   * @param ended why an object cannot be read
   */
  Pins(Places places, Restoring restoring, Function<StoredObject, RuntimeException> ended) {
    this.places = places;
    this.restoring = restoring;
    this.ended = ended;
  }

  /** Pins an object; its place stays until {@link #unpin}. */
  Place pin(StoredObject object) {
    while (true) {
      Place place = object.pin();
      if (place != null) {
        return place;
      }
      requireUsable(object);
      restoring.bring(object);
    }
  }

  /** Refuses an object that cannot be read any more. */
  void requireUsable(StoredObject object) {
    ObjectState state = object.state();
    if (state == ObjectState.DEAD || state == ObjectState.LOST) {
      throw ended.apply(object);
    }
  }

  /** Ends one pin of an object. */
  void unpin(StoredObject object) {
    Place unused = object.unpin();
    if (unused != null) {
      places.over(object, unused);
    } else if (object.isAtRest()) {
      places.unpinned();
    }
  }
}
