package dev.loomray.internal.base.file;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.loomray.internal.base.SegmentFile;
import dev.loomray.internal.base.SessionFiles;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The directory of a session.
 *
 * <pre>
 *   loomray-&lt;user&gt;/
 *     &lt;process id&gt;-&lt;its start in ms&gt;-&lt;number&gt;/    the session
 *       lock                                      held as long as it lives
 *       control                                   what the store tells others about itself
 *       segment-0, segment-1, …                   objects
 * </pre>
 */
public final class Session implements SessionFiles {
  private static final int ATTEMPTS = 100;

  private final Path directory;
  private final SessionLock lock;
  private final FileStore files;
  private final Figures figures;
  private final boolean isMemory;
  private final boolean ownsParent;

  private Session(Path directory, SessionLock lock, Figures figures, boolean ownsParent)
      throws IOException {
    this.directory = directory;
    this.lock = lock;
    this.files = Files.getFileStore(directory);
    this.figures = figures;
    this.isMemory = files.type().equals("tmpfs") || files.type().equals("ramfs");
    this.ownsParent = ownsParent;
  }

  /** Makes a session below the directory of its user. */
  public static Session create(Path parent, OwnProcess process, Figures figures)
      throws IOException {
    boolean ownsParent = !parent.equals(Parents.usual(parent.resolveSibling(""), process));
    for (int i = 0; i < ATTEMPTS; i++) {
      Path directory = parent.resolve(process.newSession());
      SessionLock lock = tryCreate(directory);
      if (lock != null) {
        return new Session(directory, lock, figures, ownsParent);
      }
    }
    throw new IOException("expected to make a session, found " + parent + " changing all the time");
  }

  /** A sweep of another process may come between any two steps, and takes the session for a dead one. */
  private static @Nullable SessionLock tryCreate(Path directory) throws IOException {
    try {
      Files.createDirectory(directory, Parents.onlyForUser());
    } catch (FileAlreadyExistsException e) {
      return null;
    }
    return SessionLock.tryHold(directory);
  }

  @Override
  public Path directory() {
    return directory;
  }

  @Override
  public long usableSpace() {
    try {
      return files.getUsableSpace();
    } catch (IOException e) {
      return 0;
    }
  }

  @Override
  public long room() {
    long usable = usableSpace();
    // a limit of memory that is passed by writing to files in memory kills the process
    return isMemory ? Math.clamp(figures.available() - figures.total() / 20, 0, usable) : usable;
  }

  @Override
  public SegmentFile create(int number, long bytes) throws IOException {
    return MappedFile.create(directory.resolve("segment-" + number), files, bytes);
  }

  @Override
  public MemorySegment control(long bytes) throws IOException {
    Path path = directory.resolve("control");
    try (FileChannel channel = FileChannel.open(path, CREATE_NEW, READ, WRITE)) {
      ByteBuffer zeros = ByteBuffer.allocate(Math.toIntExact(bytes));
      while (zeros.hasRemaining()) { // a touch of what is not there would crash the process
        channel.write(zeros);
      }
      return channel.map(MapMode.READ_WRITE, 0, bytes, Arena.ofAuto());
    }
  }

  @Override
  public void close() throws IOException {
    try (lock) {
      Trees.deleteSession(directory);
      if (ownsParent) {
        Trees.deleteIfEmpty(directory.resolveSibling("").normalize());
      }
    }
  }
}
