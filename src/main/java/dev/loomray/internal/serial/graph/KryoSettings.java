package dev.loomray.internal.serial.graph;

import com.esotericsoftware.kryo.util.Util;
import com.esotericsoftware.minlog.Log;
import org.jspecify.annotations.Nullable;

/**
 * The two process-wide switches of Kryo, set before anything else of it loads.
 *
 * <p>{@code kryo.unsafe=false} keeps Kryo off {@code sun.misc.Unsafe}, which would print a warning
 * and is refused by some JVMs. Kryo reads the property once, while its class {@code Util} loads; it
 * is put back right after, so that another Kryo in the process is not touched. Kryo's log is turned
 * off: it writes to standard output.
 */
final class KryoSettings {
  private static final boolean UNSAFE = load();

  private KryoSettings() {}

  /** Makes sure that the switches are set; answers whether Kryo uses Unsafe all the same. */
  static boolean apply() {
    return UNSAFE;
  }

  private static boolean load() {
    String property = "kryo.unsafe";
    String before = System.getProperty(property);
    System.setProperty(property, "false");
    try {
      return Util.isUnsafeAvailable();
    } finally {
      restore(property, before);
      Log.set(Log.LEVEL_NONE);
    }
  }

  private static void restore(String property, @Nullable String before) {
    if (before == null) {
      System.clearProperty(property);
    } else {
      System.setProperty(property, before);
    }
  }
}
