package dev.loomray.internal.base.file;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * What tells this process, and its user, from all others of the machine.
 *
 * @param user the number of the user, or his name where users have none
 * @param name the process: its id, and when it started, since ids are used again
 * @param numbers a number for each session, never the same twice
 */
public record OwnProcess(String user, String name, Supplier<String> numbers) {
  /** This one. */
  public static OwnProcess current(Supplier<String> numbers) {
    ProcessHandle self = ProcessHandle.current();
    long start = self.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    return new OwnProcess(currentUser(), self.pid() + "-" + start, numbers);
  }

  /** A name for a new session. */
  String newSession() {
    return name + "-" + numbers.get();
  }

  /** Whether a session of this name is one of this process. */
  boolean isMine(String session) {
    return session.startsWith(name + "-");
  }

  /** Whether the file itself, and not what a link leads to, belongs to the user. */
  boolean owns(Path file) throws IOException {
    if (!hasNumbers()) {
      return true; // there the directories of users are their own
    }
    return Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS).toString().equals(user);
  }

  private static String currentUser() {
    if (!hasNumbers()) {
      return System.getProperty("user.name", "user").replaceAll("\\W", "_");
    }
    try {
      return idOfNewFiles();
    } catch (IOException e) {
      return idOfHome();
    }
  }

  /** Of the four numbers that the kernel keeps, the last is given to new files. */
  private static String idOfNewFiles() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("Uid:")) {
        return line.substring(line.lastIndexOf('\t') + 1).strip();
      }
    }
    throw new IOException("expected a line Uid: in /proc/self/status");
  }

  private static String idOfHome() {
    try {
      return Files.getAttribute(Path.of(System.getProperty("user.home", "/")), "unix:uid")
          .toString();
    } catch (IOException e) {
      return System.getProperty("user.name", "user").replaceAll("\\W", "_");
    }
  }

  private static boolean hasNumbers() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("unix");
  }
}
