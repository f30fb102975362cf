package dev.loomray.internal.serial.graph;

import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.util.MapReferenceResolver;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The objects of a graph that were met before, so that each is written once and comes back as one
 * object.
 *
 * <p>Some objects, such as records, are made only when all their parts are there. While one is
 * written it is <em>open</em>; meeting it again then means a cycle that could not be read, and is
 * refused.
 */
final class GraphReferences extends MapReferenceResolver {
  // only the thread that uses the Kryo
  private @Nullable Object[] open = new Object[16];
  private int depth;

  /** Says that the parts of an object follow that will be made from them. */
  void open(Object whole) {
    if (depth == open.length) {
      open = Arrays.copyOf(open, 2 * depth);
    }
    open[depth++] = whole;
  }

  /** Says that the parts of the object opened last have ended. */
  void close() {
    open[--depth] = null;
  }

  @Override
  public int getWrittenId(Object object) {
    int id = super.getWrittenId(object);
    if (id != -1 && isOpen(object)) {
      throw StoreFailure.cycle(object.getClass());
    }
    return id;
  }

  @Override
  @SuppressWarnings("rawtypes") // as Kryo declares it
  public Object getReadObject(Class type, int id) {
    if (id >= readObjects.size()) {
      throw new KryoException("reference to object " + id + " of " + readObjects.size());
    }
    Object found = super.getReadObject(type, id);
    if (found == null) {
      throw new KryoException("reference to object " + id + " inside itself");
    }
    return found;
  }

  @Override
  public void reset() {
    super.reset();
    Arrays.fill(open, 0, depth, null);
    depth = 0;
  }

  @SuppressWarnings("ReferenceEquality") // the question is whether it is this very object
  private boolean isOpen(Object object) {
    for (int i = depth - 1; i >= 0; i--) {
      if (open[i] == object) {
        return true;
      }
    }
    return false;
  }
}
