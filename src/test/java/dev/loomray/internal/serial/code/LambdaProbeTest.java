package dev.loomray.internal.serial.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.util.Comparator;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class LambdaProbeTest {
  interface Storable<T> extends Supplier<T>, Serializable {}

  @Test
  void asksALambdaOfAnOpenModule() {
    Storable<String> lambda = () -> "x";
    SerializedLambda answer = LambdaProbe.ask(lambda);
    assertThat(answer).isNotNull();
    assertThat(answer.getImplMethodName()).startsWith("lambda$asksALambdaOfAnOpenModule$");
  }

  @Test
  void asksALambdaOfAClosedModule() {
    SerializedLambda answer = LambdaProbe.ask(Map.Entry.comparingByKey());
    assertThat(answer).isNotNull();
    assertThat(answer.getCapturingClass()).isEqualTo("java/util/Map$Entry");
  }

  @Test
  void getsNoAnswerFromOthers() {
    Supplier<String> lambda = () -> "x";
    assertThat(LambdaProbe.ask(lambda)).isNull();
    assertThat(LambdaProbe.ask("text")).isNull();
  }

  @Test
  void aLambdaOfAClosedModuleIsMadeAgain() throws Exception {
    Comparator<String> order = Comparator.comparing((Storable1) String::length);
    SerializedLambda answer = LambdaProbe.ask(order);
    assertThat(answer).isNotNull();
    Object again =
        LambdaBuilder.build(
            LambdaForm.of(answer), Comparator.class, new Object[] {answer.getCapturedArg(0)});
    assertThat(again).isInstanceOf(Comparator.class).isNotSameAs(order);
    @SuppressWarnings("unchecked")
    Comparator<String> copy = (Comparator<String>) again;
    assertThat(copy.compare("a", "bb")).isNegative();
  }

  interface Storable1 extends java.util.function.Function<String, Integer>, Serializable {}

  @Test
  void aClassWithoutSuchALambdaIsRefused() {
    Storable<String> lambda = () -> "x";
    LambdaForm form = LambdaForm.of(LambdaProbe.ask(lambda));
    assertThrows(
        NoSuchMethodException.class, () -> LambdaBuilder.build(form, String.class, new Object[0]));
  }

  @Test
  void theMethodAroundALambdaIsInItsName() {
    assertThat(LambdaNames.enclosingMethod("lambda$main$3007d12f$1")).isEqualTo("main");
    assertThat(LambdaNames.enclosingMethod("lambda$main$0")).isEqualTo("main");
    assertThat(LambdaNames.enclosingMethod("lambda$a$b$3007d12f$1")).isEqualTo("a$b");
    assertThat(LambdaNames.enclosingMethod("lambda$0")).isEmpty();
  }

  @Test
  void aLineThatCannotBeReadIsLeftOut() {
    assertThat(LineNumbers.first(LambdaProbeTest.class, "nowhere", "()V")).isZero();
    assertThat(
            LineNumbers.first(
                Comparator.class, "compare", "(Ljava/lang/Object;Ljava/lang/Object;)I"))
        .isZero();
  }
}
