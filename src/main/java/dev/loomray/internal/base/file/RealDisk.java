package dev.loomray.internal.base.file;

import dev.loomray.internal.base.SegmentFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file systems of this machine. */
public final class RealDisk implements Disk {
  @Override
  public Volume volume(Path directory) throws IOException {
    return Volume.of(directory);
  }

  @Override
  public DiskFile create(Path file) throws IOException {
    return ChannelFile.create(file);
  }

  @Override
  public DiskFile open(Path file) throws IOException {
    return ChannelFile.open(file);
  }

  @Override
  public SegmentFile map(Path file, long bytes) throws IOException {
    return MappedFile.create(file, Volume.of(file.resolveSibling("")), bytes);
  }

  @Override
  public void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }
}
