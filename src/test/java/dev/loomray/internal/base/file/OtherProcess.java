package dev.loomray.internal.base.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A second JVM, which holds a session, or sweeps a place again and again, until its input ends. */
final class OtherProcess implements AutoCloseable {
  private final Process process;

  private OtherProcess(Process process) {
    this.process = process;
  }

  /** Starts it, and waits until it is there. */
  static OtherProcess start(String what, Path place) throws IOException {
    List<String> command = new ArrayList<>();
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
    if (args[0].equals("hold")) {
      Path parent = place.resolve("loomray-" + own.user());
      System.out.println(Session.create(parent, own, new Figures(Path.of("/"))).directory());
      System.in.read();
    } else {
      System.out.println("sweeping");
      Thread.ofVirtual().start(() -> endWithInput());
      while (true) {
        new Sweep(own).sweep(place);
      }
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
