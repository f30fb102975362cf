package dev.loomray.internal.serial.graph;

import com.esotericsoftware.kryo.Kryo;

/**
 * Finds classes by name, first where the user's classes are.
 *
 * @param loader sees the user's classes; in a source-file program they live in a loader in memory
 */
record ClassLookup(ClassLoader loader) {
  /** The class of a name as {@link Class#getName()} gives it, primitive types included. */
  Class<?> find(String name) throws ClassNotFoundException {
    Class<?> primitive = name.indexOf('.') < 0 ? Class.forPrimitiveName(name) : null;
    return primitive != null ? primitive : load(name);
  }

  /** Whether the name of this class leads back to it. */
  boolean sees(Class<?> type) {
    if (type.isHidden()) {
      return false;
    }
    try {
      return find(type.getName()) == type;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  private Class<?> load(String name) throws ClassNotFoundException {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException e) {
      return Class.forName(name, false, Kryo.class.getClassLoader());
    }
  }
}
