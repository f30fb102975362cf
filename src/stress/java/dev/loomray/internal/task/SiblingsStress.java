package dev.loomray.internal.task;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.Iterator;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIZ_Result;
import org.openjdk.jcstress.infra.results.IZ_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** The list of children: who has come and not left stands in it once, whoever sweeps meanwhile. */
final class SiblingsStress {
  private static final Owner OWNER = StillOwner.withCpus(1);
  // elements of 4, 8, 16 and 32 seats: who comes next adds the fifth, and sweeps
  private static final int BUDGET = 4 + 8 + 16 + 32;
  // in the third element, where all others have left
  private static final int LEAVER = 20;

  private SiblingsStress() {}

  private static int count(Node<?> parent, Node<?> child) {
    int count = 0;
    for (Iterator<Node<?>> all = Siblings.of(parent); all.hasNext(); ) {
      count += all.next() == child ? 1 : 0;
    }
    return count;
  }

  private static int count(Node<?> parent) {
    int count = 0;
    for (Iterator<Node<?>> all = Siblings.of(parent); all.hasNext(); all.next()) {
      count++;
    }
    return count;
  }

  /** Two come, of which one sweeps, while one leaves that sits alone behind and before others. */
  @JCStressTest
  @Outcome(id = "4, 0, true", expect = ACCEPTABLE, desc = "who stayed and who came, once each")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "lost, doubled, or still there")
  @State
  public static class SweepAndPushAndLeave {
    private final TaskTree tree = new TaskTree(new Scope(OWNER, ScopeSettings.DEFAULT, null));
    private final CountingNode parent = new CountingNode(OWNER, tree);
    private final CountingNode[] before = new CountingNode[BUDGET];
    private final CountingNode first = new CountingNode(OWNER, tree);
    private final CountingNode second = new CountingNode(OWNER, tree);

    public SweepAndPushAndLeave() {
      for (int i = 0; i < BUDGET; i++) {
        before[i] = new CountingNode(OWNER, tree);
        Siblings.push(before[i], parent);
      }
      for (int i = 1; i < BUDGET - 1; i++) {
        if (i != LEAVER) {
          Siblings.leave(before[i]);
        }
      }
    }

    @Actor
    public void first() {
      Siblings.push(first, parent);
    }

    @Actor
    public void leaveAndSecond() {
      Siblings.leave(before[LEAVER]);
      Siblings.push(second, parent);
    }

    @Arbiter
    public void after(IIZ_Result r) {
      r.r1 = count(parent);
      r.r2 = count(parent, before[LEAVER]);
      r.r3 = count(parent, first) == 1 && count(parent, second) == 1;
    }
  }

  /** A child ends, and gives its own child to a parent that ends in the same moment. */
  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "the grandchild stands below the root")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "it stands below one that has left")
  @State
  public static class EndAndEnd {
    private final Scope root = new Scope(OWNER, ScopeSettings.DEFAULT, null);
    private final TaskTree tree = new TaskTree(root);
    private final CountingNode parent = new CountingNode(OWNER, tree);
    private final CountingNode child = new CountingNode(OWNER, tree);
    private final CountingNode grandchild = new CountingNode(OWNER, tree);

    public EndAndEnd() {
      Siblings.push(parent, root);
      Siblings.push(child, parent);
      for (int i = 0;
          i < BUDGET;
          i++) { // a look passes over their seats before it comes to the child's
        CountingNode gone = new CountingNode(OWNER, tree);
        Siblings.push(gone, parent);
        Siblings.leave(gone);
      }
      Siblings.push(grandchild, child);
    }

    @Actor
    public void child() {
      tree.unlink(child);
    }

    @Actor
    public void parent() {
      tree.unlink(parent);
    }

    @Arbiter
    public void after(I_Result r) {
      r.r1 = count(root, grandchild);
    }
  }

  /** One comes while the only other leaves and somebody looks, which drops empty links. */
  @JCStressTest
  @Outcome(id = "1, true", expect = ACCEPTABLE, desc = "who came is there")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "dropped with the empty ones")
  @State
  public static class LookAndPushAndLeave {
    private final TaskTree tree = new TaskTree(new Scope(OWNER, ScopeSettings.DEFAULT, null));
    private final CountingNode parent = new CountingNode(OWNER, tree);
    private final CountingNode old = new CountingNode(OWNER, tree);
    private final CountingNode fresh = new CountingNode(OWNER, tree);

    public LookAndPushAndLeave() {
      Siblings.push(old, parent);
    }

    @Actor
    public void leave() {
      Siblings.leave(old);
      Siblings.first(parent);
    }

    @Actor
    public void push() {
      Siblings.push(fresh, parent);
    }

    @Arbiter
    public void after(IZ_Result r) {
      r.r1 = count(parent);
      r.r2 = count(parent, fresh) == 1;
    }
  }

  /** A child leaves while its parent does, which gives it away: it is nowhere, and holds nobody. */
  @JCStressTest
  @Outcome(id = "0, 0, true", expect = ACCEPTABLE, desc = "both have left")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "left behind in one of the lists")
  @State
  public static class MoveAndLeave {
    private final TaskTree tree = new TaskTree(new Scope(OWNER, ScopeSettings.DEFAULT, null));
    private final CountingNode parent = new CountingNode(OWNER, tree).under(tree.root());
    private final CountingNode child = new CountingNode(OWNER, tree).under(parent);

    @Actor
    public void parent() {
      parent.settle(Ref.NULL);
      tree.unlink(parent);
    }

    @Actor
    public void child() {
      child.settle(Ref.NULL);
      tree.unlink(child);
    }

    @Arbiter
    public void after(IIZ_Result r) {
      r.r1 = count(tree.root());
      r.r2 = count(parent);
      r.r3 = child.parent() == null && parent.siblings == null;
    }
  }
}
