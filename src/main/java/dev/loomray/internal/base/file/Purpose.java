package dev.loomray.internal.base.file;

import org.jspecify.annotations.Nullable;

/**
 * What a place is for, and so what it must be like.
 *
 * @param what is kept there, as messages call it
 * @param setting by which the user chooses another place
 * @param isMapped whether the files are mapped: then memory is best, and the disk of another machine does not do; all other
 *     files are there so that their bytes are not in memory
 * @param least how many bytes must be left
 */
record Purpose(String what, String setting, boolean isMapped, long least) {
  /** Segments; less is no place for a store. */
  static final Purpose STORE = new Purpose("the object store", "sessionDir", true, 20L << 20);

  /** Spilled objects; a disk that is full now may have room later. */
  static final Purpose SPILL = new Purpose("spilled objects", "spillDir", false, 0);

  /** Why a volume does not do, as the end of a sentence about the place; null if it does. */
  @Nullable String refusal(Volume volume) {
    if (isMapped && volume.isRemote()) {
      return "is on another machine (" + volume.type() + ")";
    }
    if (!isMapped && volume.isMemory()) {
      return "is in memory (" + volume.type() + ")";
    }
    return null;
  }

  /** What to look for. */
  String advice() {
    return isMapped ? "choose another" : "choose one on a disk";
  }
}
