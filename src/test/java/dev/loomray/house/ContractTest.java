package dev.loomray.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every promise of the contract names tests that hold it, and these are there. */
class ContractTest {
  private static final Path CONTRACT = Path.of("docs/contract.md");
  private static final Path CLASSES = Path.of("target/test-classes/dev/loomray");
  private static final Pattern PROMISE = Pattern.compile("(?m)^(\\d+)\\. ");
  private static final Pattern NAME = Pattern.compile("`([A-Z][\\w$]*)(?:#(\\w+))?`");
  // code that a promise speaks of, not a test
  private static final Set<String> TYPES =
      Set.of(
          "ActorDeadlockException",
          "Error",
          "TaskException",
          "TaskTimeoutException",
          "GetInterruptedException",
          "RayClosedException");

  @Test
  void everyPromiseNamesATestThatIsThere() throws IOException {
    List<String> promises = promises(Files.readString(CONTRACT));
    Map<String, Set<String>> tests = tests();
    assertThat(promises).hasSizeGreaterThan(40);
    assertThat(promises)
        .allSatisfy(promise -> assertThat(names(promise).toList()).as(promise).isNotEmpty());
    assertThat(promises).flatMap(promise -> missing(promise, tests)).isEmpty();
  }

  @Test
  void theNumbersHaveNoGap() throws IOException {
    List<Integer> numbers =
        PROMISE
            .matcher(Files.readString(CONTRACT))
            .results()
            .map(found -> Integer.valueOf(found.group(1)))
            .toList();
    List<Integer> expected = new ArrayList<>();
    for (int i = 1; i <= numbers.size(); i++) {
      expected.add(i);
    }
    assertThat(numbers).isEqualTo(expected);
  }

  @Test
  void whatIsMissingIsFound() {
    String promise = "It holds. `SoakIT#thatIsNotThere` `NoTest#works` `Programs$None` `Unread`";
    assertThat(missing(promise, tests()))
        .containsExactly("SoakIT#thatIsNotThere", "NoTest#works", "Programs$None");
  }

  private static List<String> promises(String text) {
    String[] parts = PROMISE.split(text);
    return List.of(parts).subList(1, parts.length);
  }

  private static Stream<MatchResult> names(String promise) {
    return NAME.matcher(promise).results().filter(name -> !TYPES.contains(name.group(1)));
  }

  private static List<String> missing(String promise, Map<String, Set<String>> tests) {
    return names(promise)
        .filter(name -> !isThere(tests.get(name.group(1)), name.group(2)))
        .map(name -> name.group(1) + (name.group(2) == null ? "" : "#" + name.group(2)))
        .toList();
  }

  private static boolean isThere(Set<String> methods, String method) {
    return methods != null && (method == null || methods.contains(method));
  }

  /** The methods of each class of the tests, by its simple name. */
  private static Map<String, Set<String>> tests() {
    Map<String, Set<String>> tests = new TreeMap<>();
    try (Stream<Path> files = Files.walk(CLASSES)) {
      files
          .filter(file -> file.toString().endsWith(".class"))
          .forEach(
              file ->
                  tests
                      .computeIfAbsent(
                          file.getFileName().toString().replace(".class", ""), _ -> new TreeSet<>())
                      .addAll(methods(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return tests;
  }

  private static Set<String> methods(Path file) {
    try {
      ClassModel model = ClassFile.of().parse(file);
      return model.methods().stream()
          .map(method -> method.methodName().stringValue())
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
