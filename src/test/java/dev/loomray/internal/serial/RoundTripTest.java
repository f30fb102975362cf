package dev.loomray.internal.serial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loomray.internal.serial.Samples.Generic;
import dev.loomray.internal.serial.Samples.Person;
import dev.loomray.internal.serial.Samples.Planet;
import dev.loomray.internal.serial.Samples.Point;
import java.io.File;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Currency;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values that come back equal, and of the same class. */
class RoundTripTest {
  private final ValueCodec codec = new ValueCodec(Map.of(), RoundTripTest.class.getClassLoader());

  /** One argument each: JUnit would take an array for many. */
  private static Stream<Arguments> each(Object... values) {
    return Arrays.stream(values)
        .map(value -> Arguments.of(Named.of(value.getClass().getTypeName(), value)));
  }

  static Stream<Arguments> scalars() {
    return each(
        true,
        false,
        (byte) -1,
        'ß',
        (short) -300,
        42,
        Integer.MIN_VALUE,
        1L << 40,
        1.5f,
        Float.NaN,
        -0.0,
        Math.PI,
        "",
        "ascii",
        "größe",
        "日本語 🚀",
        "\ud800 alone",
        "x".repeat(100_000),
        "ü".repeat(100_000));
  }

  static Stream<Arguments> arrays() {
    return each(
        new byte[] {1, -2},
        new boolean[] {true, false},
        new char[] {'a', 'ß'},
        new short[] {1, -2},
        new int[] {1, Integer.MIN_VALUE},
        new long[] {1, Long.MIN_VALUE},
        new float[] {1.5f, -0f},
        new double[] {Math.E, Double.NaN},
        new int[0],
        new double[100_000],
        new String[] {"a", null},
        new int[][] {{1}, {}, null},
        new Object[] {1, "a", new int[] {2}, null},
        new Point[] {new Point(1, 2), null},
        new Planet[] {Planet.EARTH, Planet.MARS, null},
        new List<?>[] {List.of(1)},
        new long[2][3][4],
        new Integer[] {1, null},
        new StackTraceElement[0]);
  }

  static Stream<Arguments> valuesOfTheJdk() {
    return each(
        new BigInteger("123456789012345678901234567890"),
        new BigDecimal("1.20"),
        UUID.fromString("0-1-2-3-4"),
        Duration.ofNanos(-7),
        Instant.EPOCH,
        Instant.MIN,
        LocalDate.of(2024, 2, 29),
        LocalTime.MIDNIGHT,
        LocalDateTime.of(1, 2, 3, 4, 5, 6, 7),
        ZoneOffset.ofHours(-3),
        ZoneId.of("Europe/Paris"),
        OffsetDateTime.parse("2024-01-01T00:00:00+05:30"),
        OffsetTime.parse("00:00:00+05:30"),
        ZonedDateTime.parse("2024-01-01T00:00:00+01:00[Europe/Paris]"),
        Year.of(2024),
        YearMonth.of(2024, 2),
        MonthDay.of(2, 29),
        Period.ofDays(3),
        DayOfWeek.MONDAY,
        new Date(7),
        new java.sql.Timestamp(7),
        Locale.forLanguageTag("zh-Hans-CN"),
        Locale.ROOT,
        Currency.getInstance("EUR"),
        TimeZone.getTimeZone("UTC"),
        URI.create("a://b/c?d"),
        StandardCharsets.UTF_16LE,
        Path.of("a", "b"),
        new File("c"),
        new InetSocketAddress("127.0.0.1", 80),
        Optional.of("x"),
        Optional.empty(),
        OptionalInt.of(1),
        OptionalLong.empty(),
        OptionalDouble.of(2),
        BitSet.valueOf(new long[] {5, 9}),
        String.class,
        int.class,
        int[][].class,
        Integer.class,
        Thread.class,
        Point.class,
        Map.entry("k", 1),
        new SimpleEntry<>("k", null));
  }

