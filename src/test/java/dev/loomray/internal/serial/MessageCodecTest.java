package dev.loomray.internal.serial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loomray.ObjectRef;
import dev.loomray.error.RayException;
import dev.loomray.error.TaskException;
import dev.loomray.error.TaskTimeoutException;
import dev.loomray.error.UnserializableException;
import dev.loomray.function.Fn0;
import dev.loomray.function.Fn1;
import dev.loomray.function.Fn3;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serial;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MessageCodecTest {
  private final MessageCodec codec =
      new MessageCodec(new ValueCodec(Map.of(), MessageCodecTest.class.getClassLoader()));

  static Object three(Object a, Object b, Object c) {
    return List.of(a, b, c);
  }

  @SuppressWarnings("unchecked")
  private <M extends Message> M copy(M message) {
    return (M) codec.decode(codec.encode(message));
  }

  @Test
  void aTaskPassesWithItsArgumentsAndRefs() throws Exception {
    ObjectRef<?> ref = HandlesTest.stub(ObjectRef.class);
    List<Object> mutable = new ArrayList<>(List.of(1));
    Fn3<Object, Object, Object, Object> fn = MessageCodecTest::three;
    TaskSpec spec =
        new TaskSpec(-1L >>> 1, "App.three", fn, 0b010, Arrays.asList(mutable, ref, null));
    TaskSpec copy = copy(spec);
    assertThat(copy.taskId()).isEqualTo(Long.MAX_VALUE);
    assertThat(copy.name()).isEqualTo("App.three");
    assertThat(copy.refMask()).isEqualTo(0b010);
    assertThat(copy.args()).isEqualTo(spec.args());
    assertThat(copy.args().get(0)).isNotSameAs(mutable);
    assertThat(copy.args().get(1)).isSameAs(ref);
    @SuppressWarnings("unchecked")
    Fn3<Object, Object, Object, Object> called =
        (Fn3<Object, Object, Object, Object>) copy.function();
    assertThat(called.call(1, 2, 3)).isEqualTo(List.of(1, 2, 3));
  }

  @Test
  void handlesOfEveryArgumentStayApart() {
    ObjectRef<?> first = HandlesTest.stub(ObjectRef.class);
    ObjectRef<?> second = HandlesTest.stub(ObjectRef.class);
    Fn0<Object> captures = () -> List.of(second, first);
    TaskSpec spec = new TaskSpec(1, "t", captures, 0, List.of(List.of(first, second), second));
    assertThat(copy(spec).args()).isEqualTo(spec.args());
    assertThat(codec.encode(spec).handles()).containsExactly(second, first, first, second, second);
  }

  @Test
  void aResultPasses() {
    assertThat(copy(new Result(null)).value()).isNull();
    assertThat(copy(new Result(List.of(1))).value()).isEqualTo(List.of(1));
  }

  @Test
  void anArgumentThatCannotBeStoredIsNamed() {
    Fn1<Object, Object> fn = String::valueOf;
    TaskSpec spec = new TaskSpec(1, "App.show", fn, 0, List.of(List.of(new Socket())));
    assertThatThrownBy(() -> codec.encode(spec))
        .isInstanceOf(UnserializableException.class)
        .hasMessageStartingWith(
            "cannot pass argument 1 of App.show: cannot store ImmutableCollections.List12: element"
                + " [0]");
    Socket socket = new Socket();
    Fn0<String> capturing = socket::toString;
    assertThatThrownBy(
            () -> codec.encode(new TaskSpec(1, "Socket.toString", capturing, 0, List.of())))
        .hasMessageStartingWith("cannot pass the function of Socket.toString: cannot store");
  }

  @Test
  void aMaskWithoutARefIsRefused() {
    Fn0<Object> fn = () -> 1;
    assertThatThrownBy(() -> new TaskSpec(1, "t", fn, 0b10, List.of(1, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a ref for argument 1 of t, found refMask=10");
  }

  @Test
  void argumentsCannotBeChanged() {
    Fn0<Object> fn = () -> 1;
    List<Object> args = new ArrayList<>(List.of(1));
    TaskSpec spec = new TaskSpec(1, "t", fn, 0, args);
    args.add(2);
    assertThat(spec.args()).containsExactly(1);
    assertThatThrownBy(() -> spec.args().add(3)).isInstanceOf(UnsupportedOperationException.class);
  }

  @ParameterizedTest
  @EnumSource
  void everyKindOfFailureIsAnExceptionOfItsOwn(Failure.Kind kind) {
    Failure failure = copy(new Failure(kind, "what happened", new IOException("cause")));
    RayException first = failure.toException();
    assertThat(first).hasMessage("what happened").hasCauseInstanceOf(IOException.class);
    assertThat(first.getCause()).hasMessage("cause");
    assertThat(first.getStackTrace()[0].getClassName()).isEqualTo(Failure.class.getName());
    assertThat(failure.toException()).isNotSameAs(first).hasSameClassAs(first);
    assertThat(new Failure(kind, "m", null).toException()).hasNoCause();
  }

  @Test
  void theKindsAreTheirFamilies() {
    assertThat(new Failure(Failure.Kind.TASK, "m", null).toException())
        .isExactlyInstanceOf(TaskException.class);
    assertThat(new Failure(Failure.Kind.TIMEOUT, "m", null).toException())
        .isExactlyInstanceOf(TaskTimeoutException.class);
  }

  static final class Unpassable extends Exception {
    @Serial private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // the point
    final Socket socket = new Socket();

    Unpassable(String message, Throwable cause) {
      super(message, cause);
    }

    @Override
    public String toString() {
      if (String.valueOf(getMessage()).equals("mute")) {
        throw new IllegalStateException("mute");
      }
      return super.toString();
    }
  }

  @Test
  void aCauseThatCannotBeStoredIsReplaced() {
    IOException root = new IOException("disk");
    Unpassable cause = new Unpassable("outer", new Unpassable("inner", root));
    Throwable copy = copy(new Failure(Failure.Kind.TASK, "m", cause)).cause();
    assertThat(copy)
        .isExactlyInstanceOf(UnserializableException.class)
        .hasMessageStartingWith(
            Unpassable.class.getName()
                + ": outer (cannot store MessageCodecTest.Unpassable: field cause.socket holds a"
                + " java.net.Socket");
    assertThat(copy.getStackTrace()).isEqualTo(cause.getStackTrace());
    assertThat(copy.getCause())
        .isExactlyInstanceOf(UnserializableException.class)
        .hasMessage(Unpassable.class.getName() + ": inner");
    assertThat(copy.getCause().getCause())
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("disk");
  }

  @Test
  void aCauseWhoseCodeFailsIsReplacedByItsClass() {
    Throwable copy =
        copy(new Failure(Failure.Kind.TASK, "m", new Unpassable("mute", null))).cause();
    assertThat(copy).hasMessageStartingWith(Unpassable.class.getName());
  }

  static final class Unreadable extends Exception {
    @Serial private static final long serialVersionUID = 1;

    @Serial
    private void readObject(ObjectInputStream in) throws IOException {
      throw new IOException("torn");
    }
  }

  @Test
  void aCauseThatCannotBeReadIsReplacedByItsText() {
    Throwable copy = copy(new Failure(Failure.Kind.TASK, "m", new Unreadable())).cause();
    assertThat(copy)
        .isExactlyInstanceOf(UnserializableException.class)
        .hasMessageStartingWith(Unreadable.class.getName() + " (cannot read a stored value: ")
        .hasMessageContaining("torn");
  }

  @Test
  void otherVersionsAndKindsAreRefused() {
    assertRefused("expected version 1, found version 9", 9, 1);
    assertRefused("expected kind 1 to 3, found kind 7", 1, 7);
    assertRefused("it ends too early", 1);
    assertRefused("expected a kind of failure, found ", 1, 3, 0);
  }

  @Test
  void whatFollowsAMessageIsRefused() {
    byte[] bytes = codec.encode(new Result(1)).bytes();
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 2);
    assertThatThrownBy(() -> codec.decode(new Encoded(longer, List.of())))
        .hasMessage("cannot read a message: 2 bytes too many");
  }

  private void assertRefused(String message, int... bytes) {
    byte[] encoded = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      encoded[i] = (byte) bytes[i];
    }
    assertThatThrownBy(() -> codec.decode(new Encoded(encoded, List.of())))
        .isInstanceOf(UnserializableException.class)
        .hasMessage("cannot read a message: " + message);
  }
}
