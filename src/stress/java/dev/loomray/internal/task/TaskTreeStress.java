package dev.loomray.internal.task;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.loomray.internal.base.Patience;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.L_Result;
import org.openjdk.jcstress.infra.results.ZI_Result;
import org.openjdk.jcstress.infra.results.ZZI_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Whatever is linked is reached by a stop, once, whichever comes first. */
final class TaskTreeStress {
  private static final Owner OWNER = StillOwner.withCpus(1);
  private static final Stop STOP = Stop.cancelled("it");

  private TaskTreeStress() {}

  private static TaskTree tree() {
    return new TaskTree(scope());
  }

  private static Scope scope() {
    return new Scope(OWNER, ScopeSettings.DEFAULT, null);
  }

  private static int linked(TaskTree tree) {
    int[] count = {0};
    tree.visit(visit -> count[0]++);
    return count[0];
  }

  /** A child is linked while an ancestor is stopped: it is refused, or stopped too. */
  @JCStressTest
  @Outcome(id = "true, 1", expect = ACCEPTABLE, desc = "linked, and stopped once")
  @Outcome(id = "false, 0", expect = ACCEPTABLE, desc = "refused")
  @Outcome(id = "true, 0", expect = FORBIDDEN, desc = "slipped through")
  @State
  public static class LinkAndStopAbove {
    private final TaskTree tree = tree();
    private final CountingNode top = new CountingNode(OWNER, tree).under(tree.root());
    private final CountingNode middle = new CountingNode(OWNER, tree).under(top);
    private final CountingNode child = new CountingNode(OWNER, tree);

    @Actor
    public void link(ZI_Result r) {
      r.r1 = tree.link(child, middle) == null;
    }

    @Actor
    public void stop() {
      tree.stop(top, STOP);
    }

    @Arbiter
    public void after(ZI_Result r) {
      r.r2 = child.stops();
    }
  }

