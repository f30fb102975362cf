package dev.loomray.internal.serial.graph;

import java.io.Externalizable;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/** What a user's class says about how Java serializes it. */
final class JavaForm {
  private JavaForm() {}

  /**
   * Whether objects of the class go as a Java stream: throwables, classes that say themselves how
   * they are serialized, and classes that extend a serializable class of the JDK that has fields,
   * such as ArrayList.
   */
  static boolean isWanted(Class<?> type) {
    if (!Serializable.class.isAssignableFrom(type)) {
      return false;
    }
    if (Throwable.class.isAssignableFrom(type) || Externalizable.class.isAssignableFrom(type)) {
      return true;
    }
    return own(type) != null || closedParent(type) != null || extendsSerializableState(type);
  }

  /** A superclass of the JDK with a field that would have to be written; null if there is none. */
  static @Nullable Class<?> closedParent(Class<?> type) {
    for (Class<?> parent = type.getSuperclass(); parent != null; parent = parent.getSuperclass()) {
      if (SerializerChoice.isPlatform(parent)
          && hasField(parent, Modifier.STATIC | Modifier.TRANSIENT)) {
        return parent;
      }
    }
    return null;
  }

  /** The method by which a class says how it is written, for messages. */
  static String writer(Class<?> type) {
    Method own = own(type);
    return own == null || own.getName().startsWith("read") ? "serialization" : own.getName();
  }

  /** Why an object of the class could be written but not read; null if it can. */
  static @Nullable String defect(Class<?> type) {
    if (Externalizable.class.isAssignableFrom(type)) {
      boolean hasConstructor =
          type.getConstructors().length > 0 && hasConstructor(type, Modifier.PUBLIC);
      return hasConstructor
          ? null
          : "which is Externalizable without a public constructor that has no parameters";
    }
    Class<?> parent = type;
    while (parent != null && Serializable.class.isAssignableFrom(parent)) {
      parent = parent.getSuperclass();
    }
    boolean canStart = parent == null || parent == Object.class || hasConstructor(parent, 0);
    return canStart
        ? null
        : "whose superclass " + parent.getName() + " has no constructor without parameters";
  }

  private static boolean extendsSerializableState(Class<?> type) {
    for (Class<?> parent = type.getSuperclass(); parent != null; parent = parent.getSuperclass()) {
      if (SerializerChoice.isPlatform(parent)
          && Serializable.class.isAssignableFrom(parent)
          && hasField(parent, Modifier.STATIC)) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable Method own(Class<?> type) {
    Method reader = null;
    for (Class<?> owner = type;
        owner != null && !SerializerChoice.isPlatform(owner);
        owner = owner.getSuperclass()) {
      for (Method method : owner.getDeclaredMethods()) {
        if (isForm(method)) {
          if (method.getName().startsWith("write")) {
            return method;
          }
          reader = method;
        }
      }
    }
    return reader;
  }

  private static boolean isForm(Method method) {
    Class<?>[] parameters = method.getParameterTypes();
    return switch (method.getName()) {
      case "writeReplace", "readResolve" -> parameters.length == 0;
      case "writeObject" -> parameters.length == 1 && parameters[0] == ObjectOutputStream.class;
      case "readObject" -> parameters.length == 1 && parameters[0] == ObjectInputStream.class;
      default -> false;
    };
  }

  private static boolean hasField(Class<?> type, int without) {
    for (Field field : type.getDeclaredFields()) {
      if ((field.getModifiers() & without) == 0) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasConstructor(Class<?> type, int modifiers) {
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      int found = constructor.getModifiers();
      if (constructor.getParameterCount() == 0
          && (found & modifiers) == modifiers
          && !Modifier.isPrivate(found)) {
        return true;
      }
    }
    return false;
  }
}
