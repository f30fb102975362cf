package dev.loomray.internal.serial;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Values in messages: how many handles there are, then the bytes. */
class ValueFuzz {
  static Stream<byte[]> values() {
    return Decoding.values()
        .map(Decoding.CODEC::encode)
        .filter(encoded -> Decoding.isSmall(encoded.bytes()))
        .map(encoded -> Decoding.join(encoded.bytes(), encoded.handles().size()));
  }

  @MethodSource("values")
  @FuzzTest
  void aValueIsReadOrRefused(byte[] input) {
    byte[] bytes = Decoding.from(1, input);
    Encoded encoded = new Encoded(bytes, Decoding.handles(Decoding.at(0, input)));
    Object value = Decoding.readOrRefuse(bytes.length, () -> Decoding.CODEC.decode(encoded));
    Decoding.writeOrRefuse(value);
  }
}
