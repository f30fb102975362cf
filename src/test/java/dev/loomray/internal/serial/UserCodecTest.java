package dev.loomray.internal.serial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loomray.Codec;
import dev.loomray.error.UnserializableException;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.EOFException;
import java.io.IOException;
import java.io.Serial;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UserCodecTest {
  /** A connection that is made again from its address. */
  static final class Connection {
    final String address;
    final Socket socket = new Socket();

    Connection(String address) {
      this.address = address;
    }
  }

  static final class Addresses implements Codec<Connection> {
    @Override
    public void write(Connection value, DataOutput out) throws IOException {
      out.writeUTF(value.address);
    }

    @Override
    public Connection read(DataInput in) throws IOException {
      return new Connection(in.readUTF());
    }
  }

  static final class Greedy implements Codec<Connection> {
    @Override
    public void write(Connection value, DataOutput out) throws IOException {
      out.writeByte(1);
    }

    @Override
    public Connection read(DataInput in) throws IOException {
      in.readByte();
      in.readByte();
      return new Connection("");
    }
  }

  static final class Shouting implements Codec<String> {
    @Override
    public void write(String value, DataOutput out) throws IOException {
      out.writeUTF(value);
    }

    @Override
    public String read(DataInput in) throws IOException {
      return in.readUTF() + "!";
    }
  }

  private static ValueCodec with(Class<?> type, Codec<?> codec) {
    return new ValueCodec(Map.of(type, codec), UserCodecTest.class.getClassLoader());
  }

  static final class Failed extends Exception {
    @Serial private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // the point
    final Connection connection;

    Failed(Connection connection) {
      this.connection = connection;
    }
  }

  @Test
  void winsAtTheTopAndInside() {
    ValueCodec codec = with(Connection.class, new Addresses());
    Connection connection = new Connection("here");
    assertThat(((Connection) codec.decode(codec.encode(connection))).address).isEqualTo("here");
    List<?> copy =
        (List<?>) codec.decode(codec.encode(new ArrayList<>(List.of(connection, connection))));
    assertThat(copy).hasSize(2);
    assertThat(copy.get(0)).isInstanceOf(Connection.class).isSameAs(copy.get(1));
    Failed failed = (Failed) codec.decode(codec.encode(new Failed(connection)));
    assertThat(failed.connection.address).isEqualTo("here");
  }

  @Test
  void winsOverWhatIsBuiltIn() {
    ValueCodec codec = with(String.class, new Shouting());
    assertThat(codec.decode(codec.encode("a"))).isEqualTo("a!");
    assertThat(codec.decode(codec.encode(new ArrayList<>(List.of("b"))))).isEqualTo(List.of("b!"));
  }

  /** A codec that takes the values of a class, and gives others. */
  private static <T> Codec<T> giving(T other) {
    return new Codec<>() {
      @Override
      public void write(T value, DataOutput out) throws IOException {
        out.writeByte(1);
      }

      @Override
      public T read(DataInput in) throws IOException {
        in.readByte();
        return other;
      }
    };
  }

  @SafeVarargs
  private static <T> void assertWins(Class<T> type, T other, T... values) {
    ValueCodec codec = with(type, giving(other));
    for (T value : values) {
      assertThat(codec.snapshot(value).type()).isEqualTo(ValueType.GRAPH);
      assertThat(Stored.copy(codec, value)).isSameAs(other);
      assertThat(Stored.copy(codec, new ArrayList<>(List.of(value, true))))
          .isEqualTo(List.of(other, true));
      assertThat(codec.decode(codec.encode(value))).isSameAs(other);
    }
  }

  @Test
  void winsOverTheRawFormsOfTheStore() {
    assertWins(String.class, "other", "text", "größe", "日本");
    assertWins(Integer.class, 7, 1);
    assertWins(double[].class, new double[1], new double[3], new double[3000]);
    ByteBuffer buffer = ByteBuffer.allocate(1);
    assertWins(
        ByteBuffer.class, buffer, ByteBuffer.allocate(5), ByteBuffer.allocateDirect(5).slice(1, 2));
    MemorySegment segment = MemorySegment.ofArray(new byte[1]);
    assertWins(MemorySegment.class, segment, segment.asSlice(0), Arena.ofAuto().allocate(3));
  }

  @Test
  void mayWriteAnArrayThatOthersHoldToo() {
    double[] shared = new Random(1).doubles(500).toArray();
    Codec<Summed> codec =
        new Codec<>() {
          @Override
          public void write(Summed value, DataOutput out) throws IOException {
            for (double each : value.values()) {
              out.writeDouble(each);
            }
          }

          @Override
          public Summed read(DataInput in) throws IOException {
            double[] values = new double[500];
            for (int i = 0; i < values.length; i++) {
              values[i] = in.readDouble();
            }
            return new Summed(values);
          }
        };
    Object[] copy =
        (Object[])
            Stored.copy(
                with(Summed.class, codec), new Object[] {shared, new Summed(shared), shared});
    assertThat(copy).isNotNull();
    assertThat(copy[0]).isEqualTo(shared).isSameAs(copy[2]);
    assertThat(((Summed) copy[1]).values()).isEqualTo(shared);
  }

  record Summed(double[] values) {}

  @Test
  void cannotReadBeyondItsBytes() {
    ValueCodec codec = with(Connection.class, new Greedy());
    assertThatThrownBy(() -> codec.decode(codec.encode(new Object[] {new Connection("x"), 1})))
        .isInstanceOf(UnserializableException.class)
        .hasRootCauseInstanceOf(EOFException.class);
  }

  @Test
  void isNamedWhenItFails() {
    Codec<Connection> failing =
        new Codec<>() {
          @Override
          public void write(Connection value, DataOutput out) throws IOException {
            throw new IOException("no");
          }

          @Override
          public Connection read(DataInput in) {
            return new Connection("");
          }
        };
    assertThatThrownBy(() -> with(Connection.class, failing).encode(List.of(new Connection("x"))))
        .hasMessageContaining(
            "element [0] holds a dev.loomray.internal.serial.UserCodecTest$Connection, whose codec"
                + " threw java.io.IOException: no")
        .hasCauseInstanceOf(IOException.class);
  }
}
