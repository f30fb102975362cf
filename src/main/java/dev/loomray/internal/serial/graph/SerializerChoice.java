package dev.loomray.internal.serial.graph;

import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.serializers.DefaultSerializers;
import dev.loomray.internal.serial.code.LambdaProbe;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which serializer a class gets; asked once per class and Kryo.
 *
 * <ul>
 *   <li>Classes of users: field by field, records by their components. Those that say themselves
 *       how Java serializes them, throwables, and those that extend a class of the JDK that has
 *       state: as a Java stream.
 *   <li>Classes of the JDK: by {@link JdkSerializers}, else as a Java stream, else as a plain copy.
 *   <li>All others are refused while writing, never while reading.
 * </ul>
 */
record SerializerChoice(ClassLookup lookup) {
  /** Whether the class belongs to the JDK, which does not open its classes to us. */
  static boolean isPlatform(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    if (loader == null || ClassLoader.getPlatformClassLoader().equals(loader)) {
      return true;
    }
    String module = type.getModule().getName();
    return module != null && (module.startsWith("java.") || module.startsWith("jdk."));
  }

  /** The serializer of a class. */
  Serializer<?> of(Class<?> type) {
    if (LambdaProbe.isLambda(type)) {
      throw StoreFailure.lambda(type);
    }
    if (!isPlatform(type) && !lookup.sees(type)) {
      throw StoreFailure.unseen(type);
    }
    if (type.isArray()) {
      PrimitiveArray kind = PrimitiveArray.of(type);
      return kind == null ? new ArraySerializer(type) : new PrimitiveArraySerializer(kind);
    }
    if (type.isEnum()) {
      return new DefaultSerializers.EnumSerializer(type.asSubclass(Enum.class));
    }
    return isPlatform(type) ? ofPlatform(type) : ofUser(type);
  }

  private static Serializer<?> ofPlatform(Class<?> type) {
    Serializer<?> known = JdkSerializers.of(type);
    if (known != null) {
      return known;
    }
    if (Serializable.class.isAssignableFrom(type)) {
      return new StreamSerializer();
    }
    Serializer<?> copying = JdkCollections.copying(type);
    if (copying == null) {
      throw StoreFailure.refused(type, "which is not serializable");
    }
    return copying;
  }

  private static Serializer<?> ofUser(Class<?> type) {
    if (ClassLoader.class.isAssignableFrom(type)) {
      throw StoreFailure.refused(type, "which is a class loader");
    }
    if (JavaForm.isWanted(type)) {
      return stream(type);
    }
    Class<?> closed = JavaForm.closedParent(type);
    if (closed != null) {
      throw StoreFailure.refused(
          type, "which extends " + closed.getName() + " and is not serializable");
    }
    Serializer<?> open = type.isRecord() ? ofRecord(type) : ofFields(type);
    if (open != null) {
      return open;
    }
    if (Serializable.class.isAssignableFrom(type)) {
      return stream(type);
    }
    throw StoreFailure.refused(
        type,
        "whose module does not open it",
        "open the package, make the class serializable, or register a codec (RayConfig.codec)");
  }

  private static Serializer<?> stream(Class<?> type) {
    String defect = JavaForm.defect(type);
    if (defect != null) {
      throw StoreFailure.refused(type, defect);
    }
    return new StreamSerializer();
  }

  private static @Nullable Serializer<?> ofFields(Class<?> type) {
    List<InstanceField> fields = InstanceField.of(type);
    return fields == null ? null : new FieldsSerializer(fields);
  }

  private static @Nullable Serializer<?> ofRecord(Class<?> type) {
    try {
      return RecordSerializer.of(type);
    } catch (NoSuchMethodException e) {
      throw StoreFailure.threw(type, "canonical constructor", e);
    }
  }
}
