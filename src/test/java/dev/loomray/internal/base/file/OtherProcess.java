package dev.loomray.internal.base.file;

import dev.loomray.internal.base.NoSpaceException;
import dev.loomray.internal.base.SessionFiles;
import dev.loomray.internal.base.SpillFiles;
import dev.loomray.internal.base.Spilled;
import dev.loomray.internal.base.spill.Spill;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A second JVM, which holds a session or spill files, or sweeps a place again and again, until its input ends; or which fills a
 * disk.
 */
final class OtherProcess implements AutoCloseable {
  private final Process process;

  private OtherProcess(Process process) {
    this.process = process;
  }

  /** Starts it, and waits until it is there. */
  static OtherProcess start(String what, Path place) throws IOException {
    return start(List.of(), what, place);
  }

  /** Starts it where a place is a file system of its own, if that can be had here; else it says nothing. */
  static OtherProcess startOnSmallDisk(String what, Path place, int bytes) throws IOException {
    String mount = "mount -t tmpfs -o size=" + bytes + " tmpfs '" + place + "' && exec \"$@\"";
    List<String> inFront =
        List.of("unshare", "--user", "--map-root-user", "--mount", "sh", "-c", mount, "sh");
    return start(inFront, what, place);
  }

  private static OtherProcess start(List<String> inFront, String what, Path place)
      throws IOException {
    List<String> command = new ArrayList<>(inFront);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-preview", "-XX:TieredStopAtLevel=1", "-Xmx64m", "-cp"));
    command.add(
        classes(Session.class)
            + System.getProperty("path.separator")
            + classes(OtherProcess.class));
    command.addAll(List.of(OtherProcess.class.getName(), what, place.toString()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    return new OtherProcess(process);
  }

  private static String classes(Class<?> of) {
    try {
      return Path.of(of.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What it says next. */
  String line() {
    try {
      return process.inputReader().readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets it end by itself; answers its exit status. */
  int end() throws IOException, InterruptedException {
    process.getOutputStream().close();
    return process.waitFor();
  }

  /** Ends it as {@code kill -9} does. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    kill();
  }

  public static void main(String[] args) throws IOException {
    OwnProcess own = OwnProcess.current(() -> "1");
    Path place = Path.of(args[1]);
    switch (args[0]) {
      case "hold" -> hold(Session.create(parent(place, own), own, new Figures(Path.of("/"))));
      case "spill" -> hold(spilled(place, own));
      case "fill" -> fill(Spill.create(place, own, new RealDisk(), 1));
      default -> sweep(place, own);
    }
  }

  private static Path parent(Path place, OwnProcess own) {
    return place.resolve("loomray-" + own.user());
  }

  private static void hold(SessionFiles session) throws IOException {
    System.out.println(session.directory());
    System.in.read();
  }

  private static void hold(SpillFiles spill) throws IOException {
    System.out.println(spill.directory());
    System.in.read();
  }

  private static SpillFiles spilled(Path place, OwnProcess own) throws IOException {
    RealDisk disk = new RealDisk();
    SpillFiles spill = Spill.create(parent(place, own), own, disk, 1);
    spill.write(List.of(megabyte(1)));
    return spill;
  }

  private static SpillFiles.Item megabyte(long number) {
    return new SpillFiles.Item(number, (byte) 0, Arena.ofAuto().allocate(1 << 20));
  }

  /** Says how many objects there is room for, how many files there are then, and whether there is room again. */
  private static void fill(SpillFiles spill) throws IOException {
    Deque<Spilled> spilled = new ArrayDeque<>();
    try {
      while (true) {
        spilled.addAll(spill.write(List.of(megabyte(spilled.size()))));
      }
    } catch (NoSpaceException e) {
      System.out.println("full after " + spilled.size());
    }
    System.out.println("files " + spill.directory().toFile().list().length);
    spilled.pop().delete();
    spill.write(List.of(megabyte(100))).getFirst().read(Arena.ofAuto().allocate(1 << 20));
    System.out.println("again");
  }

  private static void sweep(Path place, OwnProcess own) {
    System.out.println("sweeping");
    Thread.ofVirtual().start(() -> endWithInput());
    while (true) {
      new Sweep(own).sweep(place);
    }
  }

  private static void endWithInput() {
    try {
      System.in.read();
      System.exit(0);
    } catch (IOException e) {
      System.exit(1);
    }
  }
}
