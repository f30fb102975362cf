package dev.loomray.house;

import dev.loomray.Ray;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Class files, read but not loaded, by internal name ({@code dev/loomray/Ray}). */
public record CompiledCode(SortedMap<String, ClassModel> byName) {
  private static final Pattern IN_DESCRIPTOR = Pattern.compile("L([\\w/$]+)[;<]");

  /** The main classes of this build. */
  public static CompiledCode ofMain() {
    try {
      var place = Path.of(Ray.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return Files.isDirectory(place) ? ofDirectory(place) : ofJar(place);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Every class file below a directory. */
  public static CompiledCode ofDirectory(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return of(
          files.filter(f -> f.toString().endsWith(".class")).map(CompiledCode::bytes).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every class file in a jar. */
  public static CompiledCode ofJar(Path jar) {
    try (var file = new JarFile(jar.toFile())) {
      var classes = new TreeMap<String, ClassModel>();
      for (var entry : file.stream().filter(e -> e.getName().endsWith(".class")).toList()) {
        try (var in = file.getInputStream(entry)) {
          add(classes, in.readAllBytes());
        }
      }
      return new CompiledCode(classes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The given classes and no others; nested ones are to be named too. */
  public static CompiledCode of(Class<?>... types) {
    return of(Stream.of(types).map(CompiledCode::bytes).toList());
  }

  /** Class files that stand nowhere, as a test makes them. */
  public static CompiledCode of(Collection<byte[]> classFiles) {
    var classes = new TreeMap<String, ClassModel>();
    classFiles.forEach(bytes -> add(classes, bytes));
    return new CompiledCode(classes);
  }

  /** All classes, sorted by name. */
  public Collection<ClassModel> types() {
    return byName.values();
  }

  /** The class of this internal name, if it is among these. */
  public Optional<ClassModel> find(String internalName) {
    return Optional.ofNullable(byName.get(internalName));
  }

  /** These classes and all that they lead to, by internal name, as far as their files are here. */
  public Set<String> reachableFrom(Predicate<String> start) {
    var seen = new TreeSet<String>();
    var open = new ArrayDeque<>(byName.keySet().stream().filter(start).toList());
    while (!open.isEmpty()) {
      var name = open.poll();
      if (byName.containsKey(name) && seen.add(name)) {
        open.addAll(references(byName.get(name)));
      }
    }
    return seen;
  }

  /**
   * Internal names of all types that a class file names: in code, in signatures with their type
   * arguments, in annotations.
   */
  public static Set<String> references(ClassModel type) {
    var names = new TreeSet<String>();
    for (var entry : type.constantPool()) {
      switch (entry) {
        case ClassEntry e when e.asInternalName().startsWith("[") ->
            names.addAll(typesIn(e.asInternalName()));
        case ClassEntry e -> names.add(e.asInternalName());
        case Utf8Entry e -> names.addAll(typesIn(e.stringValue()));
        default -> {}
      }
    }
    return names;
  }

  /** Internal names of the types in a descriptor or a generic signature. */
  public static Set<String> typesIn(String descriptorOrSignature) {
    var names = new TreeSet<String>();
    var found = IN_DESCRIPTOR.matcher(descriptorOrSignature);
    while (found.find()) {
      names.add(found.group(1));
    }
    return names;
  }

  /** The package of an internal name, with dots. */
  public static String packageOf(String internalName) {
    return internalName.substring(0, Math.max(0, internalName.lastIndexOf('/'))).replace('/', '.');
  }

  /** The full name of a class as a message shows it. */
  public static String nameOf(ClassModel type) {
    return type.thisClass().asInternalName().replace('/', '.');
  }

  private static void add(SortedMap<String, ClassModel> classes, byte[] bytes) {
    var type = ClassFile.of().parse(bytes);
    classes.put(type.thisClass().asInternalName(), type);
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(Class<?> type) {
    try (var in = type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
