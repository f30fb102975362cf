package dev.loomray.internal.base;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what was reported, for a test to read. */
public final class FakeReports implements Reports {
  private final List<String> infos = new CopyOnWriteArrayList<>();
  private final List<String> warnings = new CopyOnWriteArrayList<>();
  private final List<Throwable> bugs = new CopyOnWriteArrayList<>();

  @Override
  public void info(String message) {
    infos.add(message);
  }

  @Override
  public void warning(String message) {
    warnings.add(message);
  }

  @Override
  public void bug(String message, Throwable cause) {
    bugs.add(new AssertionError(message, cause));
  }

  /** What the user may want to know. */
  public List<String> infos() {
    return infos;
  }

  /** What the user should know. */
  public List<String> warnings() {
    return warnings;
  }

  /** What is our fault. */
  public List<Throwable> bugs() {
    return bugs;
  }
}
