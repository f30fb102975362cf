package dev.loomray.internal.base.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Says that somebody looks after a session: its own process while it lives, and after that whoever removes it. The lock is
 * one of the kernel's on the file {@code lock}, which ends with the process. It would also end when this process closes any
 * other channel on that file, so nobody here opens the one of a session of his own a second time.
 */
final class SessionLock implements AutoCloseable {
  private final FileChannel channel;

  private SessionLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock of a session.
   *
   * @return null if somebody else has it, or the directory is gone
   */
  static @Nullable SessionLock tryHold(Path session) throws IOException {
    Path file = session.resolve("lock");
    FileChannel channel;
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (NoSuchFileException e) {
      return null;
    }
    // who had the lock before may have moved or removed the directory before it let go
    if (tryLock(channel) && Files.exists(file)) {
      return new SessionLock(channel);
    }
    channel.close();
    return null;
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
