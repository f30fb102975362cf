package dev.loomray.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSizeTest {
  private static final int LIMIT = 500;

  /** Tables of overloads, one method for each number of arguments. */
  private static final Set<String> GENERATED = Set.of("Tasks.java", "ActorHandle.java");

  @Test
  void noSourceFileIsLongerThanFiveHundredLines() {
    assertThat(List.of("src", "jmh", "examples"))
        .flatMap(directory -> tooLong(Path.of(directory)))
        .isEmpty();
  }

  @Test
  void aLongFileIsFound(@TempDir Path directory) throws IOException {
    Files.write(directory.resolve("Long.java"), "x\n".repeat(LIMIT + 1).getBytes());
    Files.write(directory.resolve("Short.java"), "x\n".repeat(LIMIT).getBytes());
    Files.write(directory.resolve("Tasks.java"), "x\n".repeat(LIMIT + 1).getBytes());
    assertThat(tooLong(directory)).containsExactly(directory.resolve("Long.java") + ": 501 lines");
  }

  private static List<String> tooLong(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(f -> f.toString().endsWith(".java"))
          .filter(f -> !GENERATED.contains(f.getFileName().toString()))
          .filter(f -> lines(f) > LIMIT)
          .map(f -> f + ": " + lines(f) + " lines")
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long lines(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
