package dev.loomray.internal.base.file;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Removes what sessions left whose process died. A session is dead if its lock can be had. Sessions of this
 * process are passed over without a look ({@link SessionLock} says why).
 */
final class Sweep {
  private final OwnProcess process;

  Sweep(OwnProcess process) {
    this.process = process;
  }

  /** Looks through all directories of this user in a place; what cannot be removed stays. */
  void sweep(Path place) {
    try (DirectoryStream<Path> parents =
        Files.newDirectoryStream(place, f -> Parents.isParent(f, process))) {
      for (Path parent : parents) {
        if (Parents.isTrusted(parent, process)) {
          sweepParent(parent);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // the next session tries again
    }
  }

  private void sweepParent(Path parent) throws IOException {
    boolean removed = false;
    try (DirectoryStream<Path> sessions = Files.newDirectoryStream(parent)) {
      for (Path session : sessions) {
        removed |= trySweep(session);
      }
    }
    if (removed && !parent.equals(Parents.usual(parent.resolveSibling(""), process))) {
      Trees.deleteIfEmpty(parent); // one of a random name has one session in its life
    }
  }

  private boolean trySweep(Path session) {
    try {
      return sweepSession(session);
    } catch (IOException e) {
      return false; // the others may go nevertheless
    }
  }

  private boolean sweepSession(Path session) throws IOException {
    String name = session.getFileName().toString();
    if (name.startsWith(Trees.DEAD)) {
      Trees.delete(session); // who began with it has died as well, or is faster
      return true;
    }
    if (!process.isOfItsMachine(name) || process.isMine(name)) {
      return false;
    }
    try (SessionLock lock = SessionLock.tryHold(session)) {
      if (lock != null) {
        Trees.deleteSession(session);
      }
      return lock != null;
    }
  }
}
