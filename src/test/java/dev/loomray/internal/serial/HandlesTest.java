package dev.loomray.internal.serial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.TaskScope;
import dev.loomray.Tasks;
import dev.loomray.error.UnserializableException;
import dev.loomray.function.Fn0;
import java.io.Serial;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Refs, Rays and scopes inside values come back as themselves. */
class HandlesTest {
  private final ValueCodec codec = new ValueCodec(Map.of(), HandlesTest.class.getClassLoader());

  static <T> T stub(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            HandlesTest.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, args) ->
                switch (method.getName()) {
                  case "hashCode" -> System.identityHashCode(proxy);
                  case "equals" -> proxy == args[0];
                  default -> type.getSimpleName();
                }));
  }

  static final class Holder {
    final Ray ray = stub(Ray.class);
    final ObjectRef<?> ref = stub(ObjectRef.class);
    final List<Object> more = new ArrayList<>(List.of(ref, stub(Tasks.class)));
  }

  @Test
  void aHandleAloneIsItself() {
    TaskScope scope = stub(TaskScope.class);
    Encoded encoded = codec.encode(scope);
    assertThat(encoded.handles()).containsExactly(scope);
    assertThat(codec.decode(encoded)).isSameAs(scope);
  }

  @Test
  void handlesInsideAreListedOnce() {
    Holder holder = new Holder();
    Encoded encoded = codec.encode(holder);
    assertThat(encoded.handles()).hasSize(3).contains(holder.ray, holder.ref, holder.more.get(1));
    Holder copy = (Holder) codec.decode(encoded);
    assertThat(copy).isNotSameAs(holder);
    assertThat(copy.ray).isSameAs(holder.ray);
    assertThat(copy.ref).isSameAs(holder.ref);
    assertThat(copy.more).isEqualTo(holder.more).isNotSameAs(holder.more);
  }

  @Test
  void aLambdaMayCaptureThem() throws Exception {
    Ray ray = stub(Ray.class);
    ObjectRef<?> ref = stub(ObjectRef.class);
    Fn0<List<Object>> lambda = () -> List.of(ray, ref);
    Encoded encoded = codec.encode(lambda);
    assertThat(encoded.handles()).containsExactly(ray, ref);
    @SuppressWarnings("unchecked")
    Fn0<List<Object>> copy = (Fn0<List<Object>>) codec.decode(encoded);
    assertThat(copy).isNotNull();
    assertThat(copy.call()).containsExactly(ray, ref);
  }

  static final class Lost extends Exception {
    @Serial private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // the point
    final ObjectRef<?> ref = stub(ObjectRef.class);
  }

  @Test
  void anExceptionMayHoldThem() {
    Lost lost = new Lost();
    Lost copy = (Lost) codec.decode(codec.encode(lost));
    assertThat(copy).isNotNull().isNotSameAs(lost);
    assertThat(copy.ref).isSameAs(lost.ref);
  }

  @Test
  void bytesWithoutTheirHandlesAreRefused() {
    Encoded encoded = codec.encode(new Holder());
    assertThatThrownBy(() -> codec.decode(new Encoded(encoded.bytes(), List.of())))
        .isInstanceOf(UnserializableException.class)
        .hasMessageContaining("handle 0 of 0");
  }
}
