package dev.loomray.internal.store.control;

import dev.loomray.internal.base.SessionFiles;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/**
 * The control file of a session. It is only written: what the store needs to know itself it keeps elsewhere, so whoever
 * shares the file can spoil nothing but what others read there. Each counter has one writer at a time, and a write
 * costs what a store to memory does.
 */
public final class Control {
  // immutable
  private final Words words;
  private final ControlDescriptor layout;
  private final SegmentList segments;

  // whoever may write the counter
  private final long[] totals = new long[Counter.values().length];

  /** Writes the file into memory that holds zeros. */
  public Control(MemorySegment memory, long limit) {
    this.words = Words.in(memory);
    this.layout = ControlDescriptor.of(limit);
    this.segments = new SegmentList(words, layout);
    for (Counter counter : Counter.values()) {
      describe(memory, counter);
    }
    writeHeader();
  }

  /** Makes the file for a store of at most so many bytes. */
  public static Control create(SessionFiles files, long limit) throws IOException {
    return new Control(files.control(bytesFor(limit)), limit);
  }

  /** How long the file is for a store of at most so many bytes. */
  public static long bytesFor(long limit) {
    return ControlDescriptor.of(limit).fileBytes();
  }

  private void writeHeader() {
    words.putInt(ControlDescriptor.VERSION_AT, ControlDescriptor.VERSION);
    putPart(ControlDescriptor.SEGMENTS_AT, layout.segment(0), layout.metadataOffset());
    putPart(ControlDescriptor.METADATA_AT, layout.metadataOffset(), layout.valuesOffset());
    int end = layout.valuesOffset() + layout.valuesLength();
    putPart(ControlDescriptor.VALUES_AT, layout.valuesOffset(), end);
    // pairs with the acquire of who reads the file
    words.putLongRelease(ControlDescriptor.MAGIC_AT, ControlDescriptor.MAGIC);
  }

  private void putPart(int at, int from, int to) {
    words.putInt(at, from);
    words.putInt(at + Integer.BYTES, to - from);
  }

  private void describe(MemorySegment memory, Counter counter) {
    int at = layout.metadata(counter);
    words.putInt(at + ControlDescriptor.TYPE_AT, counter.id());
    words.putLong(at + ControlDescriptor.REUSE_AT, ControlDescriptor.NOT_FOR_REUSE);
    byte[] label = counter.label().getBytes(StandardCharsets.US_ASCII);
    int labelAt = at + ControlDescriptor.LABEL_AT;
    words.putInt(labelAt, label.length);
    MemorySegment.copy(
        label, 0, memory, ValueLayout.JAVA_BYTE, labelAt + Integer.BYTES, label.length);
    words.putIntRelease(at + ControlDescriptor.COUNTER_STATE_AT, ControlDescriptor.ALLOCATED);
  }

  /** A counter has a value now. */
  public void set(Counter counter, long value) {
    words.putLongRelease(layout.value(counter), value);
  }

  /** A counter has grown by one. */
  public void count(Counter counter) {
    set(counter, ++totals[counter.id()]);
  }

  /** The segments there are. */
  public SegmentList segments() {
    return segments;
  }
}
