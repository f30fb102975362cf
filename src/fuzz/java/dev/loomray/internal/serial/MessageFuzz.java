package dev.loomray.internal.serial;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.loomray.function.Fn2;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages: how many handles there are, then the bytes. */
class MessageFuzz {
  private static final MessageCodec CODEC = new MessageCodec(Decoding.CODEC);

  static Stream<byte[]> messages() {
    Fn2<String, Object, Object> function = List::of;
    Object ref = Decoding.handles(1).getFirst();
    return Stream.of(
            new TaskSpec(7, "App.pair", function, 0b10, List.of("größe", ref)),
            new TaskSpec(-1, "", function, 0, List.of(new int[3], List.of(1, 2))),
            new Result(null),
            new Result(List.of(1, "x")),
            new Failure(Failure.Kind.values()[0], "broken", new IOException("x")),
            new Failure(Failure.Kind.values()[0], "broken", null))
        .map(CODEC::encode)
        .map(encoded -> Decoding.join(encoded.bytes(), encoded.handles().size()));
  }

  @MethodSource("messages")
  @FuzzTest
  void aMessageIsReadOrRefused(byte[] input) {
    byte[] bytes = Decoding.from(1, input);
    Encoded encoded = new Encoded(bytes, Decoding.handles(Decoding.at(0, input)));
    Decoding.readOrRefuse(bytes.length, () -> CODEC.decode(encoded));
  }
}
