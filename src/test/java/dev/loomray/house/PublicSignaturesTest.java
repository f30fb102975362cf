package dev.loomray.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodSignature;
import java.lang.classfile.attribute.SignatureAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublicSignaturesTest {
  private static final ClassDesc KRYO = ClassDesc.of("com.esotericsoftware.kryo.Kryo");
  private static final int OPEN = ClassFile.ACC_PUBLIC | ClassFile.ACC_ABSTRACT;

  @Test
  void usersSeeOnlyTheJdkAndOurWords() {
    assertThat(CompiledCode.ofMain().types())
        .isNotEmpty()
        .flatMap(PublicSignatures::violations)
        .isEmpty();
  }

  @Test
  void aLibraryInAReturnTypeIsFound() {
    var type = shown(OPEN, MethodTypeDesc.of(KRYO), "()Ljava/lang/Object;");
    assertThat(PublicSignatures.violations(type))
        .containsExactly("dev.loomray.Shown.open shows com.esotericsoftware.kryo.Kryo");
  }

  @Test
  void aLibraryInATypeArgumentIsFound() {
    var type =
        shown(
            OPEN,
            MethodTypeDesc.of(ConstantDescs.CD_List),
            "()Ljava/util/List<Ldev/loomray/internal/task/Spec;>;");
    assertThat(PublicSignatures.violations(type))
        .containsExactly("dev.loomray.Shown.open shows dev.loomray.internal.task.Spec");
  }

  @Test
  void whatIsNotPublicMayNameAnything() {
    var type = shown(ClassFile.ACC_ABSTRACT, MethodTypeDesc.of(KRYO), "()Ljava/lang/Object;");
    assertThat(PublicSignatures.violations(type)).isEmpty();
  }

  private static ClassModel shown(int flags, MethodTypeDesc method, String signature) {
    var generic = SignatureAttribute.of(MethodSignature.parseFrom(signature));
    var file =
        ClassFile.of()
            .build(
                ClassDesc.of("dev.loomray.Shown"),
                c -> c.withFlags(OPEN).withMethod("open", method, flags, m -> m.with(generic)));
    return CompiledCode.of(List.of(file)).types().iterator().next();
  }
}
