package dev.loomray;

import java.time.Duration;
import java.util.List;

/**
 * What the object store holds (Ray: {@code ray memory}). {@link #toString()} is a table for a person.
 *
 * {@snippet file="StoreSnippets.java" region="memory"}
 *
 * @param used bytes in objects and in what their blocks round up to, {@code inline} included
 * @param free bytes until the store is full
 * @param pinned bytes of objects that are being read or pinned
 * @param spilled bytes of objects on disk
 * @param inline bytes of small objects, which lie on the heap
 * @param largest the largest objects, the largest first, at most a hundred
 */
public record MemoryReport(
    long used, long free, long pinned, long spilled, long inline, List<Entry> largest) {
  /** Makes a report. */
  public MemoryReport {
    largest = List.copyOf(largest);
  }

  /** What keeps an object (Ray: the reference types of {@code ray memory}). */
  public enum Reference {
    /** A ref in the program. */
    LOCAL_REFERENCE,
    /** A view or a pin. */
    PINNED_IN_MEMORY,
    /** A task that has not started and has it as an argument. */
    USED_BY_PENDING_TASK,
    /** A ref inside another object. */
    CAPTURED_IN_OBJECT,
    /** A call of an actor that has not started and has it as an argument. */
    ACTOR_HANDLE
  }

  /**
   * One object.
   *
   * @param id as {@link ObjectRef#id()}
   * @param bytes its size
   * @param type the type of its value
   * @param age how long it has been there
   * @param reference what keeps it
   * @param site where it was put, if {@link RayConfig#recordSites()} is on; else empty
   */
  public record Entry(
      String id, long bytes, String type, Duration age, Reference reference, String site) {}

  /** A table for a person; it is not a format. */
  @Override
  public String toString() {
    StringBuilder text =
        new StringBuilder(
            "object store: %,d bytes used, %,d free, %,d pinned, %,d spilled, %,d on the heap%n"
                .formatted(used, free, pinned, spilled, inline));
    for (Entry entry : largest) {
      text.append(
          "  %,15d bytes  %-20s %8s  %-20s %s%s%n"
              .formatted(
                  entry.bytes,
                  entry.type,
                  "%.1f s".formatted(entry.age.toNanos() / 1e9),
                  entry.reference,
                  entry.id,
                  entry.site.isEmpty() ? "" : "  put at " + entry.site));
    }
    return text.toString();
  }
}
