package dev.loomray.internal.base.spill;

import dev.loomray.internal.base.DamagedFileException;
import dev.loomray.internal.base.Spilled;
import dev.loomray.internal.base.file.DiskFile;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One object in a file. */
final class SpilledObject implements Spilled {
  private static final HexFormat HEX = HexFormat.of();

  private final SpillFile file;
  private final long offset;
  private final SpillDescriptor descriptor;

  // any thread: true once
  private final AtomicBoolean isDeleted = new AtomicBoolean();

  /**
   * Knows where an object is.
   *
   * @param offset of its header
   */
  SpilledObject(SpillFile file, long offset, SpillDescriptor descriptor) {
    this.file = file;
    this.offset = offset;
    this.descriptor = descriptor;
  }

  @Override
  public Path path() {
    return file.path();
  }

  @Override
  public long bytes() {
    return descriptor.length();
  }

  @Override
  public void read(MemorySegment into) throws IOException {
    if (into.byteSize() != bytes()) {
      throw new IllegalArgumentException(
          "expected room for " + bytes() + " bytes, found " + into.byteSize());
    }
    if (isDeleted.get()) {
      throw new IllegalStateException("expected " + descriptor + ", which was deleted");
    }
    try (DiskFile opened = file.open()) {
      read(opened, into);
    } catch (NoSuchFileException e) {
      throw damaged("no file", e);
    }
  }

  private void read(DiskFile opened, MemorySegment into) throws IOException {
    try {
      requireHeader(opened);
      int checksum = Transfer.read(opened, into, offset + SpillDescriptor.HEADER);
      if (checksum != descriptor.checksum()) {
        throw damaged("the checksum " + HEX.toHexDigits(checksum), null);
      }
    } catch (EOFException e) {
      throw damaged("it truncated: expected " + end() + " bytes, found " + opened.size(), e);
    }
  }

  private void requireHeader(DiskFile opened) throws IOException {
    ByteBuffer header = SpillDescriptor.buffer();
    Transfer.read(opened, header, offset);
    String difference = descriptor.difference(header.flip());
    if (difference != null) {
      throw damaged(difference, null);
    }
  }

  private long end() {
    return SpillDescriptor.end(offset, descriptor.length());
  }

  private DamagedFileException damaged(String found, @Nullable Throwable cause) {
    return new DamagedFileException(path(), descriptor.toString(), found, cause);
  }

  @Override
  public void delete() throws IOException {
    if (!isDeleted.getAndSet(true)) {
      file.release();
    }
  }
}
