package dev.loomray.internal.store.control;

/** The segments in the control file. For one thread at a time. */
public final class SegmentList {
  private final Words words;
  private final ControlDescriptor layout;

  /** Which entries are taken, by the number of the segment plus one: what is in the file is not read. */
  private final int[] taken;

  SegmentList(Words words, ControlDescriptor layout) {
    this.words = words;
    this.layout = layout;
    this.taken = new int[layout.segments()];
  }

  /** There is a segment, or more of it. If no entry is left for it, it is not listed. */
  public void put(int number, boolean isWhole, long fileBytes, long committedBytes) {
    int known = find(number + 1);
    int entry = known >= 0 ? known : find(0);
    if (entry < 0) {
      return;
    }
    taken[entry] = number + 1;
    int at = layout.segment(entry);
    // each after the one before, for who reads them in turn and finds the same state and number at
    // the end
    words.putIntRelease(at + ControlDescriptor.NUMBER_AT, number);
    words.putLongRelease(at + ControlDescriptor.FILE_BYTES_AT, fileBytes);
    words.putLongRelease(at + ControlDescriptor.COMMITTED_AT, committedBytes);
    words.putIntRelease(
        at + ControlDescriptor.STATE_AT,
        isWhole ? ControlDescriptor.WHOLE : ControlDescriptor.SHARED);
  }

  /** There is a segment no more. */
  public void remove(int number) {
    int entry = find(number + 1);
    if (entry >= 0) {
      taken[entry] = 0;
      words.putIntRelease(
          layout.segment(entry) + ControlDescriptor.STATE_AT, ControlDescriptor.NONE);
    }
  }

  private int find(int wanted) {
    for (int i = 0; i < taken.length; i++) {
      if (taken[i] == wanted) {
        return i;
      }
    }
    return -1;
  }
}
