package dev.loomray.internal.store.control;

/** The numbers that a store shows to other processes. A counter never becomes another. */
public enum Counter {
  // written under the lock of the segments
  USED(0, "bytes used"),
  COMMITTED(1, "bytes committed"),
  LIMIT(2, "bytes at most"),
  SEGMENTS(3, "segments"),

  // written by the store's thread
  STORED(4, "objects stored so far"),
  FREED(5, "objects freed so far"),
  MOVED(6, "objects moved to make room"),
  COLLECTIONS(7, "collections asked for"),
  WAITS(8, "waits for room");

  private final int id;
  private final String label;

  Counter(int id, String label) {
    this.id = id;
    this.label = label;
  }

  /** Its number in the file, from 0 without gaps. */
  public int id() {
    return id;
  }

  /** What it is called in the file. */
  public String label() {
    return label;
  }
}
