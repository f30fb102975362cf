package dev.loomray.internal.serial.graph;

import dev.loomray.internal.serial.code.Token;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.InvalidObjectException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.lang.reflect.Proxy;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Reads a Java stream, with the objects that were written beside it in place of their tokens.
 * Arrays that the stream is too short for, each alone or all together, are refused before they are allocated.
 */
final class StreamInput extends ObjectInputStream {
  /** Makes a hash table as large as a field of it says, and asks nobody. */
  private static final String GREEDY = "java.beans.beancontext.BeanContextSupport";

  private final ClassLookup lookup;
  private final @Nullable Object[] beside;
  private long unclaimed; // slots of arrays

  StreamInput(ClassLookup lookup, byte[] bytes, @Nullable Object[] beside) throws IOException {
    super(new ByteArrayInputStream(bytes));
    this.lookup = lookup;
    this.beside = beside;
    enableResolveObject(true);
    unclaimed = 8L * bytes.length + 1024; // a hash table may have some more slots than elements
    setObjectInputFilter(
        info ->
            claim(info.arrayLength())
                ? ObjectInputFilter.Status.UNDECIDED
                : ObjectInputFilter.Status.REJECTED);
  }

  /** Refuses a class whose objects could take any memory when they are read. */
  static void requireModest(String className) throws InvalidClassException {
    if (className.equals(GREEDY)) {
      throw new InvalidClassException(className, "it takes memory for what its stream claims");
    }
  }

  @Override
  protected Class<?> resolveClass(ObjectStreamClass desc)
      throws ClassNotFoundException, InvalidClassException {
    requireModest(desc.getName());
    return desc.getName().equals(Token.class.getName()) ? Token.class : lookup.find(desc.getName());
  }

  @Override
  protected Class<?> resolveProxyClass(String[] names) throws ClassNotFoundException {
    Class<?>[] interfaces = new Class<?>[names.length];
    for (int i = 0; i < names.length; i++) {
      interfaces[i] = lookup.find(names[i]);
    }
    return Proxy.newProxyInstance(lookup.loader(), interfaces, (proxy, method, args) -> null)
        .getClass();
  }

  /** A queue of the JDK takes the lock that it has read, to add its elements: nobody would ever give one back that is held. */
  @Override
  protected @Nullable Object resolveObject(Object object) throws InvalidObjectException {
    if (object instanceof ReentrantLock lock && lock.isLocked()) {
      throw new InvalidObjectException("a lock that is held");
    }
    if (!(object instanceof Token token)) {
      return object;
    }
    if (token.index() < 0 || token.index() >= beside.length) {
      throw new InvalidObjectException("object " + token.index() + " of " + beside.length);
    }
    return beside[token.index()];
  }

  /** Takes the slots of an array, those of all together being limited; -1 is no array. */
  private boolean claim(long slots) {
    unclaimed -= Math.max(0, slots);
    return unclaimed >= 0;
  }
}