  static Stream<Arguments> collections() {
    List<Object> base = new ArrayList<>(Arrays.asList(3, "b", null, new Point(1, 2)));
    return each(
        base,
        new LinkedList<>(base),
        new Vector<>(base),
        new HashSet<>(base),
        new LinkedHashSet<>(base),
        new CopyOnWriteArrayList<>(base),
        new TreeSet<>(Set.of(3, 1)),
        new TreeSet<>(Collections.reverseOrder()),
        new ConcurrentSkipListSet<>(Set.of("b", "a")),
        EnumSet.of(Planet.MARS),
        EnumSet.noneOf(Planet.class),
        EnumSet.allOf(DayOfWeek.class),
        List.of(),
        List.of(1),
        List.of(1, "b", 3),
        Stream.of(1, null).toList(),
        Set.of(),
        Set.of(1),
        Set.of(1, 2, 3),
        Arrays.asList("a", null),
        Collections.emptyList(),
        Collections.emptySet(),
        Collections.singletonList(1),
        Collections.singleton(2),
        Collections.nCopies(3, "n"),
        Collections.unmodifiableList(base),
        Collections.unmodifiableList(new LinkedList<>(base)),
        Collections.unmodifiableSet(new HashSet<>(base)),
        Collections.unmodifiableSortedSet(new TreeSet<>(Set.of(2, 1))),
        Collections.synchronizedList(base),
        Collections.checkedList(new ArrayList<>(List.of("c")), String.class),
        new Properties(),
        new ArrayList<>(List.of(new ArrayList<>(List.of(Set.of(Map.of("a", List.of(1))))))));
  }

  static Stream<Arguments> maps() {
    Map<Object, Object> base = new LinkedHashMap<>();
    base.put("b", 1);
    base.put("a", null);
    base.put(null, new ArrayList<>(List.of(1)));
    Map<Planet, Object> byPlanet = new EnumMap<>(Planet.class);
    Properties properties = new Properties();
    properties.setProperty("k", "v");
    return each(
        base,
        new HashMap<>(base),
        new TreeMap<>(Map.of("b", 1, "a", 2)),
        new EnumMap<>(byPlanet),
        new EnumMap<>(Map.of(Planet.EARTH, new Point(1, 1))),
        new ConcurrentHashMap<>(Map.of(1, 2)),
        new ConcurrentSkipListMap<>(Map.of(1, 2)),
        Map.of(),
        Map.of(1, "a"),
        Map.of(1, "a", 2, "b"),
        Collections.emptyMap(),
        Collections.singletonMap("k", null),
        Collections.unmodifiableMap(base),
        Collections.synchronizedMap(base),
        Collections.unmodifiableSortedMap(new TreeMap<>(Map.of(1, 2))),
        properties,
        new TreeMap<>(Map.of(1, 1, 2, 2, 3, 3)).headMap(3));
  }

  static Stream<Arguments> userValues() {
    return each(
        Planet.EARTH,
        Planet.MARS,
        new Point(1, -2.5),
        new Person("n", 1, List.of("a"), null),
        new Person("ü", 2, new ArrayList<>(), new Point(0, 0)),
        new Generic<>("g", new String[] {"h"}),
        new Generic<Object>(1, new Object[] {List.of(2)}),
        new Samples.Range(3));
  }

  @ParameterizedTest
  @MethodSource({"scalars", "arrays", "valuesOfTheJdk", "collections", "maps", "userValues"})
  void comesBackEqual(Object value) {
    assertEqual(codec.decode(codec.encode(value)), value);
  }

  @ParameterizedTest
  @MethodSource({"scalars", "arrays", "valuesOfTheJdk", "collections", "maps", "userValues"})
  void comesBackEqualFromTheStore(Object value) {
    assertEqual(Stored.copy(codec, value), value);
  }

  @ParameterizedTest
  @MethodSource({"scalars", "arrays", "valuesOfTheJdk", "collections", "maps", "userValues"})
  void comesBackEqualInsideOfOthers(Object value) {
    assertHolds(codec.decode(codec.encode(holder(value))), value);
    assertHolds(Stored.copy(codec, holder(value)), value);
  }

  private static Object[] holder(Object value) {
    return new Object[] {value, new ArrayList<>(List.of(value)), Optional.of(value), value};
  }

  private static void assertEqual(@Nullable Object copy, Object value) {
    assertThat(copy).isNotNull();
    assertThat(copy.getClass()).isEqualTo(value.getClass());
    assertThat(new Object[] {copy}).isEqualTo(new Object[] {value});
    if (value instanceof Collection<?> || value instanceof Map<?, ?>) {
      assertThat(copy)
          .hasToString(
              value instanceof Set && !(value instanceof LinkedHashSet)
                  ? copy.toString()
                  : value.toString());
    }
  }

  private static void assertHolds(@Nullable Object holder, Object value) {
    Object[] copy = (Object[]) holder;
    assertThat(copy).isNotNull();
    assertThat(new Object[] {copy[0], copy[3]}).isEqualTo(new Object[] {value, value});
    assertThat(((List<?>) copy[1]).toArray()).isEqualTo(new Object[] {value});
    if (!ValueCodec.isImmutable(value)) {
      assertThat(copy[0]).isSameAs(copy[3]);
    }
  }
}
