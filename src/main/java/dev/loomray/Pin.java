package dev.loomray;

/**
 * Keeps an object where it is and readable, whatever becomes of its refs, until it is closed (Ray has none; it pins what
 * is being read).
 *
 * {@snippet file="StoreSnippets.java" region="pin"}
 *
 * <p>Safe for use by any thread. A pin that is forgotten ends when it is collected.
 */
public interface Pin extends AutoCloseable {
  /** Ends this pin; a second time does nothing. */
  @Override
  void close();
}
