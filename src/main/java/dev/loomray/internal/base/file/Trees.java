package dev.loomray.internal.base.file;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Deletes directories with all that is in them; others may do the same meanwhile. Links are deleted, not followed. */
final class Trees {
  /** How the name of a session begins that nobody needs any more. */
  static final String DEAD = ".dead-";

  private Trees() {}

  /**
   * Deletes a session, whose lock the caller holds. It is renamed first: so nobody takes it for one that lives while it goes,
   * or makes a lock in it.
   */
  static void deleteSession(Path session) throws IOException {
    Path dead = session.resolveSibling(DEAD + session.getFileName());
    try {
      Files.move(session, dead);
    } catch (NoSuchFileException e) {
      return; // this was done before
    }
    delete(dead);
  }

  static void delete(Path tree) throws IOException {
    try {
      Files.walkFileTree(tree, new Deletion());
    } catch (NoSuchFileException e) {
      // somebody else was faster
    }
  }

  static void deleteIfEmpty(Path directory) throws IOException {
    try {
      Files.deleteIfExists(directory);
    } catch (DirectoryNotEmptyException e) {
      // somebody else needs it
    }
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (failure instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
        throws IOException {
      if (failure != null && !(failure instanceof NoSuchFileException)) {
        throw failure;
      }
      Files.deleteIfExists(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
