package dev.loomray.internal.base;

/** Where a Ray says what nobody asked for; a simulation fails on a bug and reads the warnings. */
public interface Reports {
  /** Something the user may want to know when he looks for it. */
  void info(String message);

  /** Something the user should know. */
  void warning(String message);

  /** Something that should not happen, and is our fault. */
  void bug(String message, Throwable cause);
}
