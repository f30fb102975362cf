package dev.loomray.internal.actor;

import dev.loomray.annotation.ConcurrencyGroup;
import dev.loomray.function.Fn;
import dev.loomray.internal.serial.FunctionForm;
import dev.loomray.internal.serial.FunctionNames;
import java.lang.invoke.MethodType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The concurrency group that a method's annotation names. It is found once for each place in the code that refers to the method. */
final class MethodGroups {
  private MethodGroups() {}

  /** The group of the method that a function refers to; null if it names none, and for a lambda. */
  static @Nullable String of(Fn fn) {
    Optional<FunctionForm> form = FunctionNames.form(fn);
    return form.isEmpty() ? null : find(fn.getClass().getClassLoader(), form.get());
  }

  private static @Nullable String find(ClassLoader loader, FunctionForm form) {
    try {
      Class<?> type = Class.forName(form.implementingClass().replace('/', '.'), false, loader);
      MethodType signature = MethodType.fromMethodDescriptorString(form.descriptor(), loader);
      ConcurrencyGroup group = annotation(type, form.method(), signature.parameterArray());
      return group == null ? null : group.value();
    } catch (ReflectiveOperationException | LinkageError | TypeNotPresentException e) {
      return null;
    }
  }

  private static @Nullable ConcurrencyGroup annotation(
      Class<?> type, String method, Class<?>[] parameters) {
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      try {
        return at.getDeclaredMethod(method, parameters).getAnnotation(ConcurrencyGroup.class);
      } catch (NoSuchMethodException e) {
        // inherited
      }
    }
    return null;
  }
}
