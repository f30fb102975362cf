package dev.loomray.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loomray.house.CompiledCode;
import dev.loomray.house.PublicSignatures;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** What stands in the jar that users put on their class path. */
class JarIT {
  private static final String SHADED = "dev/loomray/internal/shaded/";
  private static final String JCTOOLS = SHADED + "jctools/";
  private static final Path JAR = Path.of(System.getProperty("loomray.jar"));

  private final CompiledCode jar = CompiledCode.ofJar(JAR);

  @Test
  void holdsNothingBesidesOurPackages() throws IOException {
    try (var file = new JarFile(JAR.toFile())) {
      assertThat(file.stream().filter(e -> !e.isDirectory()).map(JarEntry::getName))
          .allMatch(name -> name.startsWith("dev/loomray/") || name.startsWith("META-INF/"))
          .noneMatch(name -> name.startsWith("META-INF/versions/"));
    }
  }

  @Test
  void isAtMostThreeMegabytes() throws IOException {
    assertThat(Files.size(JAR)).isLessThanOrEqualTo(3_000_000);
  }

  @Test
  void holdsEveryClassOfOurs() {
    var compiled = CompiledCode.ofDirectory(Path.of("target", "classes"));
    assertThat(jar.byName().keySet())
        .filteredOn(name -> !name.startsWith(SHADED))
        .containsExactlyElementsOf(compiled.byName().keySet());
  }

  @Test
  void marksOneClassForPreview() {
    assertThat(jar.types())
        .filteredOn(type -> type.minorVersion() == ClassFile.PREVIEW_MINOR_VERSION)
        .extracting(CompiledCode::nameOf)
        .containsExactly("dev.loomray.internal.task.RootScope");
  }

  @Test
  void showsNoLibraryInAPublicSignature() {
    assertThat(jar.types()).flatMap(PublicSignatures::violations).isEmpty();
  }

  @Test
  void lacksNoClassThatItNames() {
    var missing = new TreeSet<String>();
    for (var type : jar.types()) {
      for (var name : CompiledCode.references(type)) {
        if (name.startsWith("dev/loomray/") && jar.find(name).isEmpty()) {
          missing.add(CompiledCode.nameOf(type) + " needs " + name);
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void namesNoLibraryOutsideTheJar() {
    assertThat(jar.types())
        .flatMap(CompiledCode::references)
        .filteredOn(name -> name.matches("(org|com|net|io)/.*"))
        .filteredOn(name -> !name.startsWith("org/jspecify/annotations/"))
        .filteredOn(name -> !name.startsWith("com/sun/management/")) // of the JDK
        .isEmpty();
  }

  @Test
  void takesOfJctoolsOnlyQueuesWithoutUnsafe() {
    String small = JCTOOLS + "queues/atomic/unpadded/MpscLinkedAtomicUnpaddedQueue";
    Set<String> needed =
        jar.reachableFrom(
            name -> name.startsWith(JCTOOLS + "queues/varhandle/") || name.equals(small));
    assertThat(jar.byName().keySet())
        .filteredOn(name -> name.startsWith(JCTOOLS))
        .isNotEmpty()
        .containsExactlyElementsOf(needed);
    assertThat(needed)
        .flatMap(name -> CompiledCode.references(jar.find(name).orElseThrow()))
        .doesNotContain("sun/misc/Unsafe");
  }

  @Test
  void hasAModuleName() throws IOException {
    try (var file = new JarFile(JAR.toFile())) {
      assertThat(file.getManifest().getMainAttributes().getValue("Automatic-Module-Name"))
          .isEqualTo("dev.loomray");
    }
  }

  @Test
  void keepsTheLicencesOfItsLibraries() throws IOException {
    assertThat(text("META-INF/LICENSE")).contains("Apache License");
    assertThat(text("META-INF/NOTICE"))
        .contains("Agrona", "JCTools", "Objenesis", "Kryo", "ReflectASM", "MinLog", "ASM");
    assertThat(text("META-INF/licenses/kryo.txt")).contains("Nathan Sweet");
    assertThat(text("META-INF/licenses/asm.txt")).contains("INRIA");
  }

  private static String text(String name) throws IOException {
    try (var file = new JarFile(JAR.toFile())) {
      var entry = file.getJarEntry(name);
      assertThat(entry).as(name).isNotNull();
      return new String(file.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
