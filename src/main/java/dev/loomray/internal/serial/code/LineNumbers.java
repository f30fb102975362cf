package dev.loomray.internal.serial.code;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.LineNumberTableAttribute;

/** Finds where a method stands in its source, from the class file that its loader can show. */
final class LineNumbers {
  private LineNumbers() {}

  /** The first line of a method's body; 0 if it cannot be found out. Never throws. */
  static int first(Class<?> owner, String method, String descriptor) {
    String file = owner.getName().replace('.', '/').concat(".class");
    try (InputStream in = owner.getResourceAsStream("/".concat(file))) {
      return in == null ? 0 : first(in.readAllBytes(), method, descriptor);
    } catch (IOException | RuntimeException | LinkageError e) {
      return 0;
    }
  }

  private static int first(byte[] classFile, String method, String descriptor) {
    for (MethodModel found : ClassFile.of().parse(classFile).methods()) {
      if (found.methodName().equalsString(method) && found.methodType().equalsString(descriptor)) {
        return first(found);
      }
    }
    return 0;
  }

  private static int first(MethodModel method) {
    CodeModel code = method.code().orElse(null);
    if (code == null) {
      return 0;
    }
    LineNumberTableAttribute table = code.findAttribute(Attributes.lineNumberTable()).orElse(null);
    return table == null || table.lineNumbers().isEmpty()
        ? 0
        : table.lineNumbers().getFirst().lineNumber();
  }
}
