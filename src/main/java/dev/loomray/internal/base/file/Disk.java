package dev.loomray.internal.base.file;

import dev.loomray.internal.base.SegmentFile;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The file operations that spilling needs: the only door to them, behind which a test may have its own. Safe for use by many
 * threads.
 */
public interface Disk {
  /** The file system of a directory. */
  Volume volume(Path directory) throws IOException;

  /**
   * Makes a file to write to.
   *
   * @throws java.nio.file.FileAlreadyExistsException if it is there
   */
  DiskFile create(Path file) throws IOException;

  /**
   * Opens a file to read from.
   *
   * @throws java.nio.file.NoSuchFileException if it is not there
   */
  DiskFile open(Path file) throws IOException;

  /**
   * Makes a file of so many bytes and maps it. It takes no space before it is committed.
   *
   * @throws java.nio.file.FileAlreadyExistsException if it is there
   */
  SegmentFile map(Path file, long bytes) throws IOException;

  /** Removes a file, if it is there. */
  void delete(Path file) throws IOException;
}
