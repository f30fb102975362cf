package dev.loomray.internal.serial.graph;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a place of a declared type is written: as a primitive; without the class, where the type says
 * exactly which it is; or with the class.
 */
enum Slot {
  BOOLEAN,
  BYTE,
  CHAR,
  SHORT,
  INT,
  LONG,
  FLOAT,
  DOUBLE,
  EXACT,
  ANY;

  /** The slot of a declared type. */
  static Slot of(Class<?> type) {
    if (type.isPrimitive()) {
      return valueOf(type.getName().toUpperCase(Locale.ROOT));
    }
    return isExact(type) ? EXACT : ANY;
  }

  /** Writes an object or null. */
  void write(Kryo kryo, Output output, @Nullable Object value, Class<?> type) {
    if (this == ANY) {
      kryo.writeClassAndObject(output, value);
    } else if (value == null) {
      output.writeByte(Kryo.NULL); // not by way of the serializer: there may be none
    } else {
      kryo.writeObjectOrNull(output, value, type);
    }
  }

  /** Writes a field. */
  void write(Kryo kryo, Output output, Field field, Object object) throws IllegalAccessException {
    switch (this) {
      case BOOLEAN -> output.writeBoolean(field.getBoolean(object));
      case BYTE -> output.writeByte(field.getByte(object));
      case CHAR -> output.writeChar(field.getChar(object));
      case SHORT -> output.writeShort(field.getShort(object));
      case INT -> output.writeVarInt(field.getInt(object), false);
      case LONG -> output.writeVarLong(field.getLong(object), false);
      case FLOAT -> output.writeFloat(field.getFloat(object));
      case DOUBLE -> output.writeDouble(field.getDouble(object));
      case EXACT -> write(kryo, output, field.get(object), field.getType());
      case ANY -> kryo.writeClassAndObject(output, field.get(object)); // saves the stack a frame
    }
  }

  /** Reads what was written, a primitive in its box. */
  @Nullable Object read(Kryo kryo, Input input, Class<?> type) {
    return switch (this) {
      case BOOLEAN -> input.readBoolean();
      case BYTE -> input.readByte();
      case CHAR -> input.readChar();
      case SHORT -> input.readShort();
      case INT -> input.readVarInt(false);
      case LONG -> input.readVarLong(false);
      case FLOAT -> input.readFloat();
      case DOUBLE -> input.readDouble();
      case EXACT -> kryo.readObjectOrNull(input, type);
      case ANY -> kryo.readClassAndObject(input);
    };
  }

  /** Reads what was written into a field. */
  void read(Kryo kryo, Input input, Field field, Object object) throws IllegalAccessException {
    switch (this) {
      case INT -> field.setInt(object, input.readVarInt(false));
      case LONG -> field.setLong(object, input.readVarLong(false));
      case DOUBLE -> field.setDouble(object, input.readDouble());
      case ANY -> field.set(object, kryo.readClassAndObject(input)); // saves the stack a frame
      case BOOLEAN, BYTE, CHAR, SHORT, FLOAT, EXACT ->
          field.set(object, read(kryo, input, field.getType()));
    }
  }

  private static boolean isExact(Class<?> type) {
    Class<?> element = type;
    while (element.isArray()) {
      element = element.getComponentType();
    }
    return Modifier.isFinal(element.getModifiers());
  }
}
