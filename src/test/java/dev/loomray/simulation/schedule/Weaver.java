package dev.loomray.simulation.schedule;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.FieldModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Puts a point before each instruction that touches what threads share, so that a schedule can let others run in between:
 * volatile fields, atomics and VarHandles, locks, parking, interrupts, concurrent queues. Calls that use real time fail.
 * Where one of the {@link #MOVES} begins and ends, it tells the schedule.
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

  /** What takes the places of leases, gives them back and passes them on. */
  private static final Map<String, Set<String>> MOVES =
      Map.of(
          "dev/loomray/internal/task/LeaseEngine",
          Set.of("start", "add", "summon", "launch", "end"),
          "dev/loomray/internal/task/LeaseOwner",
          Set.of("forkLeases", "tick"),
          "dev/loomray/internal/task/Lease",
          Set.of(
              "takeUp",
              "takeBack",
              "goesOn",
              "waits",
              "givesBackAndTakesAgain",
              "giveWay",
              "leave"));

  private final ClassFile classFile;

  Weaver(ClassLoader classes) {
    classFile =
        ClassFile.of(
            ClassHierarchyResolverOption.of(
                remembering(
                    ClassHierarchyResolver.ofResourceParsing(classes)
                        .orElse(ClassHierarchyResolver.defaultResolver()))));
  }

  /** Asks once for each class; {@code cached()} is for one thread, and to compute in a map would have others wait. */
  private static ClassHierarchyResolver remembering(ClassHierarchyResolver from) {
    Map<ClassDesc, ClassHierarchyResolver.ClassHierarchyInfo> known = new ConcurrentHashMap<>();
    return type -> {
      ClassHierarchyResolver.ClassHierarchyInfo info = known.get(type);
      if (info == null) {
        info = from.getClassInfo(type);
        if (info != null) {
          known.put(type, info);
        }
      }
      return info;
    };
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
    Set<String> moves = movesOf(model);
    return classFile.transformClass(
        model,
        (type, element) -> {
          if (element instanceof MethodModel method && isWoven(method)) {
            String name = method.methodName().stringValue();
            CodeTransform code = moves.contains(name) ? new Watch(name, points) : points;
            type.transformMethod(method, MethodTransform.transformingCode(code));
          } else {
            type.with(element);
          }
        });
  }

  private static Set<String> movesOf(ClassModel model) {
    String type = model.thisClass().asInternalName();
    Set<String> moves = MOVES.getOrDefault(type, Set.of());
    for (String move : moves) {
      if (model.methods().stream().noneMatch(method -> method.methodName().equalsString(move))) {
        throw new AssertionError("no method " + move + " in " + type);
      }
    }
    return moves;
  }

  /** Tells where a method begins and returns, and does what the other transform does. */
  private record Watch(String name, CodeTransform inside) implements CodeTransform {
    private static final MethodTypeDesc NAMED =
        MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_String);

    @Override
    public void atStart(CodeBuilder code) {
      code.ldc(name).invokestatic(POINTS, "begins", NAMED);
    }

    @Override
    public void accept(CodeBuilder code, CodeElement element) {
      if (element instanceof ReturnInstruction) {
        code.ldc(name).invokestatic(POINTS, "ends", NAMED);
      }
      inside.accept(code, element);
    }
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
