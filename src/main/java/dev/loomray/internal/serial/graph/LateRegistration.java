package dev.loomray.internal.serial.graph;

import com.esotericsoftware.kryo.Registration;
import com.esotericsoftware.kryo.Serializer;
import org.jspecify.annotations.Nullable;

/** The number of a class whose serializer is chosen when the class is met. */
final class LateRegistration extends Registration {
  private final SerializerChoice choice;

  // only the thread that uses the Kryo
  private @Nullable Serializer<?> chosen;

  LateRegistration(Class<?> type, int id, SerializerChoice choice) {
    super(type, new HandleSerializer(), id); // Kryo wants one; it is never asked for
    this.choice = choice;
  }

  @Override
  public Serializer<?> getSerializer() {
    if (chosen == null) {
      chosen = choice.of(getType());
    }
    return chosen;
  }

  @Override
  @SuppressWarnings("rawtypes") // as Kryo declares it
  public void setSerializer(Serializer serializer) {
    chosen = serializer;
  }
}
