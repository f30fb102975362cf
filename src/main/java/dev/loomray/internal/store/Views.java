package dev.loomray.internal.store;

import dev.loomray.internal.base.Reclaim;
import dev.loomray.internal.base.Signal;
import org.jspecify.annotations.Nullable;

/**
 * Makes views. The first of an object makes its root, which the others share while it is left; an object on the heap is moved
 * to memory outside before, once.
 */
final class Views {
  private final Places places;
  private final Reclaim reclaim;
  private final Pause pause;
  private final Pins pins;
  private final Signal moved = new Signal();

  Views(Places places, Reclaim reclaim, Pause pause, Pins pins) {
    this.places = places;
    this.reclaim = reclaim;
    this.pause = pause;
    this.pins = pins;
  }

  /** A view of an object. */
  View of(StoredObject object) {
    pins.requireUsable(object);
    PinRoot known = object.root();
    if (known != null && known.acquire()) {
      return new View(known, object);
    }
    while (true) {
      if (object.place() instanceof Place.OnHeap) {
        moveOut(object);
      }
      View view = first(object);
      if (view != null) {
        return view;
      }
    }
  }

  /** A view by a new root; null if the object has been moved meanwhile. */
  private @Nullable View first(StoredObject object) {
    Place place = pins.pin(object);
    try {
      if (place instanceof Place.OnHeap) {
        return null;
      }
      PinRoot root = PinRoot.of(this, object, place, reclaim);
      if (!root.acquire()) {
        return null;
      }
      object.root(reclaim.weakly(root));
      return new View(root, object);
    } finally {
      unpin(object);
    }
  }

  /** Ends one pin of an object. */
  void unpin(StoredObject object) {
    pins.unpin(object);
  }

  /** Moves an object from the heap, or waits until another thread has done so. */
  private void moveOut(StoredObject object) {
    Place from = object.beginMove();
    if (from == null) {
      awaitMove(object);
      return;
    }
    Place to = null;
    try {
      if (from instanceof Place.OnHeap) {
        to = places.copyOutside(from, object);
      }
    } finally {
      object.endMove(to, places);
      moved.all();
    }
  }

  private void awaitMove(StoredObject object) {
    moved.enter();
    try {
      pause.await(() -> !isLeavingTheHeap(object), Pause.FOREVER, object.describe());
    } finally {
      moved.leave();
    }
  }

  private static boolean isLeavingTheHeap(StoredObject object) {
    return object.state() == ObjectState.MOVING && object.place() instanceof Place.OnHeap;
  }
}
