package dev.loomray.house;

import static java.util.Map.entry;

import java.lang.classfile.ClassModel;
import java.util.List;
import java.util.Map;

/**
 * Which package may know which: only those with a lower number, and itself. The numbers are the
 * floors of the house in tens; within floor 0 a digit says who knows whom.
 */
final class Floors {
  static final Map<String, Integer> NUMBERS =
      Map.ofEntries(
          entry("dev.loomray.function", 0),
          entry("dev.loomray.error", 0),
          entry("dev.loomray", 1),
          entry("dev.loomray.annotation", 2),
          entry("dev.loomray.util", 2),
          entry("dev.loomray.internal.base", 10),
          entry("dev.loomray.internal.observe", 20),
          entry("dev.loomray.internal.serial", 30),
          entry("dev.loomray.internal.store", 40),
          entry("dev.loomray.internal.task", 50),
          entry("dev.loomray.internal.actor", 60),
          entry("dev.loomray.internal.cluster", 70),
          entry("dev.loomray.internal.runtime", 80),
          entry("dev.loomray.internal.dashboard", 90),
          entry("dev.loomray.internal.cli", 90),
          entry("dev.loomray.internal.gateway", 90));

  private Floors() {}

  /** Each reference that goes up or sideways, as a sentence. */
  static List<String> violations(ClassModel type) {
    var from = floorOf(type.thisClass().asInternalName());
    if (!NUMBERS.containsKey(from)) {
      return List.of(CompiledCode.nameOf(type) + " is in a package without a floor");
    }
    return CompiledCode.references(type).stream()
        .filter(to -> to.startsWith("dev/loomray/"))
        .filter(to -> !mayKnow(type, from, floorOf(to)))
        .map(to -> CompiledCode.nameOf(type) + " knows " + to.replace('/', '.'))
        .toList();
  }

  /** The package of a class; inside the house a package below a floor belongs to that floor. */
  private static String floorOf(String internalName) {
    return CompiledCode.packageOf(internalName)
        .replaceFirst("^(dev\\.loomray\\.internal\\.\\w+)\\..*", "$1");
  }

  private static boolean mayKnow(ClassModel type, String from, String to) {
    if (from.equals(to) || isDeclaredArrow(type, to)) {
      return true;
    }
    return NUMBERS.containsKey(to) && NUMBERS.get(to) < NUMBERS.get(from);
  }

  /** The one arrow that goes up: the static methods of Ray start and find a runtime. */
  private static boolean isDeclaredArrow(ClassModel type, String to) {
    return type.thisClass().asInternalName().equals("dev/loomray/Ray")
        && to.equals("dev.loomray.internal.runtime");
  }
}
