package dev.loomray.internal.serial.graph;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.loomray.internal.serial.code.LambdaBuilder;
import dev.loomray.internal.serial.code.LambdaForm;
import dev.loomray.internal.serial.code.LambdaProbe;
import java.io.IOException;
import java.lang.invoke.SerializedLambda;
import org.jspecify.annotations.Nullable;

/**
 * Writes a serializable lambda or method reference by name, with its captured values as objects of
 * the graph. So these need not be serializable for Java, and a captured Ray or ref is a handle.
 */
final class FunctionCodec extends Serializer<Object> {
  @Override
  public void write(Kryo kryo, Output output, Object function) {
    SerializedLambda lambda = LambdaProbe.ask(function);
    if (lambda == null) {
      throw StoreFailure.lambda(function.getClass());
    }
    writeForm(output, LambdaForm.of(lambda));
    writeCaptured((GraphKryo) kryo, output, function, lambda);
  }

  @Override
  public Object read(Kryo kryo, Input input, Class<?> type) {
    LambdaForm form = readForm(input);
    @Nullable Object[] captured = Parts.read(kryo, input);
    try {
      Class<?> capturing =
          ((GraphKryo) kryo).lookup().find(form.capturingClass().replace('/', '.'));
      return LambdaBuilder.build(form, capturing, captured);
    } catch (ReflectiveOperationException | IOException e) {
      throw new KryoException(
          "a lambda of " + form.capturingClass() + " could not be made again", e);
    }
  }

  private static void writeCaptured(
      GraphKryo kryo, Output output, Object function, SerializedLambda lambda) {
    int count = lambda.getCapturedArgCount();
    output.writeVarInt(count, true);
    kryo.references().open(function);
    int i = 0;
    try {
      for (; i < count; i++) {
        kryo.writeClassAndObject(output, lambda.getCapturedArg(i));
      }
    } catch (RuntimeException e) {
      throw StoreFailure.of(e, function).at(StoreFailure.CAPTURED + (i + 1));
    }
    kryo.references().close();
  }

  private static void writeForm(Output output, LambdaForm form) {
    output.writeString(form.capturingClass());
    output.writeString(form.interfaceClass());
    output.writeString(form.interfaceMethod());
    output.writeString(form.interfaceDescriptor());
    output.writeByte(form.kind());
    output.writeString(form.implClass());
    output.writeString(form.implMethod());
    output.writeString(form.implDescriptor());
    output.writeString(form.methodType());
  }

  private static LambdaForm readForm(Input input) {
    return new LambdaForm(
        input.readString(),
        input.readString(),
        input.readString(),
        input.readString(),
        input.readByte(),
        input.readString(),
        input.readString(),
        input.readString(),
        input.readString());
  }
}
