package dev.loomray;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Writes and reads the values of one class, for classes that cannot be stored field by field (Ray: {@code
 * ray.util.register_serializer}). Register it with {@link RayConfig#codec}. It must be safe for use by many threads.
 *
 * {@snippet file="Snippets.java" region="codec"}
 *
 * @param <T> the class
 */
public interface Codec<T> {
  /**
   * Writes a value.
   *
   * @param value the value, not null
   * @param out where to
   * @throws IOException if it cannot be written
   */
  void write(T value, DataOutput out) throws IOException;

  /**
   * Reads a value that {@link #write} wrote. It cannot read beyond what was written.
   *
   * @param in where from
   * @return a new value
   * @throws IOException if it cannot be read
   */
  T read(DataInput in) throws IOException;
}
