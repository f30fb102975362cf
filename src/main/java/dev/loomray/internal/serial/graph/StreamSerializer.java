package dev.loomray.internal.serial.graph;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes an object as a Java stream. Objects in it that are no business of Java serialization, such
 * as refs and plain objects of users, are replaced by tokens and written beside the stream.
 *
 * <pre>
 *   | number of objects beside | objects | length | Java stream |
 * </pre>
 */
final class StreamSerializer extends Serializer<Object> {
  @Override
  public void write(Kryo kryo, Output output, Object object) {
    GraphKryo graph = (GraphKryo) kryo;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    graph.references().open(object);
    writeBeside(graph, output, object, writeStream(graph, object, bytes));
    graph.references().close();
    output.writeVarInt(bytes.size(), true);
    output.writeBytes(bytes.toByteArray());
  }

  @Override
  public Object read(Kryo kryo, Input input, Class<?> type) {
    GraphKryo graph = (GraphKryo) kryo;
    @Nullable Object[] beside = Parts.read(kryo, input);
    byte[] bytes = ((CheckedInput) input).readSized();
    try (StreamInput stream = new StreamInput(graph.lookup(), bytes, beside)) {
      Object object = stream.readObject();
      if (object == null) {
        throw new KryoException("a " + type.getName() + " resolved to null");
      }
      return object;
    } catch (IOException | ClassNotFoundException e) {
      throw new KryoException("a " + type.getName() + " could not be read: " + e, e);
    }
  }

  private static List<Object> writeStream(
      GraphKryo graph, Object object, ByteArrayOutputStream bytes) {
    try (StreamOutput stream = new StreamOutput(graph, bytes, object)) {
      stream.writeObject(object);
      return stream.beside();
    } catch (StoreFailure e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw StoreFailure.threw(object.getClass(), JavaForm.writer(object.getClass()), e);
    }
  }

  private static void writeBeside(
      GraphKryo graph, Output output, Object object, List<Object> beside) {
    output.writeVarInt(beside.size(), true);
    for (Object part : beside) {
      try {
        graph.writeClassAndObject(output, part);
      } catch (RuntimeException e) {
        throw StoreFailure.of(e, object).inside(object, part);
      }
    }
  }
}
