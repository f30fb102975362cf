package dev.loomray.internal.serial;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program of one file, whose classes live in a class loader in memory. */
class SourceProgramTest {
  private static final String PROGRAM =
      """
      import dev.loomray.function.*;
      import dev.loomray.internal.serial.*;
      import java.util.*;

      class Program {
        record Point(int x, int y) {}

        static class Box { Point point = new Point(1, 2); List<String> names = new ArrayList<>(List.of("a")); }

        static int square(int x) { return x * x; }

        static int apply(Fn1<Integer, Integer> fn, int x) {
          try { return fn.call(x); } catch (Exception e) { throw new IllegalStateException(e); }
        }

        void main() {
          Fn1<Integer, Integer> reference = Program::square;
          int seven = 7;
          Fn1<Integer, Integer> lambda = x -> x + seven;
          System.out.println(FunctionNames.of(reference));
          System.out.println(FunctionNames.of(lambda));
          System.out.println(FunctionNames.of((Fn0<Box>) Box::new));

          ValueCodec codec = new ValueCodec(Map.of(), Thread.currentThread().getContextClassLoader());
          @SuppressWarnings("unchecked")
          Fn1<Integer, Integer> copy = (Fn1<Integer, Integer>) codec.decode(codec.encode(lambda));
          System.out.println(apply(copy, 1));
          Box box = (Box) codec.decode(codec.encode(new Box()));
          System.out.println(box.point + " " + box.names);
          Throwable thrown = new IllegalArgumentException("wrong", new Wrong(box.point));
          Throwable back = (Throwable) codec.decode(codec.encode(thrown));
          System.out.println(back.getCause() + " " + ((Wrong) back.getCause()).point);
        }

        static class Wrong extends Exception { final Point point; Wrong(Point p) { super("at"); point = p; } }
      }
      """;

  @Test
  void hasNamesAndMessages(@TempDir Path dir) throws IOException, InterruptedException {
    Path source = Files.writeString(dir.resolve("Program.java"), PROGRAM);
    assertThat(run(source))
        .containsExactly(
            "Program.square",
            "Program.main (lambda, line 19)",
            "Program.Box.new",
            "8",
            "Point[x=1, y=2] [a]",
            "Program$Wrong: at Point[x=1, y=2]");
  }

  private static List<String> run(Path source) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                source.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return output.lines().toList();
  }
}
