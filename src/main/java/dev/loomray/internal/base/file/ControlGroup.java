package dev.loomray.internal.base.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One control group that limits the memory of this process, of either version.
 *
 * <pre>
 *              version 2                  version 1
 *   where      /sys/fs/cgroup             /sys/fs/cgroup/memory
 *   limit      memory.max                 memory.limit_in_bytes
 *   usage      memory.current             memory.usage_in_bytes
 *   may go     memory.stat inactive_file  memory.stat total_inactive_file
 * </pre>
 *
 * @param limit how much its processes may have; {@link Long#MAX_VALUE} for no limit
 * @param usage how much they have
 * @param inactive what of it holds copies of files that nobody used of late
 */
record ControlGroup(long limit, long usage, long inactive) {
  private enum Version {
    TWO("sys/fs/cgroup", "memory.max", "memory.current", "inactive_file "),
    ONE(
        "sys/fs/cgroup/memory",
        "memory.limit_in_bytes",
        "memory.usage_in_bytes",
        "total_inactive_file ");

    final String mount;
    final String limit;
    final String usage;
    final String inactive;

    Version(String mount, String limit, String usage, String inactive) {
      this.mount = mount;
      this.limit = limit;
      this.usage = usage;
      this.inactive = inactive;
    }
  }

  /** The groups of this process that have a limit, from its own outwards. */
  static List<ControlGroup> ofProcess(Path root) throws IOException {
    List<ControlGroup> groups = new ArrayList<>();
    for (String line : Files.readAllLines(root.resolve("proc/self/cgroup"))) {
      String[] parts = line.split(":", 3); // number, controllers, path
      if (parts.length == 3 && parts[1].isEmpty()) {
        outwards(root, Version.TWO, parts[2], groups);
      } else if (parts.length == 3 && ("," + parts[1] + ",").contains(",memory,")) {
        outwards(root, Version.ONE, parts[2], groups);
      }
    }
    return groups;
  }

  /** In a container the path may be that of the host, and what is mounted is the group itself. */
  private static void outwards(Path root, Version version, String path, List<ControlGroup> found) {
    Path top = root.resolve(version.mount);
    Path group = top.resolve(path.substring(1)).normalize();
    if (!group.startsWith(top) || !Files.isDirectory(group)) {
      group = top;
    }
    for (; group.startsWith(top); group = group.resolveSibling("").normalize()) {
      addIfLimited(group, version, found);
      if (group.equals(top)) {
        return;
      }
    }
  }

  private static void addIfLimited(Path group, Version version, List<ControlGroup> found) {
    try {
      String limit = Files.readString(group.resolve(version.limit)).strip();
      if (limit.equals("max")) {
        return;
      }
      long usage = Long.parseLong(Files.readString(group.resolve(version.usage)).strip());
      long inactive = inactive(group.resolve("memory.stat"), version.inactive);
      found.add(new ControlGroup(Long.parseLong(limit), usage, inactive));
    } catch (IOException | NumberFormatException e) {
      // the group at the root has no such files
    }
  }

  private static long inactive(Path statistics, String name) throws IOException {
    for (String line : Files.readAllLines(statistics)) {
      if (line.startsWith(name)) {
        return Long.parseLong(line.substring(name.length()).strip());
      }
    }
    return 0;
  }

  /** What its processes may still have. */
  long available() {
    return Math.max(0, limit - usage + inactive);
  }
}