  /** A node ends and gives its child away while an ancestor is stopped: the child is reached. */
  @JCStressTest
  @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "the node ended first")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "the node was stopped too")
  @Outcome(id = "0, .*", expect = FORBIDDEN, desc = "the child slipped through")
  @State
  public static class AdoptAndStopAbove {
    private final TaskTree tree = tree();
    private final CountingNode top = new CountingNode(OWNER, tree).under(tree.root());
    private final CountingNode middle = new CountingNode(OWNER, tree).under(top);
    private final CountingNode child = new CountingNode(OWNER, tree).under(middle);

    @Actor
    public void end() {
      middle.settle(Ref.NULL);
      tree.unlink(middle);
    }

    @Actor
    public void stop() {
      tree.stop(top, STOP);
    }

    @Arbiter
    public void after(II_Result r) {
      r.r1 = child.stops();
      r.r2 = middle.stops();
    }
  }

  /** A child is linked while its parent ends: it stands in the tree, and not below the parent. */
  @JCStressTest
  @Outcome(id = "true, false, 1", expect = ACCEPTABLE, desc = "adopted, and reached from above")
  @Outcome(id = ".*, true, .*", expect = FORBIDDEN, desc = "below a node that left the tree")
  @Outcome(id = "true, false, 0", expect = FORBIDDEN, desc = "lost from the tree")
  @State
  public static class LinkAndEndOfParent {
    private final TaskTree tree = tree();
    private final CountingNode parent = new CountingNode(OWNER, tree).under(tree.root());
    private final CountingNode child = new CountingNode(OWNER, tree);

    @Actor
    public void link(ZZI_Result r) {
      r.r1 = tree.link(child, parent) == null;
    }

    @Actor
    public void end() {
      parent.settle(Ref.NULL);
      tree.unlink(parent);
    }

    @Arbiter
    public void after(ZZI_Result r) {
      r.r2 = tree.isBelow(child, parent);
      tree.stop(tree.root(), STOP);
      r.r3 = child.stops();
    }
  }

  /** Two threads stop one node: one of them ends it, and all that is below it. */
  @JCStressTest
  @Outcome(id = "2, 0, 11", expect = ACCEPTABLE, desc = "the first ended both")
  @Outcome(id = "0, 2, 11", expect = ACCEPTABLE, desc = "the second ended both")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "shared, lost, or told twice")
  @State
  public static class StopAndStop {
    private final TaskTree tree = tree();
    private final CountingNode top = new CountingNode(OWNER, tree).under(tree.root());
    private final CountingNode child = new CountingNode(OWNER, tree).under(top);

    @Actor
    public void first(III_Result r) {
      r.r1 = tree.stop(top, STOP).size();
    }

    @Actor
    public void second(III_Result r) {
      r.r2 = tree.stop(top, STOP).size();
    }

    @Arbiter
    public void after(III_Result r) {
      r.r3 = 10 * top.stops() + child.stops();
    }
  }

  /** A node and its ancestor are stopped: each node is ended by one of the two. */
  @JCStressTest
  @Outcome(id = "3, 0, 111", expect = ACCEPTABLE, desc = "the ancestor first")
  @Outcome(id = "1, 2, 111", expect = ACCEPTABLE, desc = "the node first, with its child")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "torn, lost, or told twice")
  @State
  public static class StopAboveAndStopBelow {
    private final TaskTree tree = tree();
    private final CountingNode top = new CountingNode(OWNER, tree).under(tree.root());
    private final CountingNode middle = new CountingNode(OWNER, tree).under(top);
    private final CountingNode child = new CountingNode(OWNER, tree).under(middle);

    @Actor
    public void above(III_Result r) {
      r.r1 = tree.stop(top, STOP).size();
    }

    @Actor
    public void below(III_Result r) {
      r.r2 = tree.stop(middle, STOP).size();
    }

    @Arbiter
    public void after(III_Result r) {
      r.r3 = 100 * top.stops() + 10 * middle.stops() + child.stops();
    }
  }

  /** A task ends while its child goes on: nobody sees the scope quiet in between. */
  @JCStressTest
  @Outcome(id = "false, false", expect = ACCEPTABLE, desc = "the child was always seen")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "quiet although a task was left")
  @State
  public static class IsQuietAndAdopt {
    private final TaskTree tree = tree();
    private final Scope scope = scope();
    private final Task<String> parent = StillTask.unlinked(OWNER, StillTask.ONE_CPU, scope);
    private final Task<String> child = StillTask.unlinked(OWNER, StillTask.ONE_CPU, scope);

    public IsQuietAndAdopt() {
      tree.link(scope, tree.root());
      tree.link(parent, scope);
      tree.link(child, parent);
    }

    @Actor
    public void end() {
      tree.unlink(parent);
    }

    @Actor
    public void look(ZZ_Result r) {
      r.r1 = tree.isQuiet(scope);
      r.r2 = tree.isQuiet(tree.root());
    }
  }

  /** The last task of a scope ends while a thread begins to wait for that. */
  @JCStressTest
  @Outcome(id = "woken", expect = ACCEPTABLE, desc = "went on")
  @Outcome(id = "lost", expect = FORBIDDEN, desc = "slept on although the scope was quiet")
  @State
  public static class UnlinkAndAwaitQuiet {
    private final TaskTree tree = tree();
    private final Scope scope = scope();
    private final Task<String> task = StillTask.unlinked(OWNER, StillTask.ONE_CPU, scope);

    public UnlinkAndAwaitQuiet() {
      tree.link(scope, tree.root());
      tree.link(task, scope);
    }

    @Actor
    public void end() {
      tree.unlink(task);
    }

    @Actor
    public void await(L_Result r) {
      r.r1 = Patience.until(scope.changed(), () -> tree.isQuiet(scope));
    }
  }

  /** Two neighbours leave at the same time: the one between them stays, and is counted. */
  @JCStressTest
  @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "one was left, then none")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "the links are broken")
  @State
  public static class UnlinkAndUnlink {
    private final TaskTree tree = tree();
    private final CountingNode left = new CountingNode(OWNER, tree).under(tree.root());
    private final CountingNode between = new CountingNode(OWNER, tree).under(tree.root());
    private final CountingNode right = new CountingNode(OWNER, tree).under(tree.root());

    @Actor
    public void first() {
      tree.unlink(left);
    }

    @Actor
    public void second() {
      tree.unlink(right);
    }

    @Arbiter
    public void after(II_Result r) {
      r.r1 = linked(tree);
      tree.unlink(between);
      r.r2 = linked(tree);
    }
  }
}
