package dev.loomray.internal.task;

import dev.loomray.internal.base.Require;
import java.util.List;

/** Where a task goes: a pure function of what each node has and what the task asks for. */
final class Placement {
  private Placement() {}

  /**
   * A node.
   *
   * @param name its name
   * @param total what it has when nothing runs
   */
  record NodeView(String name, Resources total) {}

  /**
   * The first node that can ever meet the request.
   *
   * @throws IllegalArgumentException naming the resource, what is wanted and what there is
   */
  static NodeView place(List<NodeView> nodes, Resources request) {
    for (NodeView node : nodes) {
      if (request.units().entrySet().stream()
          .allMatch(e -> e.getValue() <= node.total.of(e.getKey()))) {
        return node;
      }
    }
    for (var wanted : request.units().entrySet()) {
      long most = nodes.stream().mapToLong(node -> node.total.of(wanted.getKey())).max().orElse(0);
      if (wanted.getValue() > most) {
        throw Require.refused(
            wanted.getKey(),
            "at most " + Resources.text(most) + ", which is all there is (see RayConfig)",
            Resources.text(wanted.getValue()));
      }
    }
    throw Require.refused("resources", "a request that one node can meet", request);
  }
}
