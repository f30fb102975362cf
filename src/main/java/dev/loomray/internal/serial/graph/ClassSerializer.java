package dev.loomray.internal.serial.graph;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;

/** Writes a class as its name. */
final class ClassSerializer extends Serializer<Class<?>> {
  @Override
  public void write(Kryo kryo, Output output, Class<?> value) {
    if (!((GraphKryo) kryo).lookup().sees(value)) {
      throw StoreFailure.unseen(value);
    }
    output.writeString(value.getName());
  }

  @Override
  public Class<?> read(Kryo kryo, Input input, Class<? extends Class<?>> type) {
    try {
      return ((GraphKryo) kryo).lookup().find(input.readString());
    } catch (ClassNotFoundException e) {
      throw new KryoException(e);
    }
  }
}
