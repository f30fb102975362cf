package dev.loomray.internal.serial.graph;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the components of a record, and makes it with its canonical constructor. */
final class RecordSerializer extends Serializer<Object> {
  private final Class<?>[] types;
  private final List<InstanceField> fields;
  private final Constructor<?> constructor;

  private RecordSerializer(
      Class<?>[] types, List<InstanceField> fields, Constructor<?> constructor) {
    this.types = types;
    this.fields = fields;
    this.constructor = constructor;
  }

  /** The serializer of a record class; null if the class is closed to us. */
  static @Nullable RecordSerializer of(Class<?> type) throws NoSuchMethodException {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < types.length; i++) {
      types[i] = components[i].getType();
    }
    Constructor<?> constructor = type.getDeclaredConstructor(types);
    List<InstanceField> fields = InstanceField.of(type);
    return fields == null || !constructor.trySetAccessible()
        ? null
        : new RecordSerializer(types, fields, constructor);
  }

  @Override
  public void write(Kryo kryo, Output output, Object object) {
    GraphReferences references = ((GraphKryo) kryo).references();
    references.open(object);
    for (InstanceField field : fields) {
      try {
        field.slot().write(kryo, output, field.field(), object);
      } catch (RuntimeException e) {
        throw StoreFailure.of(e, object).at("." + field.name());
      } catch (IllegalAccessException e) {
        throw new KryoException(e);
      }
    }
    references.close();
  }

  @Override
  public Object read(Kryo kryo, Input input, Class<?> type) {
    @Nullable Object[] values = new Object[types.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = fields.get(i).slot().read(kryo, input, types[i]);
    }
    try {
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new KryoException("a " + type.getName() + " could not be made again", e);
    }
  }
}
