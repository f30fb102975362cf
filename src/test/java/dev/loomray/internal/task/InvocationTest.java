package dev.loomray.internal.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.loomray.function.Act0;
import dev.loomray.function.Act1;
import dev.loomray.function.Act2;
import dev.loomray.function.Act3;
import dev.loomray.function.Act4;
import dev.loomray.function.Act5;
import dev.loomray.function.Fn;
import dev.loomray.function.Fn0;
import dev.loomray.function.Fn1;
import dev.loomray.function.Fn2;
import dev.loomray.function.Fn3;
import dev.loomray.function.Fn4;
import dev.loomray.function.Fn5;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InvocationTest {
  private static final Object[] VALUES = {"a", "b", null, "d", "e"};

  static Stream<Arguments> functions() {
    return Stream.of(
        arguments(0, (Fn0<Object>) List::of),
        arguments(1, (Fn1<Object, Object>) Arrays::asList),
        arguments(2, (Fn2<Object, Object, Object>) Arrays::asList),
        arguments(3, (Fn3<Object, Object, Object, Object>) Arrays::asList),
        arguments(4, (Fn4<Object, Object, Object, Object, Object>) Arrays::asList),
        arguments(5, (Fn5<Object, Object, Object, Object, Object, Object>) Arrays::asList));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void aFunctionGetsAllItsArgumentsInOrder(int arity, Fn fn) throws Exception {
    Object[] args = Arrays.copyOf(VALUES, arity);
    assertThat(Invocation.arity(fn)).isEqualTo(arity);
    assertThat(Invocation.of(fn, 0, args).invoke()).isEqualTo(Arrays.asList(args));
  }

  @Test
  void anActionGetsAllItsArgumentsInOrderAndHasNoResult() throws Exception {
    List<Object> seen = new ArrayList<>();
    List<Fn> actions =
        List.of(
            (Act0) () -> seen.add(List.of()),
            (Act1<Object>) a -> seen.add(Arrays.asList(a)),
            (Act2<Object, Object>) (a, b) -> seen.add(Arrays.asList(a, b)),
            (Act3<Object, Object, Object>) (a, b, c) -> seen.add(Arrays.asList(a, b, c)),
            (Act4<Object, Object, Object, Object>)
                (a, b, c, d) -> seen.add(Arrays.asList(a, b, c, d)),
            (Act5<Object, Object, Object, Object, Object>)
                (a, b, c, d, e) -> seen.add(Arrays.asList(a, b, c, d, e)));
    for (int arity = 0; arity < actions.size(); arity++) {
      Object[] args = Arrays.copyOf(VALUES, arity);
      assertThat(Invocation.arity(actions.get(arity))).isEqualTo(arity);
      assertThat(Invocation.of(actions.get(arity), 0, args).invoke()).isNull();
      assertThat(seen.getLast()).isEqualTo(Arrays.asList(args));
    }
  }

  @Test
  void onlyMarkedRefsAreReplacedByTheirValues() throws Exception {
    try (Home home = Home.open(1)) {
      Ref<String> ref = home.ready("value");
      Fn3<Object, Object, Object, List<Object>> list = Arrays::asList;
      Object[] args = {ref, ref, "plain"};
      assertThat(Invocation.of(list, 0b010, args).invoke())
          .isEqualTo(Arrays.asList(ref, "value", "plain"));
      assertThat(args).containsExactly(ref, ref, "plain");
    }
  }

  @Test
  void aCallThatDoesNotFitItsFunctionIsRefused() {
    try (Home home = Home.open(1)) {
      Fn2<Integer, Integer, Integer> add = Integer::sum;
      refused(
          () -> home.submit(Settings.DEFAULT, add, 0, 1),
          "expected 2 arguments, as the function takes for args, found args=1");
      refused(
          () -> home.submit(Settings.DEFAULT, add, 0b100, 1, 2),
          "expected bits for 2 arguments for refMask, found refMask=100");
      refused(
          () -> home.submit(Settings.DEFAULT, add, 0b10, 1, 2),
          "expected a ref of this Ray (name=home) for argument 2, found argument 2=2");
      refused(
          () -> home.submit(Settings.DEFAULT, add, 0b01, null, 2),
          "expected a value for argument 1, found argument 1=null");
    }
  }

  @Test
  void aRefOfAnotherRayIsRefused() {
    try (Home home = Home.open(1);
        Home other = Home.open(1)) {
      Ref<Integer> foreign = other.ready(1);
      Fn2<Integer, Integer, Integer> add = Integer::sum;
      refused(
          () -> home.submit(Settings.DEFAULT, add, 0b10, 1, foreign),
          "expected a ref of this Ray (name=home) for argument 2, found argument 2="
              + foreign
              + " of Ray home");
    }
  }

  private static void refused(ThrowingCallable call, String message) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
  }
}
