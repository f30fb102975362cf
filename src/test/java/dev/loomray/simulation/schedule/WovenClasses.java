package dev.loomray.simulation.schedule;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
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
          "dev.loomray.internal.store.",
          "dev.loomray.internal.task.",
          "dev.loomray.internal.runtime.",
          "dev.loomray.simulation.");

  static {
    registerAsParallelCapable();
  }

  // of all: each class file is read and woven once, however many copies there are of the class
  private static final ClassFiles FILES = new ClassFiles(WovenClasses.class.getClassLoader());

  private final BiFunction<String, byte[], byte[]> change;

  /** The classes as they are. */
  public WovenClasses() {
    this((_, bytes) -> bytes);
  }

  /** Classes of which some are changed before they are woven. */
  public WovenClasses(BiFunction<String, byte[], byte[]> change) {
    super("woven", WovenClasses.class.getClassLoader());
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
    byte[] bytes = FILES.read(name);
    byte[] changed = change.apply(name, bytes);
    byte[] ready = isWoven(name) ? woven(name, bytes, changed) : changed;
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

  private static boolean isWoven(String name) {
    return WOVEN.stream().anyMatch(name::startsWith);
  }

  private static byte[] woven(String name, byte[] bytes, byte[] changed)
      throws ClassNotFoundException {
    return changed == bytes ? FILES.woven(name) : FILES.weave(changed);
  }

  @Override
  public InputStream getResourceAsStream(String name) {
    byte[] known = FILES.known(name);
    return known == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(known);
  }
}
