package dev.loomray.internal.base.file;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/**
 * Work on a channel that an interrupt of its thread neither ends nor gets lost in. The interrupt closes the channel; so the
 * work is done again, on a new one, and the thread is interrupted afterwards.
 */
final class Uninterrupted {
  private Uninterrupted() {}

  /** What is done; it opens its channel if that is closed. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws IOException;
  }

  static <T> T run(Work<T> work) throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        interrupted |= Thread.interrupted();
        try {
          return work.run();
        } catch (ClosedByInterruptException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
