package dev.loomray.internal.serial.code;

import java.lang.invoke.MethodHandleInfo;
import org.jspecify.annotations.Nullable;

/**
 * What lambdas and method references are called: {@code App.square}, {@code Counter.new}, {@code
 * Main.main (lambda, line 12)}.
 */
public final class LambdaNames {
  private static final String BODY = "lambda$";

  private LambdaNames() {}

  /**
   * The name of a lambda.
   *
   * @param type its class
   * @param form what it was made from; null if it did not tell
   */
  public static String of(Class<?> type, @Nullable LambdaForm form) {
    if (form == null) {
      return ClassNames.of(type).concat(" (lambda)");
    }
    Class<?> owner = load(form.implClass(), type.getClassLoader());
    String ownerName =
        owner == null ? ClassNames.ofInternal(form.implClass()) : ClassNames.of(owner);
    if (form.implMethod().startsWith(BODY)) {
      return body(form, owner, ownerName);
    }
    boolean constructor = form.kind() == MethodHandleInfo.REF_newInvokeSpecial;
    return ownerName.concat(".").concat(constructor ? "new" : form.implMethod());
  }

  private static String body(LambdaForm form, @Nullable Class<?> owner, String ownerName) {
    int line =
        owner == null ? 0 : LineNumbers.first(owner, form.implMethod(), form.implDescriptor());
    StringBuilder name = new StringBuilder(ownerName);
    String enclosing = enclosingMethod(form.implMethod());
    if (!enclosing.isEmpty()) {
      name.append('.').append(enclosing);
    }
    name.append(" (lambda");
    if (line > 0) {
      name.append(", line ").append(line);
    }
    return name.append(')').toString();
  }

  /**
   * The method around a lambda, from a name such as {@code lambda$main$3007d12f$1}; empty if it is
   * not in it.
   */
  static String enclosingMethod(String implMethod) {
    String name = implMethod.substring(BODY.length());
    int end = name.lastIndexOf('$');
    if (end <= 0) {
      return "";
    }
    name = name.substring(0, end);
    int hash = name.lastIndexOf('$');
    return hash > 0 && isHex(name, hash + 1) ? name.substring(0, hash) : name;
  }

  private static boolean isHex(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      if (Character.digit(text.charAt(i), 16) < 0) {
        return false;
      }
    }
    return from < text.length();
  }

  private static @Nullable Class<?> load(String internalName, @Nullable ClassLoader loader) {
    try {
      return Class.forName(internalName.replace('/', '.'), false, loader);
    } catch (ClassNotFoundException | LinkageError e) {
      return null;
    }
  }
}
