package dev.loomray.internal.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TaskTreeTest {
  private final Home home = Home.open(1);
  private final Scope root = new Scope(home.owner, ScopeSettings.DEFAULT, null);
  private final TaskTree tree = new TaskTree(root);

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void visitsParentsFirstWithTheirDepth() {
    Leaf a = linked("a", root);
    Leaf b = linked("b", a);
    linked("c", b);
    linked("d", root);
    List<String> lines = visited();
    assertThat(lines).containsExactlyInAnyOrder("0 a", "1 b", "2 c", "0 d");
    assertThat(lines).containsSubsequence("0 a", "1 b", "2 c");
  }

  @Test
  void knowsWhatStandsBelowWhat() {
    Leaf a = linked("a", root);
    Leaf b = linked("b", a);
    Leaf c = linked("c", root);
    assertThat(tree.isBelow(b, a)).isTrue();
    assertThat(tree.isBelow(b, root)).isTrue();
    assertThat(tree.isBelow(a, b)).isFalse();
    assertThat(tree.isBelow(a, a)).isFalse();
    assertThat(tree.isBelow(c, a)).isFalse();
  }

  @Test
  void theChildrenOfANodeThatLeavesAreAdoptedByItsParent() {
    Leaf a = linked("a", root);
    Leaf b = linked("b", a);
    Leaf c = linked("c", b);
    tree.unlink(b);
    assertThat(c.parent()).isSameAs(a);
    assertThat(b.parent()).isNull();
    assertThat(Siblings.first(b)).isNull();
    assertThat(visited()).containsExactly("0 a", "1 c");
  }

  @Test
  void leavingTwiceOrWithoutHavingComeDoesNothing() {
    Leaf a = linked("a", root);
    tree.unlink(a);
    tree.unlink(a);
    tree.unlink(new Leaf(home.owner, "stranger"));
    tree.unlink(root);
    assertThat(visited()).isEmpty();
  }

  @Test
  void aNodeThatLeftHoldsNobody() {
    Leaf parent = linked("parent", root);
    Leaf older = linked("older", parent);
    Leaf middle = linked("middle", parent);
    Leaf newer = linked("newer", parent);
    tree.unlink(middle);
    assertThat(middle)
        .extracting(Node::parent, n -> n.children, Siblings::first)
        .containsOnlyNulls();
    assertThat(visited()).containsExactlyInAnyOrder("0 parent", "1 older", "1 newer");
    tree.unlink(newer);
    tree.unlink(older);
    assertThat(Siblings.first(parent)).isNull();
  }

  @Test
  void aNodeThatLeftKeepsNoLinksOfChildrenThatLeftBefore() {
    Leaf parent = linked("parent", root);
    List<Leaf> children = IntStream.range(0, 1_000).mapToObj(i -> linked("c" + i, parent)).toList();
    children.forEach(tree::unlink);
    tree.unlink(parent);
    assertThat(parent.children).isNull();
  }

  @Test
  void stopReachesAllDescendantsAndTellsEachOnce() {
    Leaf a = linked("a", root);
    Leaf b = linked("b", a);
    Leaf c = linked("c", b);
    Leaf other = linked("other", root);
    List<Node<?>> ended = tree.stop(a, Stop.cancelled("task a"));
    assertThat(ended).containsExactlyInAnyOrder(a, b, c);
    assertThat(List.of(a, b, c)).extracting(leaf -> leaf.stops).containsOnly(1);
    assertThat(a.failed().message()).isEqualTo("task a was cancelled by cancel()");
    assertThat(c.failed().message())
        .isEqualTo("task c was cancelled: its parent task a was cancelled");
    assertThat(other.isSettled()).isFalse();
    assertThat(tree.stop(a, Stop.cancelled("task a"))).isEmpty();
    assertThat(a.stops).isEqualTo(1);
  }

  @Test
  void stoppingWhatHasEndedLeavesItsChildrenAlone() {
    Leaf a = linked("a", root);
    Leaf b = linked("b", a);
    a.settle("value");
    assertThat(tree.stop(a, Stop.cancelled("task a"))).isEmpty();
    assertThat(b.isSettled()).isFalse();
  }

  @Test
  void descendantsOfAChildThatHasEndedAreReached() {
    Leaf a = linked("a", root);
    Leaf b = linked("b", a);
    Leaf c = linked("c", b);
    b.settle("value");
    assertThat(tree.stop(a, Stop.cancelled("task a"))).containsExactlyInAnyOrder(a, c);
    assertThat(b.stops).isZero();
  }

  @Test
  void aFailedAttemptStopsItsChildrenAndNotItself() {
    Leaf a = linked("a", root);
    Leaf b = linked("b", a);
    assertThat(tree.stop(a, Stop.attemptFailed("task a", 2))).containsExactly(b);
    assertThat(a.isSettled()).isFalse();
    assertThat(b.failed().message()).isEqualTo("task b was cancelled: attempt 2 of task a failed");
  }

  @Test
  void whatIsSubmittedBelowAStoppedNodeIsNotLinked() {
    Leaf a = linked("a", root);
    tree.stop(a, Stop.cancelled("task a"));
    Leaf late = new Leaf(home.owner, "late");
    assertThat(tree.link(late, a)).isSameAs(a.stop).isNotNull();
    assertThat(visited()).containsExactly("0 a");
    assertThat(late.parent()).isNull();
  }

  @Test
  void whatIsSubmittedBelowAnEndedNodeGoesToTheNearestThatHasNotEnded() {
    Leaf a = linked("a", root);
    Leaf b = linked("b", a);
    Leaf c = linked("c", b);
    b.settle("value");
    c.settle("value");
    Leaf late = linked("late", c);
    assertThat(late.parent()).isSameAs(a);
    tree.stop(a, Stop.cancelled("task a"));
    assertThat(tree.link(new Leaf(home.owner, "later"), c)).isSameAs(a.stop).isNotNull();
  }

  @Test
  void whatIsSubmittedBelowANodeThatLeftHangsFromTheRoot() {
    Leaf a = linked("a", root);
    a.settle("value");
    tree.unlink(a);
    assertThat(linked("late", a).parent()).isSameAs(root);
  }

  @Test
  void onlyTasksKeepAScopeFromBeingQuiet() {
    Scope scope = scope(root);
    linked("timer", scope);
    Scope inner = scope(scope);
    assertThat(tree.isQuiet(scope)).isTrue();
    Task<Object> task = home.idle(Settings.DEFAULT);
    tree.link(task, inner);
    assertThat(tree.isQuiet(scope)).isFalse();
    assertThat(tree.isQuiet(root)).isFalse();
    tree.unlink(task);
    assertThat(tree.isQuiet(root)).isTrue();
  }

  @Test
  void listsTheScopesDirectlyBelowANode() {
    Leaf a = linked("a", root);
    Scope first = scope(a);
    scope(first);
    Scope second = scope(a);
    linked("b", a);
    assertThat(tree.scopesOf(a)).containsExactlyInAnyOrder(first, second);
  }

  @Test
  void aTreeOfAHundredThousandLevelsNeedsNoStack() {
    Node<?> at = root;
    List<Leaf> all = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      Leaf next = linked("n" + i, at);
      all.add(next);
      at = next;
    }
    assertThat(visited()).hasSize(100_000);
    assertThat(tree.isBelow(at, all.getFirst())).isTrue();
    assertThat(tree.stop(all.getFirst(), Stop.rayClosed())).hasSize(100_000);
  }

  @Test
  void threadsThatComeAndGoLeaveNothingBehind() throws Exception {
    List<Thread> threads =
        IntStream.range(0, 4).mapToObj(i -> Thread.ofVirtual().start(() -> comeAndGo(i))).toList();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(visited()).isEmpty();
    assertThat(Siblings.first(root)).isNull();
  }

  private void comeAndGo(int number) {
    for (int i = 0; i < 2_000; i++) {
      Leaf parent = linked("parent " + number, root);
      Leaf child = linked("child " + number, parent);
      tree.unlink(i % 2 == 0 ? parent : child);
      tree.unlink(i % 2 == 0 ? child : parent);
    }
  }

  private Scope scope(Node<?> parent) {
    Scope scope = new Scope(home.owner, ScopeSettings.DEFAULT, null);
    assertThat(tree.link(scope, parent)).isNull();
    return scope;
  }

  private Leaf linked(String name, Node<?> parent) {
    Leaf leaf = new Leaf(home.owner, name);
    assertThat(tree.link(leaf, parent)).isNull();
    return leaf;
  }

  private List<String> visited() {
    List<String> lines = new ArrayList<>();
    tree.visit(visit -> lines.add(visit.depth() + " " + visit.node().name()));
    return lines;
  }
}
