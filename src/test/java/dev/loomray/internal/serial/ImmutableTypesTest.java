package dev.loomray.internal.serial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loomray.internal.serial.Samples.Planet;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ImmutableTypesTest {
  record Leaf(int x, String s, Planet planet, ZoneId zone) {}

  record Tree(Leaf leaf, @Nullable Tree left, @Nullable Tree right, BigDecimal weight) {}

  record Ping(@Nullable Pong pong) {}

  record Pong(@Nullable Ping ping, long count) {}

  record PingBad(@Nullable PongBad pong) {}

  record PongBad(@Nullable PingBad ping, Date date) {}

  record WithArray(int[] array) {}

  record WithObject(Object object) {}

  record WithNumber(Number number) {}

  record WithList(List<String> list) {}

  record Of<T>(T value) {}

  static Stream<Object> immutable() {
    return Stream.of(
        true,
        (byte) 1,
        'c',
        (short) 1,
        1,
        1L,
        1f,
        1.0,
        "s",
        BigInteger.ONE,
        BigDecimal.ONE,
        new UUID(1, 2),
        Duration.ZERO,
        ZoneOffset.UTC,
        ZoneId.of("Europe/Paris"),
        ZonedDateTime.parse("2024-01-01T00:00:00Z"),
        Planet.EARTH,
        Planet.MARS,
        new Leaf(1, "a", Planet.MARS, ZoneOffset.UTC),
        new Tree(new Leaf(1, "a", Planet.MARS, ZoneOffset.UTC), null, null, BigDecimal.ONE),
        new Ping(new Pong(null, 1)),
        new Pong(null, 2));
  }

  static Stream<Arguments> mutable() {
    return Stream.<Object>of(
            new int[0],
            new String[0],
            new Object(),
            new Date(),
            new AtomicInteger(),
            new ArrayList<>(),
            List.of(),
            Optional.of(1),
            new WithArray(new int[0]),
            new WithObject("s"),
            new WithNumber(1),
            new WithList(List.of()),
            new Of<>("s"),
            new PingBad(null),
            new PongBad(null, new Date()),
            new BigInteger("1") {},
            new StringBuilder())
        .map(value -> Arguments.of(Named.of(value.getClass().getTypeName(), value)));
  }

  @ParameterizedTest
  @MethodSource("immutable")
  void mayBeShared(Object value) {
    assertThat(ValueCodec.isImmutable(value)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("mutable")
  void mustBeCopied(Object value) {
    assertThat(ValueCodec.isImmutable(value)).isFalse();
  }

  @Test
  void nullMayBeShared() {
    assertThat(ValueCodec.isImmutable(null)).isTrue();
  }
}
