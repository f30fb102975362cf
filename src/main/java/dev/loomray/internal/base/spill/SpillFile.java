package dev.loomray.internal.base.spill;

import dev.loomray.internal.base.file.Disk;
import dev.loomray.internal.base.file.DiskFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** A file of spilled objects, which goes with the last of them. */
final class SpillFile {
  private final Spill home;
  private final Disk disk;
  private final Path path;

  // any thread: counted down by each object that is deleted
  private final AtomicInteger left;

  SpillFile(Spill home, Disk disk, Path path, int objects) {
    this.home = home;
    this.disk = disk;
    this.path = path;
    this.left = new AtomicInteger(objects);
  }

  Path path() {
    return path;
  }

  /** Opens it for one read: thousands of objects would need more open files than a process may have. */
  DiskFile open() throws IOException {
    home.requireOpen();
    try {
      return disk.open(path);
    } catch (NoSuchFileException e) {
      home.requireOpen();
      throw e;
    }
  }

  /** One of its objects is no longer needed. */
  void release() throws IOException {
    if (left.decrementAndGet() == 0) {
      disk.delete(path);
    }
  }
}
