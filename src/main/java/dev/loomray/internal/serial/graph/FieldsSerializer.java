package dev.loomray.internal.serial.graph;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes an object field by field, those of its superclasses first; transient fields are left out.
 *
 * <p>Unlike Kryo's, it writes the reference to the outer object and the captured variables of inner
 * classes, accepts superclasses of the JDK whose fields are all transient, and generates no
 * classes.
 */
final class FieldsSerializer extends Serializer<Object> {
  private final List<InstanceField> fields;

  FieldsSerializer(List<InstanceField> fields) {
    this.fields = fields;
  }

  @Override
  public void write(Kryo kryo, Output output, Object object) {
    for (InstanceField field : fields) {
      try {
        field.slot().write(kryo, output, field.field(), object);
      } catch (RuntimeException e) {
        throw StoreFailure.of(e, object).at("." + field.name());
      } catch (IllegalAccessException e) {
        throw new KryoException(e);
      }
    }
  }

  @Override
  public @Nullable Object read(Kryo kryo, Input input, Class<?> type) {
    Object object = kryo.newInstance(type);
    kryo.reference(object);
    try {
      for (InstanceField field : fields) {
        field.slot().read(kryo, input, field.field(), object);
      }
    } catch (IllegalAccessException e) {
      throw new KryoException(e);
    }
    return object;
  }
}
