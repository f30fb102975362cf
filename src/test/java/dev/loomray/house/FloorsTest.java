package dev.loomray.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.constant.ClassDesc;
import java.util.List;
import org.junit.jupiter.api.Test;

class FloorsTest {
  @Test
  void everyPackageKnowsOnlyTheFloorsBelow() {
    assertThat(CompiledCode.ofMain().types()).isNotEmpty().flatMap(Floors::violations).isEmpty();
  }

  @Test
  void aReferenceUpwardsIsFound() {
    assertThat(Floors.violations(oneThatKnows("dev.loomray.internal.base.Low", "internal.task.Up")))
        .containsExactly("dev.loomray.internal.base.Low knows dev.loomray.internal.task.Up");
  }

  @Test
  void aReferenceDownwardsIsFine() {
    assertThat(Floors.violations(oneThatKnows("dev.loomray.internal.task.Up", "internal.base.Low")))
        .isEmpty();
  }

  @Test
  void aPackageBelowAFloorBelongsToIt() {
    assertThat(
            Floors.violations(
                oneThatKnows("dev.loomray.internal.serial.code.A", "internal.serial.B")))
        .isEmpty();
    assertThat(
            Floors.violations(
                oneThatKnows("dev.loomray.internal.serial.code.A", "internal.store.B")))
        .hasSize(1);
  }

  @Test
  void functionsAndErrorsKnowNobody() {
    assertThat(Floors.violations(oneThatKnows("dev.loomray.error.Failure", "function.Fn0")))
        .hasSize(1);
    assertThat(Floors.violations(oneThatKnows("dev.loomray.function.Fn9", "Ray"))).hasSize(1);
  }

  @Test
  void onlyRayKnowsTheRuntime() {
    assertThat(Floors.violations(oneThatKnows("dev.loomray.Ray", "internal.runtime.Boot")))
        .isEmpty();
    assertThat(Floors.violations(oneThatKnows("dev.loomray.Ready", "internal.runtime.Boot")))
        .hasSize(1);
    assertThat(Floors.violations(oneThatKnows("dev.loomray.Ray", "internal.task.Up"))).hasSize(1);
  }

  @Test
  void aPackageWithoutAFloorIsFound() {
    assertThat(Floors.violations(oneThatKnows("dev.loomray.internal.attic.Box", "Ray")))
        .containsExactly("dev.loomray.internal.attic.Box is in a package without a floor");
  }

  private static ClassModel oneThatKnows(String name, String other) {
    var file =
        ClassFile.of()
            .build(
                ClassDesc.of(name),
                c -> c.withField("known", ClassDesc.of("dev.loomray." + other), 0));
    return CompiledCode.of(List.of(file)).types().iterator().next();
  }
}
