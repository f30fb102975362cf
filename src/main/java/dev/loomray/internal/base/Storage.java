package dev.loomray.internal.base;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The memory of the machine, and the files that hold a session's objects: the only door to both. */
public interface Storage {
  /** How many bytes of memory there are for this process and its neighbours: those of its container, if it is in one. */
  long totalMemory();

  /** How many bytes of memory can still be had without taking any from somebody. */
  long availableMemory();

  /** How many bytes the heap of this JVM may grow to. */
  long maxHeap();

  /**
   * Makes the directory of a new session, and removes what dead sessions left beside it.
   *
   * @param configured where the user wants it; null for the best place that can be used
   * @param reports told if the place is not the usual one
   * @throws IOException if there is no place; the message says why for each
   */
  SessionFiles open(@Nullable Path configured, Reports reports) throws IOException;

  /**
   * Removes what dead sessions have spilled, wherever this one would spill to; nothing is made.
   *
   * @param configured where the user wants it; null for the place of temporary files
   */
  void sweepSpill(@Nullable Path configured);

  /**
   * Makes the directory of a session's spilled objects, which is never in memory, and removes what dead sessions left beside
   * it.
   *
   * @param configured where the user wants it; null for the place of temporary files
   * @param reports warned if the place is on another machine
   * @throws IOException if there is no place; the message says why for each
   */
  SpillFiles openSpill(@Nullable Path configured, Reports reports) throws IOException;
}
