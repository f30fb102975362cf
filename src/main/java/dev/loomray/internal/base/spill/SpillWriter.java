package dev.loomray.internal.base.spill;

import dev.loomray.internal.base.SpillFiles.Item;
import dev.loomray.internal.base.file.DiskFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Writes objects one behind the other into a new file. Large ones are written straight from where they are; small ones are
 * gathered, since to ask the system twice for each of them takes as long as to copy it several times. For one thread.
 */
final class SpillWriter {
  /** The length of the buffer where objects are gathered that are not longer. */
  static final int GATHERED = 256 << 10;

  private final SpillFile file;
  private final DiskFile opened;
  private final long session;

  // what is gathered, and where in the file it goes
  private final ByteBuffer gathered;
  private long start;

  /**
   * Begins with a file.
   *
   * @param opened the same file, which is empty
   * @param gathered a buffer of that length
   */
  SpillWriter(SpillFile file, DiskFile opened, long session, ByteBuffer gathered) {
    this.file = file;
    this.opened = opened;
    this.session = session;
    this.gathered = gathered;
    gather(0);
  }

  /** What follows is gathered up to the next multiple of its length: {@link Transfer#PART} says why. */
  private void gather(long from) {
    start = from;
    gathered.clear().limit(GATHERED - (int) (from % GATHERED));
  }

  private long position() {
    return start + gathered.position();
  }

  /** Writes one more, unless it is gathered. */
  SpilledObject write(Item item) throws IOException {
    append(ByteBuffer.allocate((int) (SpillDescriptor.next(position()) - position())));
    long header = position();
    SpillDescriptor descriptor =
        item.bytes().byteSize() <= GATHERED ? gather(item) : writeThrough(item, header);
    return new SpilledObject(file, header, descriptor);
  }

  private SpillDescriptor gather(Item item) throws IOException {
    ByteBuffer bytes = item.bytes().asByteBuffer();
    CRC32C checksum = new CRC32C();
    checksum.update(bytes);
    SpillDescriptor descriptor = descriptor(item, (int) checksum.getValue());
    append(descriptor.header());
    append(bytes.rewind());
    return descriptor;
  }

  private SpillDescriptor writeThrough(Item item, long header) throws IOException {
    flush();
    MemorySegment bytes = item.bytes();
    int checksum = Transfer.write(opened, bytes, header + SpillDescriptor.HEADER);
    SpillDescriptor descriptor = descriptor(item, checksum);
    Transfer.write(opened, descriptor.header(), header);
    gather(SpillDescriptor.end(header, bytes.byteSize()));
    return descriptor;
  }

  private SpillDescriptor descriptor(Item item, int checksum) {
    long length = item.bytes().byteSize();
    return new SpillDescriptor(session, item.objectNumber(), item.type(), length, checksum);
  }

  private void append(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      int count = Math.min(bytes.remaining(), gathered.remaining());
      gathered.put(bytes.slice(bytes.position(), count));
      bytes.position(bytes.position() + count);
      if (!gathered.hasRemaining()) {
        flush();
      }
    }
  }

  /** Writes what is gathered. */
  void flush() throws IOException {
    long end = position();
    Transfer.write(opened, gathered.flip(), start);
    gather(end);
  }
}
