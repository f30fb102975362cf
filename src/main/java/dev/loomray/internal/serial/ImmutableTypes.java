package dev.loomray.internal.serial;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
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
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * The types whose values never change, so that many readers may share one. It is a closed list of
 * exact classes, with enums, and records whose declared components are of such types.
 */
final class ImmutableTypes {
  private static final Set<Class<?>> VALUES =
      Set.of(
          Boolean.class,
          Byte.class,
          Character.class,
          Short.class,
          Integer.class,
          Long.class,
          Float.class,
          Double.class,
          String.class,
          BigInteger.class,
          BigDecimal.class,
          UUID.class,
          Duration.class,
          Instant.class,
          LocalDate.class,
          LocalDateTime.class,
          LocalTime.class,
          MonthDay.class,
          OffsetDateTime.class,
          OffsetTime.class,
          Period.class,
          Year.class,
          YearMonth.class,
          ZoneId.class,
          ZoneOffset.class,
          ZonedDateTime.class);

  private static final ClassValue<Boolean> IMMUTABLE =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return compute(type);
        }
      };

  private ImmutableTypes() {}

  /** Whether all objects of exactly this class are immutable. */
  static boolean contains(Class<?> type) {
    return IMMUTABLE.get(type);
  }

  private static boolean compute(Class<?> type) {
    if (Enum.class.isAssignableFrom(type)) {
      return true; // constants with bodies are of a class of their own
    }
    return type.getSuperclass() == ZoneId.class || isDeclared(type, new HashSet<>());
  }

  /**
   * Whether a declared type is immutable. A record that is being looked at counts as such, so that
   * types may recur.
   */
  private static boolean isDeclared(Class<?> type, Set<Class<?>> looking) {
    if (type.isPrimitive() || type.isEnum() || VALUES.contains(type) || looking.contains(type)) {
      return true;
    }
    if (!type.isRecord()) {
      return false;
    }
    looking.add(type);
    for (RecordComponent component : type.getRecordComponents()) {
      if (!isDeclared(component.getType(), looking)) {
        return false;
      }
    }
    return true;
  }
}
