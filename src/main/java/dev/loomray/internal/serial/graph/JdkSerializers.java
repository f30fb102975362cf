package dev.loomray.internal.serial.graph;

import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.serializers.DefaultSerializers;
import com.esotericsoftware.kryo.serializers.OptionalSerializers;
import com.esotericsoftware.kryo.serializers.TimeSerializers;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The classes of the JDK that have a serializer of their own. Their fields are closed, and Java
 * serialization, which serves the rest, is ten times slower and more. It serves regular expressions too: Kryo would compile
 * them when they are read, and nine combining characters take hundreds of gigabytes where they are to match in any order.
 *
 * <p>Classes are looked up by name, and each serializer is made when its class is met: a table of
 * them all would cost a program 20 ms at its first put.
 */
final class JdkSerializers {
  /** Classes that are met often: they are written as a number, by their order here. */
  static final List<Class<?>> NUMBERED =
      List.of(
          Object.class,
          Class.class,
          Object[].class,
          String[].class,
          byte[].class,
          int[].class,
          long[].class,
          double[].class,
          ArrayList.class,
          LinkedList.class,
          ArrayDeque.class,
          CopyOnWriteArrayList.class,
          HashSet.class,
          LinkedHashSet.class,
          TreeSet.class,
          HashMap.class,
          LinkedHashMap.class,
          TreeMap.class,
          ConcurrentHashMap.class,
          Optional.class,
          BigInteger.class,
          BigDecimal.class,
          UUID.class,
          Date.class,
          StringBuilder.class,
          Duration.class,
          Instant.class,
          LocalDate.class,
          LocalTime.class,
          LocalDateTime.class,
          ZoneId.class,
          AtomicBoolean.class,
          AtomicInteger.class,
          AtomicLong.class,
          AtomicReference.class,
          ByteBuffer.class,
          Path.class);

  private JdkSerializers() {}

  /** The public class that a class of the JDK is written as; mostly itself. */
  static Class<?> family(Class<?> type) {
    if (ByteBuffer.class.isAssignableFrom(type)) {
      return ByteBuffer.class;
    }
    if (Path.class.isAssignableFrom(type)) {
      return Path.class;
    }
    if (Charset.class.isAssignableFrom(type)) {
      return Charset.class;
    }
    if (MemorySegment.class.isAssignableFrom(type)) {
      return MemorySegment.class;
    }
    return type.getSuperclass() == ZoneId.class ? ZoneId.class : type;
  }

  /** The serializer of a class; null if it has none of its own. */
  static @Nullable Serializer<?> of(Class<?> type) {
    Serializer<?> found = ofValue(type.getName());
    if (found == null) {
      found = ofTime(type.getName());
    }
    return found != null ? found : JdkCollections.of(type.getName());
  }

  private static @Nullable Serializer<?> ofValue(String name) {
    return switch (name) {
      case "java.lang.Object" -> new FieldsSerializer(List.of());
      case "java.lang.Class" -> new ClassSerializer();
      case "java.nio.ByteBuffer" -> new ByteBufferSerializer();
      case "java.nio.file.Path" -> new PathSerializer();
      case "java.nio.charset.Charset" -> new DefaultSerializers.CharsetSerializer();
      case "java.lang.StringBuilder" -> new DefaultSerializers.StringBuilderSerializer();
      case "java.lang.StringBuffer" -> new DefaultSerializers.StringBufferSerializer();
      case "java.math.BigInteger" -> new DefaultSerializers.BigIntegerSerializer();
      case "java.math.BigDecimal" -> new DefaultSerializers.BigDecimalSerializer();
      case "java.net.URI" -> new DefaultSerializers.URISerializer();
      case "java.util.BitSet" -> new DefaultSerializers.BitSetSerializer();
      case "java.util.Date" -> new DefaultSerializers.DateSerializer();
      case "java.util.UUID" -> new DefaultSerializers.UUIDSerializer();
      case "java.util.OptionalInt" -> new OptionalSerializers.OptionalIntSerializer();
      case "java.util.OptionalLong" -> new OptionalSerializers.OptionalLongSerializer();
      case "java.util.OptionalDouble" -> new OptionalSerializers.OptionalDoubleSerializer();
      case "java.util.concurrent.atomic.AtomicBoolean" ->
          new DefaultSerializers.AtomicBooleanSerializer();
      case "java.util.concurrent.atomic.AtomicInteger" ->
          new DefaultSerializers.AtomicIntegerSerializer();
      case "java.util.concurrent.atomic.AtomicLong" ->
          new DefaultSerializers.AtomicLongSerializer();
      case "java.util.concurrent.atomic.AtomicReference" -> new AtomicReferenceSerializer();
      default -> null;
    };
  }

  private static @Nullable Serializer<?> ofTime(String name) {
    return switch (name) {
      case "java.time.Duration" -> new TimeSerializers.DurationSerializer();
      case "java.time.Instant" -> new TimeSerializers.InstantSerializer();
      case "java.time.LocalDate" -> new TimeSerializers.LocalDateSerializer();
      case "java.time.LocalTime" -> new TimeSerializers.LocalTimeSerializer();
      case "java.time.LocalDateTime" -> new TimeSerializers.LocalDateTimeSerializer();
      case "java.time.ZoneId" -> new TimeSerializers.ZoneIdSerializer();
      case "java.time.ZoneOffset" -> new TimeSerializers.ZoneOffsetSerializer();
      case "java.time.OffsetTime" -> new TimeSerializers.OffsetTimeSerializer();
      case "java.time.OffsetDateTime" -> new TimeSerializers.OffsetDateTimeSerializer();
      case "java.time.ZonedDateTime" -> new TimeSerializers.ZonedDateTimeSerializer();
      case "java.time.Year" -> new TimeSerializers.YearSerializer();
      case "java.time.YearMonth" -> new TimeSerializers.YearMonthSerializer();
      case "java.time.MonthDay" -> new TimeSerializers.MonthDaySerializer();
      case "java.time.Period" -> new TimeSerializers.PeriodSerializer();
      default -> null;
    };
  }
}
