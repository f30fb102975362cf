package dev.loomray.internal.base.file;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How much memory there is: that of the machine as {@code /proc/meminfo} has it, or less where a control group of the
 * process, or one around it, has a limit. Elsewhere than on Linux, what the JVM knows.
 */
public final class Figures {
  private final Path root;

  /**
   * Reads the files below a root.
   *
   * @param root of the file system; a test has its own
   */
  public Figures(Path root) {
    this.root = root;
  }

  /** All memory that this process may share in, in bytes. */
  public long total() {
    long machine = machine("MemTotal:");
    if (machine < 0) {
      return system().getTotalMemorySize();
    }
    return groups().stream().mapToLong(ControlGroup::limit).reduce(machine, Math::min);
  }

  /** What of it is free, or holds nothing but copies of files that nobody used of late; in bytes. */
  public long available() {
    long machine = machine("MemAvailable:");
    if (machine < 0) {
      return system().getFreeMemorySize();
    }
    return groups().stream().mapToLong(ControlGroup::available).reduce(machine, Math::min);
  }

  private List<ControlGroup> groups() {
    try {
      return ControlGroup.ofProcess(root);
    } catch (IOException e) {
      return List.of(); // no control groups here
    }
  }

  private long machine(String name) {
    try {
      for (String line : Files.readAllLines(root.resolve("proc/meminfo"))) {
        if (line.startsWith(name)) {
          return 1024 * Long.parseLong(line.substring(name.length()).replace("kB", "").strip());
        }
      }
    } catch (IOException | NumberFormatException e) {
      // not a Linux that we know
    }
    return -1;
  }

  private static OperatingSystemMXBean system() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  }
}
