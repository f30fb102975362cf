package dev.loomray.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A control group of a test's own, whose processes are killed if they have more memory together than it allows, as in a
 * container. Not every user of every machine may make one.
 *
 * @param at where it is
 * @param processes the file that takes them in
 */
record LimitedMemory(Path at, Path processes) implements AutoCloseable {
  private static final long MIB = 1 << 20;
  private static final Path ONE = Path.of("/sys/fs/cgroup/memory");
  private static final Path TWO = Path.of("/sys/fs/cgroup");

  /** A group; null if that is not possible, after a line that says so. */
  static @Nullable LimitedMemory of(int mib) {
    boolean isFirst = Files.exists(ONE.resolve("memory.limit_in_bytes"));
    Path at = (isFirst ? ONE : TWO).resolve("loomray-test-" + ProcessHandle.current().pid());
    LimitedMemory group = new LimitedMemory(at, at.resolve("cgroup.procs"));
    try {
      Files.createDirectory(at);
      Files.writeString(
          at.resolve(isFirst ? "memory.limit_in_bytes" : "memory.max"), Long.toString(mib * MIB));
      return group;
    } catch (IOException e) {
      System.out.println("not possible here: a control group: " + e);
      group.closeIfThere();
      return null;
    }
  }

  /** A command whose process belongs to the group. */
  List<String> around(List<String> command) {
    List<String> all = new ArrayList<>();
    all.addAll(List.of("sh", "-c", "echo $$ > \"$0\" && exec \"$@\"", processes.toString()));
    all.addAll(command);
    return all;
  }

  private void closeIfThere() {
    try {
      Files.deleteIfExists(at);
    } catch (IOException e) {
      // it was never made
    }
  }

  @Override
  public void close() throws IOException {
    Files.delete(at);
  }
}
