package dev.loomray.internal.store;

import dev.loomray.MemoryReport;
import dev.loomray.ObjectRef;
import dev.loomray.ObjectView;
import dev.loomray.Pin;
import dev.loomray.WritableObject;
import java.lang.foreign.MemorySegment;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps snapshots of values. An object has the number of its ref, and is freed when nobody holds its {@link Stored} any
 * more. Safe for use by many threads.
 */
public interface ObjectStore {
  /**
   * Stores a snapshot of a value.
   *
   * @throws dev.loomray.error.UnserializableException if it cannot be stored
   * @throws dev.loomray.error.ObjectStoreFullException if there is no room
   */
  Stored put(long number, @Nullable Object value);

  /**
   * The same, if the value is larger than what lies on the heap; else null, and nothing is stored.
   *
   * @throws dev.loomray.error.UnserializableException if it cannot be stored
   * @throws dev.loomray.error.ObjectStoreFullException if there is no room
   */
  @Nullable Stored putIfLarge(long number, @Nullable Object value);

  /**
   * A fresh copy of a stored value; of a buffer or a segment, one that cannot be written to.
   *
   * @throws dev.loomray.error.ObjectFreedException if it was freed
   */
  @Nullable Object get(Stored stored);

  /**
   * The bytes of a stored value in place.
   *
   * @throws dev.loomray.error.ObjectFreedException if it was freed
   * @throws IllegalStateException if its bytes mean nothing to a user
   */
  ObjectView view(Stored stored);

  /**
   * Keeps an object readable.
   *
   * @throws dev.loomray.error.ObjectFreedException if it was freed
   */
  Pin pin(Stored stored);

  /**
   * Frees an object; views and pins go on.
   *
   * @param by who does it, for people
   */
  void free(Stored stored, String by);

  /**
   * An object to be written in place.
   *
   * @param seal makes the ref once it is complete
   * @throws dev.loomray.error.ObjectStoreFullException if there is no room
   */
  WritableObject create(long number, long bytes, Function<Stored, ObjectRef<MemorySegment>> seal);

  /** What there is. */
  MemoryReport report(Uses uses);

  /** How full it is, and what it waits for, in one line; empty before it has any memory. */
  String describe();

  /** Frees everything that nobody views or pins; what is read goes with its last reader. */
  void close();
}
