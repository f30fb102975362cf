package dev.loomray.internal.serial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loomray.function.Act0;
import dev.loomray.function.Act1;
import dev.loomray.function.Fn;
import dev.loomray.function.Fn0;
import dev.loomray.function.Fn1;
import dev.loomray.function.Fn2;
import java.io.Serializable;
import org.junit.jupiter.api.Test;

class FunctionNamesTest {
  static final Fn0<Integer> IN_STATIC_INITIALIZER = () -> 1;

  final Fn0<Integer> inFieldInitializer = () -> 2;

  static int square(int x) {
    return x * x;
  }

  int add(int x) {
    return x + hashCode();
  }

  static final class Counter {
    Counter() {}

    void increment() {}

    static final class Inner {
      static int deep() {
        return 1;
      }
    }
  }

  static final class Named implements Fn0<String> {
    @Override
    public String call() {
      return "named";
    }
  }

  static final class Stubborn implements Fn0<String> {
    @Override
    public String call() {
      return "stubborn";
    }

    Object writeReplace() {
      throw new IllegalStateException("no");
    }
  }

  private static String name(Fn0<?> fn) {
    return FunctionNames.of(fn);
  }

  private static String name1(Fn1<?, ?> fn) {
    return FunctionNames.of(fn);
  }

  @Test
  void aMethodReferenceIsClassAndMethod() {
    Fn1<Integer, Integer> squared = FunctionNamesTest::square;
    assertThat(FunctionNames.of(squared)).isEqualTo("FunctionNamesTest.square");
  }

  @Test
  void aBoundAndAnUnboundReferenceAreNamedAlike() {
    Fn1<Integer, Integer> bound = this::add;
    Fn2<FunctionNamesTest, Integer, Integer> unbound = FunctionNamesTest::add;
    Act1<Counter> action = Counter::increment;
    assertThat(FunctionNames.of(bound)).isEqualTo("FunctionNamesTest.add");
    assertThat(FunctionNames.of(unbound)).isEqualTo("FunctionNamesTest.add");
    assertThat(FunctionNames.of(action)).isEqualTo("FunctionNamesTest.Counter.increment");
  }

  @Test
  void aConstructorIsNew() {
    assertThat(name(Counter::new)).isEqualTo("FunctionNamesTest.Counter.new");
  }

  @Test
  void aMethodOfANestedClassHasAllItsClasses() {
    assertThat(name(Counter.Inner::deep)).isEqualTo("FunctionNamesTest.Counter.Inner.deep");
  }

  @Test
  void aMethodOfTheJdkIsNamedToo() {
    Fn1<String, Integer> parse = Integer::parseInt;
    assertThat(FunctionNames.of(parse)).isEqualTo("Integer.parseInt");
  }

  @Test
  void aLambdaIsItsMethodAndLine() {
    int here = line();
    Fn0<Integer> lambda = () -> 7; // two lines below
    Fn0<Integer> capturing = () -> here;
    assertThat(name(lambda))
        .isEqualTo("FunctionNamesTest.aLambdaIsItsMethodAndLine (lambda, line %d)", here + 1);
    assertThat(name(capturing))
        .isEqualTo("FunctionNamesTest.aLambdaIsItsMethodAndLine (lambda, line %d)", here + 2);
  }

  @Test
  void aLambdaInALambdaIsInTheSameMethod() throws Exception {
    Fn0<Fn0<Integer>> outer = () -> () -> 1;
    assertThat(name(outer.call()))
        .startsWith("FunctionNamesTest.aLambdaInALambdaIsInTheSameMethod (lambda, line ");
  }

  @Test
  void aLambdaOutsideOfMethodsIsInNewOrStatic() {
    assertThat(name(inFieldInitializer)).startsWith("FunctionNamesTest.new (lambda, line ");
    assertThat(name(IN_STATIC_INITIALIZER)).startsWith("FunctionNamesTest.static (lambda, line ");
  }

  @Test
  void aReferenceThatTheCompilerMakesALambdaIsALambda() {
    assertThat(name1((Fn1<Integer, int[]>) int[]::new)).contains("(lambda, line ");
  }

  @Test
  void anObjectIsItsClass() {
    class Local implements Act0 {
      @Override
      public void run() {}
    }
    Fn0<String> anonymous =
        new Fn0<>() {
          @Override
          public String call() {
            return "anonymous";
          }
        };
    assertThat(name(new Named())).isEqualTo("FunctionNamesTest.Named");
    assertThat(FunctionNames.of(new Local())).isEqualTo("FunctionNamesTest.Local");
    assertThat(name(anonymous)).matches("FunctionNamesTest\\$\\d+");
  }

  @Test
  void aClassWhoseWriteReplaceThrowsIsNotAsked() {
    assertThat(name(new Stubborn())).isEqualTo("FunctionNamesTest.Stubborn");
    assertThat(FunctionNames.form(new Stubborn())).isEmpty();
  }

  @Test
  void theNameIsFoundOncePerClass() {
    Fn fn = (Fn1<Integer, Integer> & Serializable) FunctionNamesTest::square;
    assertThat(FunctionNames.of(fn)).isSameAs(FunctionNames.of(fn));
  }

  @Test
  void theFormIsTheFunctionByName() {
    Fn1<Integer, Integer> squared = FunctionNamesTest::square;
    String self = "dev/loomray/internal/serial/FunctionNamesTest";
    assertThat(FunctionNames.form(squared))
        .contains(new FunctionForm(self, self, "square", "(I)I"));
    assertThat(FunctionNames.form(new Named())).isEmpty();
  }

  private static int line() {
    return StackWalker.getInstance()
        .walk(frames -> frames.skip(1).findFirst().orElseThrow().getLineNumber());
  }
}
