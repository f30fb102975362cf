package dev.loomray.internal.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.loomray.internal.task.Placement.NodeView;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlacementTest {
  private static final NodeView SMALL =
      new NodeView("small", Resources.NONE.with("cpus", 2).with("gpus", 1));
  private static final NodeView LARGE = new NodeView("large", Resources.NONE.with("cpus", 8));
  private static final List<NodeView> BOTH = List.of(SMALL, LARGE);

  @Test
  void takesTheFirstNodeThatCanEverMeetTheRequest() {
    assertThat(Placement.place(BOTH, Resources.NONE)).isEqualTo(SMALL);
    assertThat(Placement.place(BOTH, Resources.NONE.with("cpus", 2))).isEqualTo(SMALL);
    assertThat(Placement.place(BOTH, Resources.NONE.with("cpus", 2.0001))).isEqualTo(LARGE);
    assertThat(Placement.place(BOTH, Resources.NONE.with("gpus", 1))).isEqualTo(SMALL);
  }

  @Test
  void refusesWhatNoNodeHasEnoughOf() {
    refused(
        Resources.NONE.with("cpus", 8.5),
        "expected at most 8, which is all there is (see RayConfig) for cpus, found cpus=8.5");
    refused(
        Resources.NONE.with("cpus", 1).withOwn("disk", 3),
        "expected at most 0, which is all there is (see RayConfig) for disk, found disk=3");
  }

  @Test
  void refusesWhatNoSingleNodeHas() {
    refused(
        Resources.NONE.with("cpus", 4).with("gpus", 1),
        "expected a request that one node can meet for resources, found resources=cpus=4 gpus=1");
  }

  private static void refused(Resources request, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Placement.place(BOTH, request))
        .withMessage(message);
  }
}
