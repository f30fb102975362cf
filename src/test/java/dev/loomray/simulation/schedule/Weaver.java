package dev.loomray.simulation.schedule;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.FieldModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Puts a point before each instruction that touches what threads share, so that a schedule can let others run in between:
 * volatile fields, atomics and VarHandles, locks, parking, interrupts, concurrent queues. Calls that use real time fail.
 */
final class Weaver {
  private static final ClassDesc POINTS = ClassDesc.of(Points.class.getName());
  private static final MethodTypeDesc NOTHING = MethodTypeDesc.of(ConstantDescs.CD_void);
  private static final Set<String> SHARED =
      Set.of(
          "java/lang/invoke/VarHandle",
          "java/util/concurrent/locks/ReentrantLock",
          "java/util/concurrent/locks/LockSupport",
          "java/util/concurrent/ConcurrentLinkedQueue",
          "java/util/Queue");
  private static final Set<String> REAL_TIME =
      Set.of(
          "java/lang/System.nanoTime",
          "java/lang/System.currentTimeMillis",
          "java/lang/Thread.sleep",
          "java/time/Instant.now",
          "java/util/concurrent/locks/LockSupport.parkNanos",
          "java/util/concurrent/locks/LockSupport.parkUntil");

  private final ClassFile classFile;

  Weaver(ClassLoader classes) {
    classFile =
        ClassFile.of(
            ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(classes)
                    .orElse(ClassHierarchyResolver.defaultResolver())));
  }

  /** The class with points in it. */
  byte[] weave(byte[] bytes) {
    ClassModel model = classFile.parse(bytes);
    Set<String> volatiles =
        model.fields().stream()
            .filter(field -> field.flags().has(AccessFlag.VOLATILE))
            .map(Weaver::name)
            .collect(Collectors.toSet());
    CodeTransform points = (code, element) -> weave(code, element, volatiles);
    return classFile.transformClass(
        model, ClassTransform.transformingMethodBodies(Weaver::isWoven, points));
  }

  private static String name(FieldModel field) {
    return field.fieldName().stringValue();
  }

  /** A class initialiser runs once, whoever comes first: a point in it would differ from run to run. */
  private static boolean isWoven(MethodModel method) {
    return !method.methodName().equalsString("<clinit>");
  }

  private static void weave(CodeBuilder code, CodeElement element, Set<String> volatiles) {
    if (element instanceof Instruction instruction) {
      if (isRealTime(instruction)) {
        code.invokestatic(POINTS, "realTime", NOTHING);
      } else if (isShared(instruction, volatiles)) {
        code.invokestatic(POINTS, "point", NOTHING);
      }
    }
    code.with(element);
  }

  private static boolean isRealTime(Instruction instruction) {
    return instruction instanceof InvokeInstruction invoke
        && REAL_TIME.contains(invoke.owner().asInternalName() + "." + invoke.name().stringValue());
  }

  private static boolean isShared(Instruction instruction, Set<String> volatiles) {
    return switch (instruction) {
      case FieldInstruction field -> volatiles.contains(field.name().stringValue());
      case InvokeInstruction invoke -> isShared(invoke);
      default -> false;
    };
  }

  private static boolean isShared(InvokeInstruction invoke) {
    String owner = invoke.owner().asInternalName();
    return SHARED.contains(owner)
        || owner.startsWith("java/util/concurrent/atomic/")
        || owner.startsWith("org/jctools/")
        || (owner.equals("java/lang/Thread") && invoke.name().stringValue().contains("nterrupt"));
  }
}
