package dev.loomray.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file system of a test's own, which is really full when it is full. Not every user of every machine may mount one.
 *
 * @param at where it is
 */
record Mounted(Path at) implements AutoCloseable {
  private static final long MIB = 1 << 20;

  /** A file system in memory; null if that is not possible, after a line that says so. */
  static @Nullable Mounted memory(Path at, int mib) throws IOException {
    return mount(at, "-t", "tmpfs", "-o", "size=" + mib + "m", "loomray-test");
  }

  /** One on the disk, in a file beside it; null if that is not possible, after a line that says so. */
  static @Nullable Mounted disk(Path at, int mib) throws IOException {
    Path image = at.resolveSibling(at.getFileName() + ".img");
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength(mib * MIB);
    }
    String refusal = run("mkfs.ext4", "-q", "-F", image.toString());
    return refusal == null
        ? mount(at, "-o", "loop", image.toString())
        : notPossible("mkfs.ext4", refusal);
  }

  private static @Nullable Mounted mount(Path at, String... how) throws IOException {
    Files.createDirectories(at);
    List<String> command = new ArrayList<>(List.of("mount"));
    command.addAll(Arrays.asList(how));
    command.add(at.toString());
    String refusal = run(command.toArray(String[]::new));
    return refusal == null ? new Mounted(at) : notPossible("mount", refusal);
  }

  private static @Nullable Mounted notPossible(String what, String refusal) {
    System.out.println("not possible here: " + what + ": " + refusal);
    return null;
  }

  /** Nothing can be written there from now on. */
  void makeReadOnly() throws IOException {
    require("mount", "-o", "remount,ro", at.toString());
  }

  @Override
  public void close() throws IOException {
    if (run("umount", at.toString()) != null) { // a file is open, or mapped
      require("umount", "-l", at.toString());
    }
  }

  private static void require(String... command) throws IOException {
    String refusal = run(command);
    if (refusal != null) {
      throw new IOException(String.join(" ", command) + ": " + refusal);
    }
  }

  /** What a command says if it fails; null if it does not. An interrupt is kept for later: what is mounted is unmounted. */
  private static @Nullable String run(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
      int exit = process.onExit().join().exitValue();
      return exit == 0 ? null : said + " (exit " + exit + ")";
    } catch (IOException e) { // there is no such command
      return e.toString();
    }
  }
}
