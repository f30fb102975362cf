package dev.loomray.internal.base.file;

import dev.loomray.internal.base.Reports;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * The directory of one user in a place that many share. Somebody else may have made one of that name, or a link, to see
 * what we write or to have us delete something: then a directory with a random name is taken instead.
 */
final class Parents {
  private static final String PREFIX = "loomray-";

  private final OwnProcess process;
  private final String what;
  private final Reports reports;

  /**
   * Knows the directories of a user.
   *
   * @param what is kept there, as messages call it
   */
  Parents(OwnProcess process, String what, Reports reports) {
    this.process = process;
    this.what = what;
    this.reports = reports;
  }

  /** Makes the directory if it is not there. */
  Path in(Path place) throws IOException {
    Path parent = usual(place, process);
    try {
      return Files.createDirectory(parent, onlyForUser());
    } catch (FileAlreadyExistsException e) {
      return isTrusted(parent, process) ? parent : random(place, parent);
    }
  }

  private Path random(Path place, Path refused) throws IOException {
    Path parent = Files.createTempDirectory(place, usual(place, process).getFileName() + "-");
    reports.info(
        "the directory for "
            + what
            + " is "
            + parent
            + ": "
            + refused
            + " is a link, belongs to somebody else or can be written by others");
    return parent;
  }

  static Path usual(Path place, OwnProcess process) {
    return place.resolve(PREFIX + process.user());
  }

  /** Whether a directory was made by {@link #in}, under the usual name or a random one. */
  static boolean isParent(Path directory, OwnProcess process) {
    String name = directory.getFileName().toString();
    String usual = PREFIX + process.user();
    return name.equals(usual) || name.startsWith(usual + "-");
  }

  /** Whether a directory is of the user, and only he can change it. */
  static boolean isTrusted(Path directory, OwnProcess process) throws IOException {
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS) || !process.owns(directory)) {
      return false;
    }
    if (!hasPermissions()) {
      return true;
    }
    Set<PosixFilePermission> open =
        EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
    open.retainAll(Files.getPosixFilePermissions(directory, LinkOption.NOFOLLOW_LINKS));
    return open.isEmpty();
  }

  /** For a directory that its user alone may enter. */
  static FileAttribute<?>[] onlyForUser() {
    if (!hasPermissions()) {
      return new FileAttribute<?>[0];
    }
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
    };
  }

  private static boolean hasPermissions() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  }
}
