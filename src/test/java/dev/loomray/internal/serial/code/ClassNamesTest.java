package dev.loomray.internal.serial.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ClassNamesTest {
  static class Inner$Dollar {}

  @Test
  void leavesThePackageOut() {
    assertThat(ClassNames.of(String.class)).isEqualTo("String");
    assertThat(ClassNames.of(Map.Entry.class)).isEqualTo("Map.Entry");
    assertThat(ClassNames.of(int[][].class)).isEqualTo("int[][]");
    assertThat(ClassNames.of(Inner$Dollar.class)).isEqualTo("ClassNamesTest.Inner$Dollar");
  }

  @Test
  void anAnonymousClassHasItsNumber() {
    Object anonymous = new Object() {};
    assertThat(ClassNames.of(anonymous.getClass())).matches("ClassNamesTest\\$\\d");
  }

  @Test
  void aLambdaIsTheClassAroundIt() {
    Runnable lambda = () -> {};
    assertThat(ClassNames.of(lambda.getClass())).isEqualTo("ClassNamesTest");
    assertThat(ClassNames.full(int[].class)).isEqualTo("int[]");
  }
}
