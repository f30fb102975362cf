package dev.loomray.internal.serial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.loomray.error.UnserializableException;
import java.beans.beancontext.BeanContextSupport;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Classes of the JDK that a few bytes make take all memory there is. */
class GreedyClassesTest {
  private final ValueCodec codec =
      new ValueCodec(Map.of(), GreedyClassesTest.class.getClassLoader());

  /** Ten marks on a letter that may come in any order: to compile it would take hours, and terabytes. */
  @Test
  void aPatternIsNotCompiledWhenItIsRead() {
    String text = "a\u0323\u0301\u0345\u0327\u0334\u0338\u031b\u0321\u0360\u05b0";
    byte[] evil = text.getBytes(StandardCharsets.UTF_8);
    byte[] plain = "b".repeat(evil.length).getBytes(StandardCharsets.UTF_8);
    byte[] bytes = codec.encode(Pattern.compile("b".repeat(21), Pattern.CANON_EQ)).bytes();
    System.arraycopy(evil, 0, bytes, indexOf(bytes, plain), evil.length);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    Pattern read = (Pattern) codec.decode(new Encoded(bytes, List.of()));
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(4 << 20);
    assertThat(read).isNotNull();
    assertThat(read.pattern()).isEqualTo(text);
    assertThat(read.flags()).isEqualTo(Pattern.CANON_EQ);
  }

  @Test
  @SuppressWarnings("removal")
  void aBeanContextIsNeitherWrittenNorRead() {
    BeanContextSupport context = new BeanContextSupport();
    assertThat(context.add("child")).isTrue();
    assertThatThrownBy(() -> codec.encode(context))
        .isInstanceOf(UnserializableException.class)
        .hasMessageContaining("it takes memory for what its stream claims");
    byte[] bytes = JavaStreams.value(JavaStreams.of(context));
    bytes[indexOf(bytes, new byte[] {0, 0, 0, 1})] = 0x3f; // it has a billion children
    assertThatThrownBy(() -> codec.decode(new Encoded(bytes, List.of())))
        .isInstanceOf(UnserializableException.class)
        .hasMessageStartingWith("cannot read a stored value: ")
        .hasMessageContaining("it takes memory for what its stream claims");
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    String all = new String(bytes, StandardCharsets.ISO_8859_1);
    int found = all.indexOf(new String(part, StandardCharsets.ISO_8859_1));
    assertThat(found).isNotNegative();
    return found;
  }
}
