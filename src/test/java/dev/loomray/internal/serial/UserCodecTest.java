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
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
