package dev.loomray.internal.serial;

/**
 * A function by name: what identifies a lambda or a method reference in every process that has its
 * classes. The class names are the JDK's internal ones, with slashes.
 *
 * @param capturingClass the class that has the reference in its code
 * @param implementingClass the class of the method
 * @param method the method; {@code <init>} for a constructor, a synthetic name for the body of a
 *     lambda
 * @param descriptor the descriptor of the method
 */
public record FunctionForm(
    String capturingClass, String implementingClass, String method, String descriptor) {}
