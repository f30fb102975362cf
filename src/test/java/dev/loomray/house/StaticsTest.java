package dev.loomray.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;

class StaticsTest {
  @Test
  void nothingStaticCanChange() {
    var main = CompiledCode.ofMain();
    var statics = new Statics(main);
    assertThat(main.types()).isNotEmpty().flatMap(statics::violations).isEmpty();
  }

  @Test
  void staticsThatCanChangeAreFound() {
    var prefix = Changing.class.getName() + ".";
    assertThat(violations(Changing.class, Counting.class, Listing.class))
        .containsExactlyInAnyOrder(
            prefix + "ended is static and not final",
            prefix + "CREATED is static and can change: java.util.concurrent.atomic.AtomicLong",
            prefix + "NAMES is static and can change: java.util.List",
            prefix + "PRIMES is static and can change: int[]",
            prefix + "COUNTING is static and can change: " + Counting.class.getName(),
            prefix + "LISTING is static and can change: " + Listing.class.getName(),
            prefix + "CAPTURING is static and can change: java.lang.Runnable");
  }

  @Test
  void staticsThatCannotChangeAreFine() {
    assertThat(violations(Constant.class, Immutable.class, Level.class, Named.class, Copies.class))
        .isEmpty();
  }

  @Test
  void anEnumWithAFieldThatChangesIsFound() {
    assertThat(violations(Switch.class)).hasSize(2).allMatch(v -> v.contains("can change"));
  }

  private static List<String> violations(Class<?>... types) {
    var code = CompiledCode.of(types);
    return new Statics(code).violations(code.find(types[0].getName().replace('.', '/')).get());
  }

  static final class Changing {
    static boolean ended;
    static final AtomicLong CREATED = new AtomicLong();
    static final List<String> NAMES = new ArrayList<>();
    static final int[] PRIMES = {2, 3, 5};
    static final Counting COUNTING = new Counting();
    static final Listing LISTING = new Listing();
    static final Runnable CAPTURING = NAMES::clear;
  }

  static final class Counting {
    int count;
  }

  static final class Listing {
    final List<String> names = new ArrayList<>();
  }

  static final class Constant {
    static final long LIMIT = Long.parseLong("17");
    static final String NAME = "constant";
    static final List<String> NAMES = List.of("a", "b");
    static final Map<String, Integer> NUMBERS = Map.of("a", 1);
    static final Object NOTHING = new Object();
    static final Object[] EMPTY = {};
    static final byte[] NO_BYTES = {};
    static final Copies COPIES = new Copies(List.of());
    static final Immutable FIRST = new Immutable("first", 1, Level.LOW);
    static final Named NAMED = new Named();
    static final ScopedValue<String> KEY = ScopedValue.newInstance();
    static final System.Logger LOG = System.getLogger("dev.loomray.house");
    static final Comparator<String> BY_LENGTH = Comparator.comparing(String::length);
    static final IntSupplier FOUR = () -> 4;
    static final Runnable NOTHING_TO_DO = () -> {};
  }

  record Immutable(String name, int size, Level level) {}

  record Copies(List<String> names) {
    Copies {
      names = List.copyOf(names);
    }
  }

  static class Named {
    private final String name = "named";

    @Override
    public String toString() {
      return name;
    }
  }

  enum Level {
    LOW,
    HIGH
  }

  enum Switch {
    LEFT,
    RIGHT;

    boolean on;
  }
}
