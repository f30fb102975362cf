package dev.loomray.internal.serial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loomray.function.Act1;
import dev.loomray.function.Fn;
import dev.loomray.function.Fn0;
import dev.loomray.function.Fn1;
import dev.loomray.function.Fn2;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FunctionCodecTest {
  private final ValueCodec codec =
      new ValueCodec(Map.of(), FunctionCodecTest.class.getClassLoader());

  /** Not serializable for Java. */
  static final class Counter {
    int count;

    Counter() {}

    Counter(int count) {
      this.count = count;
    }

    int add(int more) {
      count += more;
      return count;
    }

    private static int secret(int x) {
      return x + 42;
    }
  }

  static final class Adder implements Fn1<Integer, Integer> {
    private final int more;

    Adder(int more) {
      this.more = more;
    }

    @Override
    public Integer call(Integer x) {
      return x + more;
    }
  }

  @SuppressWarnings("unchecked")
  private <F> F copy(F fn) {
    return (F) codec.decode(codec.encode(fn));
  }

  @Test
  void aReferenceToAStaticMethodComesBack() throws Exception {
    Fn1<String, Integer> parse = Integer::parseInt;
    Fn1<Integer, Integer> secret = Counter::secret;
    assertThat(copy(parse).call("12")).isEqualTo(12);
    assertThat(copy(secret).call(1)).isEqualTo(43);
  }

  @Test
  void aBoundReferenceBringsACopyOfItsObject() throws Exception {
    Counter counter = new Counter(5);
    Fn1<Integer, Integer> add = counter::add;
    assertThat(copy(add).call(1)).isEqualTo(6);
    assertThat(counter.count).isEqualTo(5);
  }

  @Test
  void unboundReferencesAndConstructorsComeBack() throws Exception {
    Fn2<Counter, Integer, Integer> add = Counter::add;
    Fn0<Counter> make = Counter::new;
    Fn1<Integer, Counter> makeWith = Counter::new;
    assertThat(copy(add).call(new Counter(1), 2)).isEqualTo(3);
    assertThat(copy(make).call().count).isZero();
    assertThat(copy(makeWith).call(9).count).isEqualTo(9);
  }

  @Test
  void lambdasBringWhatTheyCaptured() throws Exception {
    Counter counter = new Counter(1);
    long big = 1L << 40;
    List<Object> seen = new ArrayList<>();
    Fn0<String> lambda = () -> counter.count + " " + big + " " + seen;
    Fn0<Integer> constant = () -> 7;
    assertThat(copy(lambda).call()).isEqualTo("1 1099511627776 []");
    assertThat(copy(constant).call()).isEqualTo(7);
    Act1<Integer> action = seen::add;
    copy(action).run(1);
    assertThat(seen).isEmpty();
  }

  @Test
  void aLambdaMayCaptureALambda() throws Exception {
    Fn1<Integer, Integer> inner = x -> x * 2;
    Fn1<Integer, Integer> outer = x -> inner.call(x) + 1;
    assertThat(copy(outer).call(4)).isEqualTo(9);
  }

  @Test
  void anObjectThatIsAFunctionIsCopied() throws Exception {
    Fn1<Integer, Integer> copy = copy(new Adder(3));
    assertThat(copy.call(1)).isEqualTo(4);
  }

  @Test
  void lambdasOfTheJdkComeBack() {
    Comparator<Map.Entry<String, Integer>> order = Map.Entry.comparingByValue();
    assertThat(copy(order).compare(Map.entry("a", 1), Map.entry("b", 2))).isNegative();
  }

  @Test
  void theCopyHasTheName() {
    Fn fn = (Fn0<Counter> & Serializable) Counter::new;
    int captured = hashCode();
    Fn lambda = (Fn0<Integer>) () -> captured;
    assertThat(FunctionNames.of(copy(fn))).isEqualTo("FunctionCodecTest.Counter.new");
    assertThat(FunctionNames.of(copy(lambda))).isEqualTo(FunctionNames.of(lambda));
  }

  @Test
  void aCopyCanBeCopied() throws Exception {
    int one = Integer.parseInt("1");
    Fn0<Integer> lambda = () -> one;
    assertThat(copy(copy(copy(lambda))).call()).isEqualTo(1);
  }

  @Test
  void aFunctionInAFieldIsCopied() throws Exception {
    record Job(Fn1<Integer, Integer> body, int arg) {}
    Job job = new Job(Counter::secret, 1);
    assertThat(copy(job).body().call(copy(job).arg())).isEqualTo(43);
  }

  @Test
  void aFunctionIsSmall() {
    Fn1<Integer, Integer> secret = Counter::secret;
    assertThat(codec.encode(secret).bytes().length).isLessThan(400);
  }
}
