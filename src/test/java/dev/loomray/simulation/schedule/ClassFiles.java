package dev.loomray.simulation.schedule;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Class files as they were compiled, and woven; safe for use by several threads. */
final class ClassFiles {
  private final ClassLoader from;
  private final Weaver weaver;
  // to look for a file in the jars again may wait for a lock of the JDK's
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final Map<String, byte[]> woven = new ConcurrentHashMap<>();

  ClassFiles(ClassLoader from) {
    this.from = from;
    this.weaver = new Weaver(from);
  }

  /** The class as it was compiled: the same array each time, which nobody changes. */
  byte[] read(String name) throws ClassNotFoundException {
    String file = file(name);
    byte[] known = files.get(file);
    if (known != null) {
      return known;
    }
    try (InputStream in = from.getResourceAsStream(file)) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = in.readAllBytes();
      byte[] first = files.putIfAbsent(file, bytes);
      return first == null ? bytes : first;
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file, e);
    }
  }

  /** The class with points in it; two threads may both weave it, to the same bytes. */
  byte[] woven(String name) throws ClassNotFoundException {
    byte[] known = woven.get(name);
    if (known == null) {
      known = weave(read(name));
      woven.put(name, known);
    }
    return known;
  }

  /** A class that was changed, with points in it. */
  byte[] weave(byte[] bytes) {
    return weaver.weave(bytes);
  }

  /** A file that was read; null if it was not. */
  byte[] known(String file) {
    return files.get(file);
  }

  private static String file(String name) {
    return name.replace('.', '/') + ".class";
  }
}
