package dev.loomray.internal.serial.graph;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One field of a class, and how it is written.
 *
 * @param field the field, made accessible
 * @param slot how it is written
 */
record InstanceField(Field field, Slot slot) {

  /**
   * The fields of a class and its superclasses that are written.
   *
   * @return null if one of them is closed to us
   */
  static @Nullable List<InstanceField> of(Class<?> type) {
    List<InstanceField> fields = new ArrayList<>();
    for (Class<?> owner = type; owner != null; owner = owner.getSuperclass()) {
      List<InstanceField> own = new ArrayList<>();
      for (Field field : owner.getDeclaredFields()) {
        if (isWritten(field)) {
          if (!field.trySetAccessible()) {
            return null;
          }
          own.add(new InstanceField(field, Slot.of(field.getType())));
        }
      }
      fields.addAll(0, own);
    }
    return fields;
  }

  /**
   * The name of the field of {@code holder} that holds {@code part}; null if none that is open to
   * us does.
   */
  @SuppressWarnings("ReferenceEquality") // the question is whether it is this very object
  static @Nullable String holding(Object holder, Object part) {
    for (Class<?> owner = holder.getClass(); owner != null; owner = owner.getSuperclass()) {
      for (Field field : owner.getDeclaredFields()) {
        try {
          if (isWritten(field) && field.trySetAccessible() && field.get(holder) == part) {
            return field.getName();
          }
        } catch (IllegalAccessException e) {
          return null;
        }
      }
    }
    return null;
  }

  String name() {
    return field.getName();
  }

  private static boolean isWritten(Field field) {
    return (field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) == 0;
  }
}
