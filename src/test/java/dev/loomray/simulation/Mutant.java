package dev.loomray.simulation;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A bug planted in the class file of one class: the product itself has no switch for it.
 *
 * @param type the name of the class in the package of the task engine, or with a dot in that of all engines
 * @param method where in it
 * @param where which instructions are replaced
 * @param by by what
 */
record Mutant(String type, String method, Predicate<CodeElement> where, Consumer<CodeBuilder> by)
    implements BiFunction<String, byte[], byte[]> {
  private static final String ENGINES = "dev.loomray.internal.";
  private static final String PACKAGE = ENGINES + "task.";

  /** Calls of this name. */
  static Predicate<CodeElement> call(String name) {
    return element -> element instanceof InvokeInstruction call && call.name().equalsString(name);
  }

  /** Accesses to a field of this name. */
  static Predicate<CodeElement> field(String name) {
    return element -> element instanceof FieldInstruction field && field.name().equalsString(name);
  }

  @Override
  public byte[] apply(String name, byte[] bytes) {
    if (!name.equals((type.contains(".") ? ENGINES : PACKAGE) + type)) {
      return bytes;
    }
    AtomicInteger replaced = new AtomicInteger();
    CodeTransform replace =
        (code, element) -> {
          if (where.test(element)) {
            replaced.incrementAndGet();
            by.accept(code);
          } else {
            code.with(element);
          }
        };
    ClassFile file =
        ClassFile.of(
            ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(Mutant.class.getClassLoader())));
    byte[] changed =
        file.transformClass(
            file.parse(bytes),
            ClassTransform.transformingMethodBodies(
                model -> model.methodName().equalsString(method), replace));
    if (replaced.get() == 0) {
      throw new AssertionError("nothing to replace in " + type + "." + method);
    }
    return changed;
  }
}
