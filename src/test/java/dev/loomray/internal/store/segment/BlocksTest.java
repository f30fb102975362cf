package dev.loomray.internal.store.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loomray.internal.base.FakeReports;
import dev.loomray.internal.base.FakeStorage;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BlocksTest {
  private final Blocks blocks = new Blocks();
  private Segment segment;

  @BeforeEach
  void somewhere() throws IOException {
    SegmentDescriptor one = new SegmentDescriptor(SegmentDescriptor.PAGE, 1);
    var files = new FakeStorage().open(null, new FakeReports());
    segment = new Segment(0, files.create(0, one.fileBytes()), one);
  }

  @Test
  void eachHasANumberThatIsGivenAgain() {
    Map<Integer, Block> model = new HashMap<>();
    Random random = new Random(3);
    int most = 0;
    for (int i = 0; i < 2_000; i++) {
      if (model.isEmpty() || random.nextInt(100) < 55) {
        Block block = new Block(segment, 0, 1, i);
        blocks.reserve();
        assertThat(model.put(blocks.add(block), block)).isNull();
      } else {
        int number = model.keySet().stream().skip(random.nextInt(model.size())).findFirst().get();
        blocks.remove(number);
        assertThat(blocks.get(number)).isNull();
        model.remove(number);
      }
      most = Math.max(most, model.size());
      assertThat(blocks.size()).isEqualTo(model.size());
    }
    model.forEach((number, block) -> assertThat(blocks.get(number)).isSameAs(block));
    assertThat(highest(model)).isLessThan(most);
  }

  private static int highest(Map<Integer, Block> model) {
    return model.keySet().stream().mapToInt(i -> i).max().orElse(0);
  }
}
