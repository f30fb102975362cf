package dev.loomray.internal.serial.graph;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.List;

/** Writes a handle as its index among the handles of the value. */
final class HandleSerializer extends Serializer<Object> {
  @Override
  public void write(Kryo kryo, Output output, Object handle) {
    List<Object> handles = ((GraphKryo) kryo).handles();
    output.writeVarInt(handles.size(), true);
    handles.add(handle);
  }

  @Override
  public Object read(Kryo kryo, Input input, Class<?> type) {
    List<Object> handles = ((GraphKryo) kryo).handles();
    int index = input.readVarInt(true);
    if (index < 0 || index >= handles.size()) {
      throw new KryoException("handle " + index + " of " + handles.size());
    }
    return handles.get(index);
  }
}
