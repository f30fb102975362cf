package dev.loomray.internal.serial.code;

import java.lang.invoke.SerializedLambda;
import org.jspecify.annotations.Nullable;

/**
 * What a lambda was made from, without the captured values: enough to make it again wherever its
 * capturing class is. The names are the JDK's internal ones, with slashes.
 *
 * @param capturingClass the class that has the lambda in its code
 * @param interfaceClass the functional interface
 * @param interfaceMethod its method
 * @param interfaceDescriptor the descriptor of that method
 * @param kind how the implementation is called, a constant of {@code MethodHandleInfo}
 * @param implClass the class of the implementation
 * @param implMethod the implementation
 * @param implDescriptor its descriptor
 * @param methodType the interface's method with its type variables replaced
 */
public record LambdaForm(
    String capturingClass,
    String interfaceClass,
    String interfaceMethod,
    String interfaceDescriptor,
    int kind,
    String implClass,
    String implMethod,
    String implDescriptor,
    String methodType) {

  /** The form of a lambda. */
  public static LambdaForm of(SerializedLambda lambda) {
    return new LambdaForm(
        lambda.getCapturingClass(),
        lambda.getFunctionalInterfaceClass(),
        lambda.getFunctionalInterfaceMethodName(),
        lambda.getFunctionalInterfaceMethodSignature(),
        lambda.getImplMethodKind(),
        lambda.getImplClass(),
        lambda.getImplMethodName(),
        lambda.getImplMethodSignature(),
        lambda.getInstantiatedMethodType());
  }

  /** The lambda's serialized form with captured values. */
  SerializedLambda with(Class<?> capturing, @Nullable Object[] captured) {
    return new SerializedLambda(
        capturing,
        interfaceClass,
        interfaceMethod,
        interfaceDescriptor,
        kind,
        implClass,
        implMethod,
        implDescriptor,
        methodType,
        captured);
  }
}
