package dev.loomray.internal.base.file;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A directory that is this session's as long as it is not closed, and that somebody else removes if the process dies.
 *
 * <pre>
 *   loomray-&lt;user&gt;/
 *     &lt;process id&gt;-&lt;its start in ms&gt;-&lt;number&gt;/
 *       lock                                      held as long as it lives
 * </pre>
 */
public final class SessionDirectory implements AutoCloseable {
  private static final int ATTEMPTS = 100;

  private final Path path;
  private final SessionLock lock;
  private final boolean ownsParent;

  private SessionDirectory(Path path, SessionLock lock, boolean ownsParent) {
    this.path = path;
    this.lock = lock;
    this.ownsParent = ownsParent;
  }

  /** Makes one below the directory of its user. */
  public static SessionDirectory create(Path parent, OwnProcess process) throws IOException {
    boolean ownsParent = !parent.equals(Parents.usual(parent.resolveSibling(""), process));
    for (int i = 0; i < ATTEMPTS; i++) {
      Path path = parent.resolve(process.newSession());
      SessionLock lock = tryCreate(path);
      if (lock != null) {
        return new SessionDirectory(path, lock, ownsParent);
      }
    }
    throw new IOException("expected to make a session, found " + parent + " changing all the time");
  }

  /** A sweep of another process may come between any two steps, and takes the session for a dead one. */
  private static @Nullable SessionLock tryCreate(Path path) throws IOException {
    try {
      Files.createDirectory(path, Parents.onlyForUser());
    } catch (FileAlreadyExistsException e) {
      return null;
    }
    return SessionLock.tryHold(path);
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** Removes it with all that is in it. Closing twice is harmless. */
  @Override
  public void close() throws IOException {
    try (lock) {
      Trees.deleteSession(path);
      if (ownsParent) {
        Trees.deleteIfEmpty(path.resolveSibling("").normalize());
      }
    }
  }
}
