package dev.loomray.simulation.schedule;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/**
 * A second copy of the product and of the programs that run it, woven, and changed if a test wants to plant a bug. The
 * scheduler itself is shared with the parent.
 */
public final class WovenClasses extends ClassLoader {
  private static final String OURS = "dev.loomray.";
  private static final String SHARED = "dev.loomray.simulation.schedule.";
  private static final List<String> WOVEN =
      List.of(
          "dev.loomray.internal.actor.",
          "dev.loomray.internal.base.",
          "dev.loomray.internal.observe.",
          "dev.loomray.internal.task.",
          "dev.loomray.internal.runtime.",
          "dev.loomray.simulation.");

  static {
    registerAsParallelCapable();
  }

  private final Weaver weaver;
  private final BiFunction<String, byte[], byte[]> change;
  // class files that were read: to look for them in the jars again may wait for a lock of the JDK's
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();

  /** The classes as they are. */
  public WovenClasses(ClassLoader parent) {
    this(parent, (_, bytes) -> bytes);
  }

  /** Classes of which some are changed before they are woven. */
  public WovenClasses(ClassLoader parent, BiFunction<String, byte[], byte[]> change) {
    super("woven", parent);
    this.weaver = new Weaver(parent);
    this.change = change;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(OURS) || name.startsWith(SHARED)) {
      return super.loadClass(name, resolve);
    }
    Class<?> loaded = findLoadedClass(name);
    return loaded != null ? loaded : define(name);
  }

  /** Two threads may both try: the second finds what the first has defined. */
  private Class<?> define(String name) throws ClassNotFoundException {
    byte[] bytes = change.apply(name, read(name));
    byte[] ready = WOVEN.stream().anyMatch(name::startsWith) ? weaver.weave(bytes) : bytes;
    try {
      return defineClass(name, ready, 0, ready.length);
    } catch (LinkageError e) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded == null) {
        throw e;
      }
      return loaded;
    }
  }

  @Override
  public InputStream getResourceAsStream(String name) {
    byte[] known = files.get(name);
    return known == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(known);
  }

  private byte[] read(String name) throws ClassNotFoundException {
    String file = name.replace('.', '/') + ".class";
    try (InputStream in = getParent().getResourceAsStream(file)) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = in.readAllBytes();
      files.put(file, bytes);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file, e);
    }
  }
}
