package dev.loomray.internal.base.file;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * What tells this process, and its user, from all others of the machine.
 *
 * @param user the number of the user, or his name where users have none
 * @param machine what the names of its sessions begin with, so that those of other machines are told from them: nothing where
 *     no other machine has any
 * @param name the process: its id, and when it started, since ids are used again
 * @param numbers a number for each session, never the same twice
 */
public record OwnProcess(String user, String machine, String name, Supplier<String> numbers) {
  private static final Pattern SESSION = Pattern.compile("\\d+-\\d+-[0-9a-z]+");

  /** A process where no other machine has sessions. */
  OwnProcess(String user, String name, Supplier<String> numbers) {
    this(user, "", name, numbers);
  }

  /** This one. */
  public static OwnProcess current(Supplier<String> numbers) {
    ProcessHandle self = ProcessHandle.current();
    long start = self.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    return new OwnProcess(currentUser(), self.pid() + "-" + start, numbers);
  }

  /**
   * The same where other machines may have sessions. Their locks need not be seen here, so that they seem dead: a name
   * tells them apart, which the machine has until it starts anew.
   */
  OwnProcess amongMachines() {
    return new OwnProcess(user, start(name) + "-", name, numbers);
  }

  private static String start(String otherwise) {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip().replace("-", "");
    } catch (IOException e) {
      return otherwise; // nobody else has that name, so that nobody sweeps what this process leaves
    }
  }

  /** A name for a new session. */
  String newSession() {
    return machine + name + "-" + numbers.get();
  }

  /** Whether a session of this name is one of this process. */
  boolean isMine(String session) {
    return session.startsWith(machine + name + "-");
  }

  /** Whether it is the name of a session, and one of this machine. */
  boolean isOfItsMachine(String session) {
    return session.startsWith(machine)
        && SESSION.matcher(session.substring(machine.length())).matches();
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
