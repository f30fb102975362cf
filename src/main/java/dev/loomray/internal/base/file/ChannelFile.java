package dev.loomray.internal.base.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that is open through a channel, and through another when an interrupt has closed that. */
final class ChannelFile implements DiskFile {
  private final Path path;
  private final OpenOption mode;

  // one thread at a time
  private FileChannel channel;

  private ChannelFile(Path path, OpenOption mode, FileChannel channel) {
    this.path = path;
    this.mode = mode;
    this.channel = channel;
  }

  /** Makes a file that is not there, to write to. */
  static ChannelFile create(Path path) throws IOException {
    FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return new ChannelFile(path, StandardOpenOption.WRITE, channel);
  }

  /** Opens a file to read from. */
  static ChannelFile open(Path path) throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    return new ChannelFile(path, StandardOpenOption.READ, channel);
  }

  @Override
  public long size() throws IOException {
    return Uninterrupted.run(() -> channel().size());
  }

  @Override
  public int write(ByteBuffer from, long at) throws IOException {
    int start = from.position();
    // the position has changed if the interrupt came behind the write
    return Uninterrupted.run(() -> channel().write(from.position(start), at));
  }

  @Override
  public int read(ByteBuffer into, long at) throws IOException {
    int start = into.position();
    return Uninterrupted.run(() -> channel().read(into.position(start), at));
  }

  private FileChannel channel() throws IOException {
    if (!channel.isOpen()) {
      channel = FileChannel.open(path, mode);
    }
    return channel;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
