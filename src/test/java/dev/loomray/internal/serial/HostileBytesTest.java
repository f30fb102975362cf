package dev.loomray.internal.serial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loomray.error.UnserializableException;
import dev.loomray.function.Fn1;
import dev.loomray.internal.serial.Samples.Person;
import dev.loomray.internal.serial.Samples.Planet;
import dev.loomray.internal.serial.Samples.Point;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bytes that nobody wrote are refused: no other exception, and no memory for lengths that they
 * claim.
 */
class HostileBytesTest {
  private static final byte[] HUGE = {(byte) 0xf0, (byte) 0xff, (byte) 0xff, (byte) 0xff, 7};

  private final ValueCodec codec =
      new ValueCodec(Map.of(), HostileBytesTest.class.getClassLoader());

  static Stream<Arguments> values() {
    Fn1<String, Integer> parse = Integer::parseInt;
    List<Object> people = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      people.add(new Person("n" + i, i, new ArrayList<>(List.of("ü" + i)), new Point(i, i)));
    }
    return Stream.<Object>of(
            "text",
            "größe 日本",
            new int[] {1, 2},
            new Object[] {new int[] {1}, new boolean[] {true}, "größe", "日本"},
            new ArrayList<>(List.of("a")),
            new HashMap<>(Map.of("a", 1)),
            new TreeMap<>(Map.of("a", 1)),
            new BitSet(70),
            new Object[] {BitSet.valueOf(new long[] {1, 2, 3})},
            new PriorityQueue<>(List.of(1)),
            List.of(1, 2, 3),
            Map.of("k", List.of(1)),
            new String[] {"x", "y"},
            new long[3][2],
            ByteBuffer.wrap(new byte[3]),
            EnumSet.of(Planet.MARS),
            new EnumMap<>(Map.of(Planet.EARTH, 1)),
            new IOException("x", new Exception("y")),
            Collections.synchronizedList(new ArrayList<>(List.of(1, 2))),
            new Samples.OwnForm(2),
            parse,
            people,
            new StringBuilder("größe"),
            new Object[] {
              new java.math.BigInteger("99999999999999999999"), java.time.ZoneId.of("UTC")
            })
        .map(value -> Arguments.of(Named.of(value.getClass().getTypeName(), value)));
  }

  @ParameterizedTest
  @MethodSource("values")
  void aHugeLengthAnywhereTakesNoMemory(Object value) {
    byte[] good = codec.encode(value).bytes();
    for (int at = 0; at < good.length; at++) {
      byte[] bad = new byte[good.length + HUGE.length - 1];
      System.arraycopy(good, 0, bad, 0, at);
      System.arraycopy(HUGE, 0, bad, at, HUGE.length);
      System.arraycopy(good, at + 1, bad, at + HUGE.length, good.length - at - 1);
      decodeOrRefuse(bad);
    }
  }

  @ParameterizedTest
  @MethodSource("values")
  void changedBytesAreReadOrRefused(Object value) {
    byte[] good = codec.encode(value).bytes();
    Random random = new Random(1);
    for (int round = 0; round < 300; round++) {
      byte[] bad = good.clone();
      for (int i = random.nextInt(3); i >= 0; i--) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt();
      }
      decodeOrRefuse(bad);
    }
  }

  @ParameterizedTest
  @MethodSource("values")
  void bytesThatEndTooEarlyOrTooLateAreRefused(Object value) {
    byte[] good = codec.encode(value).bytes();
    decodeOrRefuse(new byte[0]);
    for (int length = 1; length < good.length; length++) {
      decodeOrRefuse(Arrays.copyOf(good, length));
    }
    if (good[0] == ValueType.GRAPH.code()) {
      assertThatThrownBy(
              () -> codec.decode(new Encoded(Arrays.copyOf(good, good.length + 1), List.of())))
          .isInstanceOf(UnserializableException.class)
          .hasMessageContaining("1 bytes too many");
    }
    assertThat(codec.decode(codec.encode("still works"))).isEqualTo("still works");
  }

  @Test
  void randomMessagesAreRefused() {
    MessageCodec messages = new MessageCodec(codec);
    Random random = new Random(2);
    for (int round = 0; round < 5_000; round++) {
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      if (bytes.length > 1) {
        bytes[0] = 1;
        bytes[1] = (byte) (1 + random.nextInt(3));
      }
      try {
        assertThat(messages.decode(new Encoded(bytes, List.of()))).isNotNull();
      } catch (UnserializableException e) {
        assertThat(e).hasMessageStartingWith("cannot read a ");
      }
    }
  }

  @Test
  void deepBytesAreRefused() {
    byte[] deep = new byte[100_000];
    byte[] one = codec.encode(new Object[] {new ArrayList<>(List.of(1))}).bytes();
    deep[0] = one[0];
    // lists in lists: the class of a list, "not seen before", one element
    byte[] list =
        Arrays.copyOfRange(codec.encode(new ArrayList<>(List.of(List.of()))).bytes(), 1, 4);
    for (int at = 1; at + 3 <= deep.length; at += 3) {
      System.arraycopy(list, 0, deep, at, 3);
    }
    assertThatThrownBy(() -> codec.decode(new Encoded(deep, List.of())))
        .isInstanceOf(UnserializableException.class)
        .hasMessageContaining("Max depth exceeded");
  }

  private void decodeOrRefuse(byte[] bytes) {
    try {
      codec.decode(new Encoded(bytes, List.of()));
    } catch (UnserializableException e) {
      assertThat(e).hasMessageStartingWith("cannot read a stored value: ");
    }
  }
}
