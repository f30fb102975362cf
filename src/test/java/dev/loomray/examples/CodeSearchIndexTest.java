package dev.loomray.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loomray.Isolation;
import dev.loomray.Ray;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The index of the example CodeSearch, on the classes that the build made of it. */
class CodeSearchIndexTest {
  private static final List<String> WORDS =
      List.of("virtual", "Thread", "poolSize", "HTTPServer", "a", "Aa", "BB", "x1", "\u00C4pfel");

  @TempDir Path tree;
  private URLClassLoader examples;

  @BeforeEach
  void open() throws IOException {
    var classes = Path.of("target", "example-classes").toUri().toURL();
    examples = new URLClassLoader(new URL[] {classes}, getClass().getClassLoader());
  }

  @AfterEach
  void close() throws IOException {
    Thread.currentThread().setContextClassLoader(getClass().getClassLoader());
    examples.close();
  }

  @Test
  void camelCaseCountsAsItsPartsAndAsTheWhole() throws Exception {
    assertThat(words("VirtualThread.ofHTTPServer(MAX_VALUE, utf8, int2Long)"))
        .containsExactly(
            "virtual",
            "thread",
            "virtualthread",
            "of",
            "http",
            "server",
            "ofhttpserver",
            "max",
            "value",
            "utf8",
            "int2",
            "long",
            "int2long");
    assertThat(words(" \u00C4pfel, na\u00EFve; 1.5e3 "))
        .containsExactly("\u00E4pfel", "na\u00EFve", "1", "5e3");
    assertThat(words(" -+/ ")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Isolation.class)
  void tasksBuildTheIndexThatALoopBuilds(Isolation isolation) throws Exception {
    fill(40);
    Consumer<Object> nothing = _ -> {};
    Object loop = call("CodeSearch", null, "buildInOneLoop", input(1));
    Thread.currentThread().setContextClassLoader(examples); // where a Ray looks for classes
    try (Ray ray = Ray.init(c -> c.isolation(isolation))) {
      for (int shards : List.of(1, 2, 3, 7, 40)) {
        Object live = call("CodeSearch", null, "buildWithTasks", ray, input(shards), nothing);
        Object tasks = call("CodeSearch$LiveIndex", live, "now");
        assertThat(call("search.Index", tasks, "sameAs", loop))
            .as("%d shards", shards)
            .isEqualTo(true);
      }
    }
  }

  @Test
  void anIndexOfAnotherTreeIsNotTheSame() throws Exception {
    fill(3);
    Object before = call("CodeSearch", null, "buildInOneLoop", input(1));
    Path file = tree.resolve("f1.txt");
    for (String change : List.of(" word", " one word more")) {
      Files.writeString(file, Files.readString(file) + change);
      Object after = call("CodeSearch", null, "buildInOneLoop", input(1));
      assertThat(call("search.Index", after, "sameAs", before)).isEqualTo(false);
      assertThat(call("search.Index", after, "sameAs", after)).isEqualTo(true);
      before = after;
    }
  }

  @Test
  void allWordsComeBeforeSomeAndEqualFilesComeByName() throws Exception {
    Files.writeString(tree.resolve("0.txt"), "rare rare rare");
    Files.writeString(tree.resolve("1.txt"), "often");
    Files.writeString(tree.resolve("2.txt"), "often");
    Files.writeString(tree.resolve("3.txt"), "often, and in a long file, and then also rare");
    Files.writeString(tree.resolve("4.txt"), "often often");
    Files.writeString(tree.resolve("5.txt"), "none of them");
    Object index = call("CodeSearch", null, "buildInOneLoop", input(2));
    Object query = call("search.Query", null, "of", "Often RARE");
    var hits = (List<?>) call("search.Query", query, "search", index);
    assertThat(hits).extracting("file").containsExactly(3, 0, 4, 1, 2);
  }

  private void fill(int files) throws IOException {
    var random = new Random(files);
    for (int i = 0; i < files; i++) {
      var text = new StringBuilder();
      for (int n = random.nextInt(200); n > 0; n--) {
        text.append(WORDS.get(random.nextInt(WORDS.size())))
            .append(random.nextBoolean() ? " " : "_");
        text.append(random.nextInt(10) == 0 ? "w" + random.nextInt(2000) + "\n" : "");
      }
      Files.writeString(tree.resolve("f" + i + ".txt"), text);
    }
    Files.write(tree.resolve("binary"), new byte[] {0});
  }

  private Object input(int shards) throws Exception {
    String path = tree.toString();
    Object open = call("search.Tree", null, "open", path);
    Object files = call("search.Tree", open, "files");
    Object split = call("search.Shard", null, "split", files, shards);
    var constructor = examples.loadClass("CodeSearch$Input").getDeclaredConstructors()[0];
    constructor.setAccessible(true);
    return constructor.newInstance(path, files, split);
  }

  private List<Object> words(String text) throws Exception {
    return List.copyOf((Set<?>) call("search.Text", null, "words", text));
  }

  private Object call(String type, Object target, String name, Object... args) throws Exception {
    Method method =
        Stream.of(examples.loadClass(type).getDeclaredMethods())
            .filter(m -> m.getName().equals(name) && m.getParameterCount() == args.length)
            .findFirst()
            .orElseThrow();
    method.setAccessible(true);
    return method.invoke(target, args);
  }
}
