package dev.loomray.internal.serial;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.File;
import java.io.IOException;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.SimpleDateFormat;
import java.time.Year;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Properties;
import java.util.SimpleTimeZone;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Java streams in graphs: the objects beside one, which are none, and the bytes of the stream. */
class JavaStreamFuzz {
  static Stream<byte[]> streams() {
    return Stream.of(
            new IOException("x", new Exception("y")),
            new ArrayList<>(List.of("a", 1)),
            new HashMap<>(Map.of("a", 1)),
            new TreeMap<>(Map.of("a", 1)),
            new Hashtable<>(Map.of("a", 1)),
            new ConcurrentHashMap<>(Map.of("a", 1)),
            new IdentityHashMap<>(Map.of("a", 1)),
            new PriorityQueue<>(List.of(2, 1)),
            new ArrayBlockingQueue<>(4, false, List.of(1)),
            new LinkedBlockingDeque<>(List.of(1)),
            new Properties(),
            BitSet.valueOf(new long[] {1, 2}),
            EnumSet.of(Samples.Planet.MARS),
            new EnumMap<>(Map.of(Samples.Planet.EARTH, 1)),
            new GregorianCalendar(new SimpleTimeZone(0, "none"), Locale.ROOT),
            Collections.nCopies(3, "x"),
            Collections.synchronizedList(new ArrayList<>(List.of(1))),
            Pattern.compile("a+b"),
            new BigDecimal("1.5e30"),
            new Object[] {new int[3], new String[] {"x"}, Year.of(2000)},
            new SimpleDateFormat("yyyy", Locale.ROOT),
            new DecimalFormat("0.0"),
            new File("x"),
            "größe")
        .map(JavaStreams::of);
  }

  @MethodSource("streams")
  @FuzzTest
  void aStreamIsReadOrRefused(byte[] stream) {
    byte[] bytes = JavaStreams.value(stream);
    Encoded encoded = new Encoded(bytes, List.of());
    Decoding.readOrRefuse(bytes.length, () -> Decoding.CODEC.decode(encoded));
  }
}
