package dev.loomray.internal.base.file;

import dev.loomray.internal.base.Reports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where sessions may have their files, best first. Each of them holds a directory {@code loomray-<user>} with the sessions in
 * it.
 */
public final class Places {
  private final Purpose purpose;
  private final List<Path> usual;
  private final OwnProcess process;
  private final Reports reports;
  private final Volume.Lookup volumes;

  /** Opens a session. */
  @FunctionalInterface
  public interface Opening<T> {
    /**
     * May fail, and then the next place has its turn.
     *
     * @param parent where the session is to be
     * @param process whose it is, which gives it a name
     */
    T in(Path parent, OwnProcess process) throws IOException;
  }

  /** Knows the usual places, best first. */
  Places(
      Purpose purpose,
      List<Path> usual,
      OwnProcess process,
      Reports reports,
      Volume.Lookup volumes) {
    this.purpose = purpose;
    this.usual = List.copyOf(usual);
    this.process = process;
    this.reports = reports;
    this.volumes = volumes;
  }

  /**
   * Those for the object store: memory, then memory of the user, then the disk.
   *
   * @param runtime the user's directory in memory, if he has one
   */
  public static Places forStore(@Nullable String runtime, OwnProcess process, Reports reports) {
    return new Places(Purpose.STORE, usualForStore(runtime), process, reports, Volume::of);
  }

  /** Those for what is not to be in memory. */
  public static Places forSpill(OwnProcess process, Reports reports, Volume.Lookup volumes) {
    return new Places(Purpose.SPILL, usualForSpill(), process, reports, volumes);
  }

  static List<Path> usualForStore(@Nullable String runtime) {
    List<Path> places = new ArrayList<>();
    places.add(Path.of("/dev/shm"));
    if (runtime != null && !runtime.isBlank()) {
      places.add(Path.of(runtime));
    }
    places.add(temporary());
    return places;
  }

  static List<Path> usualForSpill() {
    return List.of(temporary(), Path.of("/var/tmp")); // the second outlives a start of the machine
  }

  private static Path temporary() {
    return Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
  }

  /** Opens a session in the configured place, or else in the first of the usual ones where that works. */
  public <T> T open(@Nullable Path configured, Opening<T> opening) throws IOException {
    return configured != null ? openConfigured(configured, opening) : openUsual(opening);
  }

  /** Removes what dead sessions have left in the configured place, or else in all usual ones. */
  public void sweep(@Nullable Path configured) {
    for (Path place : configured == null ? usual : List.of(configured)) {
      try {
        new Sweep(namedIn(volumes.of(place))).sweep(place);
      } catch (IOException e) {
        // there is nothing then, or nobody can look
      }
    }
  }

  private OwnProcess namedIn(Volume volume) {
    return volume.isRemote() ? process.amongMachines() : process;
  }

  private <T> T openConfigured(Path place, Opening<T> opening) throws IOException {
    try {
      make(place);
      return openIn(place, opening);
    } catch (IOException e) {
      throw new IOException(
          "expected a directory for "
              + purpose.what()
              + ", found "
              + purpose.setting()
              + "="
              + place
              + ", which "
              + reason(e)
              + "; "
              + purpose.advice()
              + ", or none for the usual place",
          e);
    }
  }

  /** Makes a directory that is missing, unless it would be refused then. */
  private void make(Path place) throws IOException {
    if (Files.exists(place)) {
      return;
    }
    requireVolume(volumes.of(nearest(place)));
    try {
      Files.createDirectories(place);
    } catch (IOException e) {
      throw new Refusal("is missing, and cannot be made (" + e + ")");
    }
  }

  /** The directory that is there already, in which those that are missing would be. */
  private static Path nearest(Path missing) {
    Path directory = missing.toAbsolutePath();
    while (!Files.exists(directory)) {
      directory = directory.resolveSibling("");
    }
    return directory;
  }

  private <T> T openUsual(Opening<T> opening) throws IOException {
    List<String> refused = new ArrayList<>();
    IOException failure = new IOException("no place for " + purpose.what());
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
    throw new IOException(
        "expected a place for "
            + purpose.what()
            + ", found none: "
            + String.join(", ", refused)
            + "; set "
            + purpose.setting(),
        failure);
  }

  private <T> T openIn(Path place, Opening<T> opening) throws IOException {
    requireDirectory(place);
    Volume volume = volumes.of(place);
    requireVolume(volume);
    OwnProcess named = namedIn(volume);
    new Sweep(named).sweep(place); // first, since what is dead may be what fills it
    requireSpace(volume);
    T opened = opening.in(new Parents(process, purpose.what(), reports).in(place), named);
    reportIfRemote(place, volume);
    return opened;
  }

  private static void requireDirectory(Path place) throws Refusal {
    if (!Files.isDirectory(place)) {
      throw new Refusal(Files.exists(place) ? "is no directory" : "is missing");
    }
    if (!Files.isWritable(place)) {
      throw new Refusal("cannot be written");
    }
  }

  private void requireVolume(Volume volume) throws Refusal {
    String refusal = purpose.refusal(volume);
    if (refusal != null) {
      throw new Refusal(refusal);
    }
  }

  private void requireSpace(Volume volume) throws IOException {
    long left = volume.usableSpace();
    if (left < purpose.least()) {
      throw new Refusal("has only " + (left >> 10) + " KiB left");
    }
  }

  private void reportIfLast(Path place, List<String> refused) {
    if (purpose.isMapped() && place.equals(usual.getLast()) && !refused.isEmpty()) {
      reports.info(
          "the object store is in "
              + place
              + ", not in memory: "
              + String.join(", ", refused)
              + "; a container gets more of /dev/shm by --shm-size");
    }
  }

  private void reportIfRemote(Path place, Volume volume) {
    if (volume.isRemote()) {
      reports.warning(
          purpose.what()
              + " are in "
              + place
              + ", on another machine ("
              + volume.type()
              + "): they are slow, and lost when it cannot be reached; set "
              + purpose.setting()
              + " to a directory on a disk of this one");
    }
  }

  private static String reason(IOException e) {
    return e instanceof Refusal ? String.valueOf(e.getMessage()) : "refuses: " + e;
  }
}
