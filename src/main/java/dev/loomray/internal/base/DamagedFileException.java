package dev.loomray.internal.base;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file does not hold what was written to it: to read it again is of no use. */
public final class DamagedFileException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  private final String path;

  /**
   * Says what was found.
   *
   * @param expected what should be there
   * @param found what is
   */
  public DamagedFileException(Path path, String expected, String found, @Nullable Throwable cause) {
    super("expected " + expected + " in " + path + ", found " + found, cause);
    this.path = path.toString();
  }

  /** The file. */
  public Path path() {
    return Path.of(path);
  }
}
