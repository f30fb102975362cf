package dev.loomray.house;

import java.lang.classfile.AttributedElement;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.InnerClassInfo;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What users see names only the JDK and what users see: no library, nothing internal. */
public final class PublicSignatures {
  private static final Set<String> PACKAGES =
      Set.of(
          "dev.loomray",
          "dev.loomray.annotation",
          "dev.loomray.error",
          "dev.loomray.function",
          "dev.loomray.util");

  private PublicSignatures() {}

  /** Each type in a public signature of the class that users cannot use, as a sentence. */
  public static List<String> violations(ClassModel type) {
    if (!isVisible(type)) {
      return List.of();
    }
    var found = new ArrayList<String>();
    report(found, type, "", inHeader(type));
    for (var field : type.fields()) {
      if (isOpen(field.flags().flags())) {
        report(found, type, "." + field.fieldName(), inField(field));
      }
    }
    for (var method : type.methods()) {
      if (isOpen(method.flags().flags())) {
        report(found, type, "." + method.methodName(), inMethod(method));
      }
    }
    return found;
  }

  /** Whether users can name the class: its package is public, and so are it and what holds it. */
  static boolean isVisible(ClassModel type) {
    var name = type.thisClass().asInternalName();
    return PACKAGES.contains(CompiledCode.packageOf(name))
        && type.flags().has(AccessFlag.PUBLIC)
        && type.findAttribute(Attributes.innerClasses()).stream()
            .flatMap(a -> a.classes().stream())
            .filter(i -> name.startsWith(i.innerClass().asInternalName()))
            .map(InnerClassInfo::flags)
            .allMatch(PublicSignatures::isOpen);
  }

  private static boolean isOpen(Set<AccessFlag> flags) {
    return flags.contains(AccessFlag.PUBLIC) || flags.contains(AccessFlag.PROTECTED);
  }

  private static Set<String> inHeader(ClassModel type) {
    var names = signature(type);
    type.superclass().ifPresent(s -> names.add(s.asInternalName()));
    type.interfaces().forEach(i -> names.add(i.asInternalName()));
    return names;
  }

  private static Set<String> inField(FieldModel field) {
    var names = signature(field);
    names.addAll(CompiledCode.typesIn(field.fieldType().stringValue()));
    return names;
  }

  private static Set<String> inMethod(MethodModel method) {
    var names = signature(method);
    names.addAll(CompiledCode.typesIn(method.methodType().stringValue()));
    method.findAttribute(Attributes.exceptions()).stream()
        .flatMap(a -> a.exceptions().stream())
        .forEach(e -> names.add(e.asInternalName()));
    return names;
  }

  private static Set<String> signature(AttributedElement element) {
    return element
        .findAttribute(Attributes.signature())
        .map(a -> CompiledCode.typesIn(a.signature().stringValue()))
        .map(TreeSet::new)
        .orElseGet(TreeSet::new);
  }

  private static void report(
      List<String> found, ClassModel type, String member, Set<String> names) {
    Stream<String> hidden =
        names.stream()
            .filter(n -> !n.startsWith("java/"))
            .filter(n -> !PACKAGES.contains(CompiledCode.packageOf(n)));
    hidden.forEach(
        n -> found.add(CompiledCode.nameOf(type) + member + " shows " + n.replace('/', '.')));
  }
}
