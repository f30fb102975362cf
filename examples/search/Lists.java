package search;

import java.nio.IntBuffer;
import java.util.Arrays;

/** Posting lists, one after the other, wherever they are kept. They never change. */
public interface Lists {
  /** All of them, read where they are. */
  IntBuffer ints();

  /** All of them as an array, which may be a copy and is not to be written to. */
  int[] array();

  /** Some of them. */
  Lists range(int from, int to);

  /** Lists on the Java heap. */
  record OnHeap(int[] array) implements Lists {
    @Override
    public IntBuffer ints() {
      return IntBuffer.wrap(array);
    }

    @Override
    public Lists range(int from, int to) {
      return new OnHeap(Arrays.copyOfRange(array, from, to));
    }
  }
}
