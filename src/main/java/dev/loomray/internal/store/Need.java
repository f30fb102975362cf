package dev.loomray.internal.store;

import dev.loomray.internal.serial.code.ClassNames;

/**
 * Room that somebody needs.
 *
 * @param bytes how much
 * @param of the class of the value it is for
 * @param isRestore whether that was stored before: then the last of a disk is for it
 */
record Need(long bytes, Class<?> of, boolean isRestore) {
  /** Room for a value that comes. */
  static Need of(long bytes, Class<?> of) {
    return new Need(bytes, of, false);
  }

  /** More of it, for the same value. */
  Need withBytes(long more) {
    return new Need(more, of, isRestore);
  }

  /** What it is for, in words. */
  String what() {
    return "a value of type " + ClassNames.of(of);
  }
}
