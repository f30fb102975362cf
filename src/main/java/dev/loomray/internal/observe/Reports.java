package dev.loomray.internal.observe;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** What a Ray says to the system logger {@code dev.loomray}. */
public final class Reports {
  private static final Logger LOGGER = System.getLogger("dev.loomray");

  private Reports() {}

  /** Something the user should know. */
  public static void warning(String message) {
    LOGGER.log(Level.WARNING, message);
  }

  /** Something that should not happen, and is our fault. */
  public static void bug(String message, Throwable cause) {
    LOGGER.log(Level.ERROR, "this is a bug in Loomray, please report it: " + message, cause);
  }
}
