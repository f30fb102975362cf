package dev.loomray.internal.serial.graph;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Writes what an atomic reference holds, which may lead back to it (Kryo's own cannot). */
final class AtomicReferenceSerializer extends Serializer<AtomicReference<@Nullable Object>> {
  @Override
  public void write(Kryo kryo, Output output, AtomicReference<@Nullable Object> reference) {
    try {
      kryo.writeClassAndObject(output, reference.get());
    } catch (RuntimeException e) {
      throw StoreFailure.of(e, reference).at(".value");
    }
  }

  @Override
  public AtomicReference<@Nullable Object> read(
      Kryo kryo, Input input, Class<? extends AtomicReference<@Nullable Object>> type) {
    AtomicReference<@Nullable Object> reference = new AtomicReference<>();
    kryo.reference(reference);
    reference.set(kryo.readClassAndObject(input));
    return reference;
  }
}
