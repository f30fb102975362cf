package dev.loomray.internal.serial.code;

/**
 * Class names for people: without the package, nested classes as {@code Outer.Inner}, anonymous
 * ones as {@code Main$1}.
 */
public final class ClassNames {
  private ClassNames() {}

  /** The name of a class, without its package. Never throws. */
  public static String of(Class<?> type) {
    if (type.isArray()) {
      return of(type.getComponentType()).concat("[]");
    }
    String binary = binary(type);
    if (binary.indexOf('$') < 0) {
      return binary;
    }
    try {
      return nested(type, binary);
    } catch (LinkageError e) {
      return binary;
    }
  }

  /** The name of a class with its package, such as {@code java.net.Socket} or {@code int[]}. */
  public static String full(Class<?> type) {
    return type.isHidden() ? of(type) : type.getTypeName();
  }

  /**
   * The name of a class that is known by its internal name only, such as {@code
   * java/util/Map$Entry}.
   */
  static String ofInternal(String internal) {
    return internal.substring(internal.lastIndexOf('/') + 1).replace('$', '.');
  }

  private static String nested(Class<?> type, String binary) {
    Class<?> outer = type.getEnclosingClass();
    if (outer == null) {
      return binary;
    }
    if (type.isAnonymousClass()) {
      return of(outer).concat(binary.substring(binary.lastIndexOf('$')));
    }
    return of(outer).concat(".").concat(type.getSimpleName());
  }

  private static String binary(Class<?> type) {
    String name = type.getName();
    int hidden = name.indexOf('/');
    if (hidden >= 0) {
      name = name.substring(0, hidden);
    }
    int lambda = name.indexOf("$$Lambda");
    if (lambda > 0) {
      name = name.substring(0, lambda);
    }
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
