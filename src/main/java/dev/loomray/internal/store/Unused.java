package dev.loomray.internal.store;

/** Takes what is not used any more. */
interface Unused {
  /** A place that an object has left, or never had. */
  void giveBack(Place place);

  /** An object has ended, and nobody reads it any more. */
  void over(StoredObject object, Place last);
}
