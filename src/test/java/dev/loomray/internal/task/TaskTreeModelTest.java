package dev.loomray.internal.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** The tree against a map from each linked node to its parent. */
class TaskTreeModelTest {
  private static final int STEPS = 500;

  private final Home home = Home.open(1);
  private final Scope root = new Scope(home.owner, ScopeSettings.DEFAULT, null);
  private final TaskTree tree = new TaskTree(root);
  private final List<Node<?>> ever = new ArrayList<>(List.of(root));
  private final Map<Node<?>, Node<?>> parents = new HashMap<>();

  @AfterEach
  void close() {
    home.close();
  }

  @RepeatedTest(20)
  void doesWhatAMapOfParentsDoes(RepetitionInfo seed) {
    Random random = new Random(seed.getCurrentRepetition());
    for (int i = 0; i < STEPS; i++) {
      Node<?> node = ever.get(random.nextInt(ever.size()));
      switch (random.nextInt(8)) {
        case 0, 1, 2 -> link(node);
        case 3 -> finish(node);
        case 4, 5 -> unlink(node);
        case 6 -> stop(node, Stop.attemptFailed("task", 1), false);
        default -> stopIfSmall(node, random);
      }
      compare(random);
    }
  }

  private void link(Node<?> parent) {
    Leaf leaf = new Leaf(home.owner, "n" + ever.size());
    Node<?> under = parent;
    while (under != root && under.isSettled() && under.stop == null) {
      under = parents.getOrDefault(under, root);
    }
    Stop stopped = tree.link(leaf, parent);
    assertThat(stopped).isSameAs(under.stop);
    if (stopped == null) {
      parents.put(leaf, under);
      ever.add(leaf);
    }
  }

  private void finish(Node<?> node) {
    if (node != root) {
      node.settle("value");
    }
  }

  private void unlink(Node<?> node) {
    if (!node.isSettled() || node == root) {
      return;
    }
    tree.unlink(node);
    Node<?> parent = parents.remove(node);
    if (parent != null) {
      parents.replaceAll((_, above) -> above == node ? parent : above);
    }
  }

  /** Stops a node and its descendants, but rarely half of the tree. */
  private void stopIfSmall(Node<?> node, Random random) {
    if (node != root && (below(node).size() < 5 || random.nextInt(20) == 0)) {
      stop(node, Stop.cancelled("task"), true);
    }
  }

  private void stop(Node<?> node, Stop stop, boolean self) {
    if (node == root || below(node).size() > 5) {
      return;
    }
    Set<Node<?>> expected = new HashSet<>();
    if (!self || !node.isSettled()) {
      below(node).stream().filter(n -> !n.isSettled()).forEach(expected::add);
    }
    if (self && !node.isSettled()) {
      expected.add(node);
    }
    assertThat(tree.stop(node, stop)).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(expected).allMatch(n -> n.failed() != null && ((Leaf) n).stops == 1);
  }

  private void compare(Random random) {
    Map<Node<?>, Integer> depths = new HashMap<>();
    tree.visit(visit -> depths.put(visit.node(), visit.depth()));
    assertThat(depths.keySet()).isEqualTo(parents.keySet());
    depths.forEach(
        (node, depth) -> {
          assertThat(node.parent()).isSameAs(parents.get(node));
          assertThat(depth).isEqualTo(ancestors(node).size() - 1);
        });
    Node<?> a = ever.get(random.nextInt(ever.size()));
    Node<?> b = ever.get(random.nextInt(ever.size()));
    assertThat(tree.isBelow(a, b)).isEqualTo(ancestors(a).contains(b));
  }

  private List<Node<?>> ancestors(Node<?> node) {
    List<Node<?>> above = new ArrayList<>();
    for (Node<?> at = parents.get(node); at != null; at = parents.get(at)) {
      above.add(at);
    }
    return above;
  }

  private Set<Node<?>> below(Node<?> node) {
    Set<Node<?>> found = new HashSet<>();
    parents.keySet().stream().filter(n -> ancestors(n).contains(node)).forEach(found::add);
    return found;
  }
}
