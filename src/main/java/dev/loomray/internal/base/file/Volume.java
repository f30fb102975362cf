package dev.loomray.internal.base.file;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system: what it is, and how full. */
public interface Volume {
  /** Finds the volume of a file. */
  @FunctionalInterface
  interface Lookup {
    /** Fails if there is no such file. */
    Volume of(Path file) throws IOException;
  }

  /** What the system calls it, such as {@code ext4}. */
  String type();

  /** How many bytes it has. */
  long totalSpace() throws IOException;

  /** How many of them this user can still take. */
  long usableSpace() throws IOException;

  /** That of a file. */
  static Volume of(Path file) throws IOException {
    return new OfSystem(Files.getFileStore(file));
  }

  /** Whether what is written there takes memory. */
  default boolean isMemory() {
    return type().equals("tmpfs") || type().equals("ramfs");
  }

  /** Whether it is on another machine. */
  default boolean isRemote() {
    return type().startsWith("nfs")
        || type().startsWith("smb")
        || type().equals("cifs")
        || type().equals("9p")
        || type().equals("fuse.sshfs");
  }

  /** Whether a change of what was written takes no space: where it is a copy, a full disk crashes who has mapped a file. */
  default boolean keepsSpace() {
    return !isRemote()
        && !type().equals("btrfs")
        && !type().equals("zfs")
        && !type().equals("bcachefs");
  }

  /** What can be taken, or nothing if the file system does not say. */
  default long spaceLeft() {
    try {
      return usableSpace();
    } catch (IOException e) {
      return 0;
    }
  }

  /** One that the system knows. */
  record OfSystem(FileStore files) implements Volume {
    @Override
    public String type() {
      return files.type();
    }

    @Override
    public long totalSpace() throws IOException {
      return files.getTotalSpace();
    }

    @Override
    public long usableSpace() throws IOException {
      return files.getUsableSpace();
    }
  }
}
