package dev.loomray.internal.base.file;

import dev.loomray.internal.base.Reports;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where sessions may have their files, best first: memory, then memory of the user, then the disk. Each of them holds a
 * directory {@code loomray-<user>} with the sessions in it.
 */
public final class Places {
  /** Less than this is no place for a store. */
  private static final long LEAST = 20L << 20;

  private final List<Path> usual;
  private final OwnProcess process;
  private final Parents parents;
  private final Reports reports;
  private final long least;

  /** Opens a session below the directory that is given. */
  @FunctionalInterface
  public interface Opening<T> {
    /** May fail, and then the next place has its turn. */
    T in(Path parent) throws IOException;
  }

  /**
   * Knows the usual places.
   *
   * @param usual best first; the last is the one on disk
   */
  public Places(List<Path> usual, OwnProcess process, Reports reports) {
    this(usual, process, reports, LEAST);
  }

  /** For a test, to which a place with less is good enough, or none is. */
  Places(List<Path> usual, OwnProcess process, Reports reports, long least) {
    this.usual = List.copyOf(usual);
    this.process = process;
    this.parents = new Parents(process, reports);
    this.reports = reports;
    this.least = least;
  }

  /**
   * Those of this machine.
   *
   * @param runtime the user's directory in memory, if he has one
   */
  public static List<Path> usual(@Nullable String runtime) {
    List<Path> places = new ArrayList<>();
    places.add(Path.of("/dev/shm"));
    if (runtime != null && !runtime.isBlank()) {
      places.add(Path.of(runtime));
    }
    places.add(Path.of(System.getProperty("java.io.tmpdir", "/tmp")));
    return places;
  }

  /** Opens a session in the configured place, or else in the first of the usual ones where that works. */
  public <T> T open(@Nullable Path configured, Opening<T> opening) throws IOException {
    return configured != null ? openConfigured(configured, opening) : openUsual(opening);
  }

  private <T> T openConfigured(Path place, Opening<T> opening) throws IOException {
    try {
      Files.createDirectories(place);
      return openIn(place, opening);
    } catch (IOException e) {
      throw new IOException(
          "expected a directory for the object store, found sessionDir="
              + place
              + ", which "
              + reason(e)
              + "; choose another, or none for the usual place",
          e);
    }
  }

  private <T> T openUsual(Opening<T> opening) throws IOException {
    List<String> refused = new ArrayList<>();
    IOException failure = new IOException("no place for the object store");
    for (Path place : usual) {
      try {
        T opened = openIn(place, opening);
        reportIfLast(place, refused);
        return opened;
      } catch (IOException e) {
        refused.add(place + " " + reason(e));
        failure.addSuppressed(e);
      }
    }
    String why = String.join(", ", refused);
    throw new IOException(
        "expected a place for the object store, found none: " + why + "; set sessionDir", failure);
  }

  private <T> T openIn(Path place, Opening<T> opening) throws IOException {
    new Sweep(process).sweep(place); // first, since what is dead may be what fills it
    require(place);
    return opening.in(parents.in(place));
  }

  private void reportIfLast(Path place, List<String> refused) {
    if (place.equals(usual.getLast()) && !refused.isEmpty()) {
      reports.info(
          "the object store is in "
              + place
              + ", not in memory: "
              + String.join(", ", refused)
              + "; a container gets more of /dev/shm by --shm-size");
    }
  }

  private void require(Path place) throws IOException {
    if (!Files.isDirectory(place)) {
      throw new Refusal(Files.exists(place) ? "is no directory" : "is missing");
    }
    if (!Files.isWritable(place)) {
      throw new Refusal("cannot be written");
    }
    FileStore files = Files.getFileStore(place);
    if (isRemote(files.type())) {
      throw new Refusal("is on another machine (" + files.type() + ")");
    }
    long left = files.getUsableSpace();
    if (left < least) {
      throw new Refusal("has only " + (left >> 10) + " KiB left");
    }
  }

  private static boolean isRemote(String type) {
    return type.startsWith("nfs")
        || type.startsWith("smb")
        || type.equals("cifs")
        || type.equals("9p")
        || type.equals("fuse.sshfs");
  }

  private static String reason(IOException e) {
    return e instanceof Refusal ? String.valueOf(e.getMessage()) : "refuses: " + e;
  }
}
