package dev.loomray.internal.base;

import java.lang.System.Logger.Level;

/** The system logger, which is made when it is first needed. */
final class SystemReports implements Reports {
  @Override
  public void info(String message) {
    logger().log(Level.INFO, message);
  }

  @Override
  public void warning(String message) {
    logger().log(Level.WARNING, message);
  }

  @Override
  public void bug(String message, Throwable cause) {
    logger().log(Level.ERROR, "this is a bug in Loomray, please report it: " + message, cause);
  }

  private static System.Logger logger() {
    return System.getLogger("dev.loomray");
  }
}
