package dev.loomray.simulation;

import dev.loomray.simulation.schedule.WovenClasses;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.instruction.ConstantInstruction;
import java.util.Set;
import java.util.function.BiFunction;

/** The product as it is, but that a mailbox changes its queue after two calls: programs here are too short for a thousand. */
final class EarlyHot {
  private static final Set<Object> LIMITS = Set.of(64, 1_000);
  private static final Mutant CHANGE =
      new Mutant("actor.Mailbox", "ran", EarlyHot::isLimit, CodeBuilder::iconst_2);

  private EarlyHot() {}

  private static boolean isLimit(CodeElement element) {
    return element instanceof ConstantInstruction constant
        && LIMITS.contains(constant.constantValue());
  }

  static WovenClasses classes() {
    return with((_, bytes) -> bytes);
  }

  /** The same, with another change first. */
  static WovenClasses with(BiFunction<String, byte[], byte[]> other) {
    return new WovenClasses((name, bytes) -> CHANGE.apply(name, other.apply(name, bytes)));
  }
}
