package dev.loomray.simulation;

import dev.loomray.ObjectRef;
import dev.loomray.ObjectView;
import dev.loomray.Ray;
import dev.loomray.WritableObject;
import dev.loomray.internal.task.Ref;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;

/**
 * A stored object that is full of one byte, so whoever reads memory that is another's by now sees it.
 *
 * @param ref its ref
 * @param content the byte
 * @param size how often it is there
 * @param isArray whether it was put as an array
 */
record Marked(ObjectRef<?> ref, byte content, int size, boolean isArray) {
  /** Puts one, as an array or written in place. */
  static Marked put(Ray ray, int size, Random random) {
    byte content = (byte) random.nextInt();
    if (random.nextBoolean()) {
      byte[] bytes = new byte[size];
      Arrays.fill(bytes, content);
      return new Marked(ray.put(bytes), content, size, true);
    }
    try (WritableObject object = ray.create(size)) {
      object.fill(chunk -> chunk.fill(content));
      return new Marked(object.seal(), content, size, false);
    }
  }

  /** Segments are not asked for: what get answers would pin them until a collection, which there is not. */
  void get() {
    if (!isArray) {
      return;
    }
    MemorySegment all = MemorySegment.ofArray((byte[]) ref.get());
    MemorySegment expected = MemorySegment.ofArray(new byte[size]).fill(content);
    long at = all.mismatch(expected);
    if (at >= 0) {
      throw new AssertionError("byte " + at + " of " + this + " is another's");
    }
  }

  void check(ObjectView view) {
    for (long at = 0; at < size; at += Math.max(1, size / 5)) {
      byte found = view.getByte(at);
      if (found != content) {
        throw new AssertionError("byte " + at + " of " + this + " is another's: " + found);
      }
    }
  }

  /** The refs hold the stored value, and that is what the collector watches. */
  void forget(World world) {
    world.forget(((Ref<?>) ref).stateVolatile());
  }
}
