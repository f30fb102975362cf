package dev.loomray.house;

import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.FieldModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.constant.ClassDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds static state that can change: a static field must be final, and hold what is immutable by
 * its declared type or by how its initialiser makes it.
 */
final class Statics {
  /** Immutable types of the JDK, and the process-wide keys and caches that the house allows. */
  private static final Set<String> IMMUTABLE =
      Set.of(
          "java.lang.Boolean",
          "java.lang.Byte",
          "java.lang.Character",
          "java.lang.Class",
          "java.lang.ClassValue",
          "java.lang.Double",
          "java.lang.Float",
          "java.lang.Integer",
          "java.lang.Long",
          "java.lang.Runtime$Version",
          "java.lang.ScopedValue",
          "java.lang.Short",
          "java.lang.StackWalker",
          "java.lang.String",
          "java.lang.System$Logger",
          "java.lang.Void",
          "java.lang.invoke.MethodHandle",
          "java.lang.invoke.MethodHandles$Lookup",
          "java.lang.invoke.MethodType",
          "java.lang.invoke.VarHandle",
          "java.math.BigDecimal",
          "java.math.BigInteger",
          "java.net.URI",
          "java.nio.ByteOrder",
          "java.nio.charset.Charset",
          "java.nio.file.Path",
          "java.time.Duration",
          "java.time.Instant",
          "java.time.format.DateTimeFormatter",
          "java.util.Comparator",
          "java.util.HexFormat",
          "java.util.Locale",
          "java.util.OptionalDouble",
          "java.util.OptionalInt",
          "java.util.OptionalLong",
          "java.util.UUID",
          "java.util.regex.Pattern");

  /** Whole packages of such types: functions, and the layouts of foreign memory. */
  private static final List<String> IMMUTABLE_PREFIXES =
      List.of(
          "java.util.function.",
          "dev.loomray.function.",
          "java.lang.foreign.ValueLayout",
          "java.lang.foreign.StructLayout",
          "java.lang.foreign.MemoryLayout",
          "java.lang.foreign.SequenceLayout");

  private static final Set<String> COLLECTIONS =
      Set.of("java/util/List", "java/util/Set", "java/util/Map");

  private final CompiledCode code;

  Statics(CompiledCode code) {
    this.code = code;
  }

  /** Each static field of the type that may change, as a sentence. */
  List<String> violations(ClassModel type) {
    var found = new ArrayList<String>();
    for (var field : type.fields()) {
      if (!field.flags().has(AccessFlag.STATIC) || field.flags().has(AccessFlag.SYNTHETIC)) {
        continue;
      }
      var name = CompiledCode.nameOf(type) + "." + field.fieldName().stringValue();
      if (!field.flags().has(AccessFlag.FINAL)) {
        found.add(name + " is static and not final");
      } else if (!isImmutable(field.fieldTypeSymbol()) && !isMadeImmutable(type, field)) {
        found.add(name + " is static and can change: " + nameOf(field.fieldTypeSymbol()));
      }
    }
    return found;
  }

  private boolean isImmutable(ClassDesc type) {
    return isImmutable(type, new HashSet<>());
  }

  private boolean isImmutable(ClassDesc type, Set<String> visiting) {
    if (type.isPrimitive()) {
      return true;
    }
    var name = nameOf(type);
    if (IMMUTABLE.contains(name) || IMMUTABLE_PREFIXES.stream().anyMatch(name::startsWith)) {
      return true;
    }
    return code.find(name.replace('.', '/'))
        .filter(t -> t.flags().has(AccessFlag.FINAL) || t.flags().has(AccessFlag.ENUM))
        .filter(t -> hasOnlyImmutableFields(t, visiting))
        .isPresent();
  }

  private boolean hasOnlyImmutableFields(ClassModel type, Set<String> visiting) {
    if (!visiting.add(CompiledCode.nameOf(type))) {
      return true;
    }
    return type.fields().stream()
            .filter(f -> !f.flags().has(AccessFlag.STATIC))
            .allMatch(f -> f.flags().has(AccessFlag.FINAL) && isImmutable(type, f, visiting))
        && type.superclass().map(s -> isPlainBase(s.asInternalName(), visiting)).orElse(true);
  }

  /** The collections in a record are its own copies; elsewhere a collection is there to change. */
  private boolean isImmutable(ClassModel type, FieldModel field, Set<String> visiting) {
    return isImmutable(field.fieldTypeSymbol(), visiting)
        || type.superclass().filter(s -> s.asInternalName().equals("java/lang/Record")).isPresent()
            && COLLECTIONS.contains(nameOf(field.fieldTypeSymbol()).replace('.', '/'));
  }

  private boolean isPlainBase(String superclass, Set<String> visiting) {
    return switch (superclass) {
      case "java/lang/Object", "java/lang/Record", "java/lang/Enum", "java/lang/ClassValue" -> true;
      default -> code.find(superclass).filter(t -> hasOnlyImmutableFields(t, visiting)).isPresent();
    };
  }

  /** Whether each assignment in the class initialiser stores something that cannot change. */
  private boolean isMadeImmutable(ClassModel type, FieldModel field) {
    var makers = new ArrayList<Boolean>();
    for (var method : type.methods()) {
      var before = new ArrayList<Instruction>();
      for (CodeElement element :
          method.code().<Iterable<CodeElement>>map(c -> c).orElse(List.of())) {
        if (element instanceof FieldInstruction put
            && put.opcode() == Opcode.PUTSTATIC
            && put.name().equalsString(field.fieldName().stringValue())) {
          makers.add(makesImmutable(before));
        }
        if (element instanceof Instruction instruction) {
          before.add(instruction);
        }
      }
    }
    return !makers.isEmpty() && makers.stream().allMatch(b -> b);
  }

  private boolean makesImmutable(List<Instruction> before) {
    return switch (before.getLast()) {
      case InvokeDynamicInstruction lambda -> lambda.typeSymbol().parameterCount() == 0;
      case NewReferenceArrayInstruction _, NewPrimitiveArrayInstruction _ ->
          isZero(before.get(before.size() - 2));
      case InvokeInstruction call -> makesImmutable(call);
      default -> false;
    };
  }

  private boolean makesImmutable(InvokeInstruction call) {
    var owner = call.owner().asInternalName();
    var name = call.name().stringValue();
    if (name.equals("<init>")) {
      return owner.equals("java/lang/Object") || isMadeOfImmutableFields(owner);
    }
    return COLLECTIONS.contains(owner) && (name.startsWith("of") || name.equals("copyOf"))
        || owner.equals("java/util/stream/Stream") && name.equals("toList");
  }

  private boolean isMadeOfImmutableFields(String constructed) {
    return code.find(constructed)
        .filter(t -> hasOnlyImmutableFields(t, new HashSet<>()))
        .isPresent();
  }

  private static boolean isZero(Instruction length) {
    return length instanceof ConstantInstruction constant
        && Integer.valueOf(0).equals(constant.constantValue());
  }

  private static String nameOf(ClassDesc type) {
    if (type.isArray()) {
      return nameOf(type.componentType()) + "[]";
    }
    return type.isPrimitive()
        ? type.displayName()
        : type.descriptorString()
            .substring(1, type.descriptorString().length() - 1)
            .replace('/', '.');
  }
}
