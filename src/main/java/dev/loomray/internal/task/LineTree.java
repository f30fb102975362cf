package dev.loomray.internal.task;

import org.jspecify.annotations.Nullable;

/**
 * Lines in the order of their first tasks, by priority and then by age, among which the first that fits is found without
 * a look at those that do not.
 *
 * <p>It is a treap (Seidel and Aragon, 1996): a binary tree in order, and by weight a heap, so that it is as deep as one
 * that was built in random order. Each node knows the least amount of each resource that its subtree asks for; where
 * even that is not there, nothing in the subtree fits. For requests of one resource this finds a line in the time that
 * the tree is deep; those that fit by one resource and not by another are looked at in vain.
 */
final class LineTree {
  private @Nullable Line root;

  /** Adds a line that has tasks, in the place of the first of them. */
  void add(Line line) {
    line.oldest = line.tasks.firstEntry().getValue();
    line.left = null;
    line.right = null;
    root = add(root, line);
  }

  /** Takes out a line that is there, before its first task changes. */
  void remove(Line line) {
    root = remove(root, line);
  }

  /** The first line that asks for no more than this of each resource; null if there is none. */
  @Nullable Line first(long[] room) {
    return first(root, room);
  }

  private static Line add(@Nullable Line top, Line line) {
    if (top == null) {
      return refreshed(line);
    }
    if (line.isBefore(top)) {
      Line left = add(top.left, line);
      top.left = left;
      return left.weight > top.weight ? turnRight(top, left) : refreshed(top);
    }
    Line right = add(top.right, line);
    top.right = right;
    return right.weight > top.weight ? turnLeft(top, right) : refreshed(top);
  }

  private static Line turnRight(Line top, Line left) {
    top.left = left.right;
    left.right = refreshed(top);
    return refreshed(left);
  }

  private static Line turnLeft(Line top, Line right) {
    top.right = right.left;
    right.left = refreshed(top);
    return refreshed(right);
  }

  private static @Nullable Line remove(@Nullable Line top, Line line) {
    if (top == null) {
      throw new IllegalStateException("a line that is not in the tree: " + line.kind);
    }
    if (top == line) {
      return joined(line.left, line.right);
    }
    if (line.isBefore(top)) {
      top.left = remove(top.left, line);
    } else {
      top.right = remove(top.right, line);
    }
    return refreshed(top);
  }

  private static @Nullable Line joined(@Nullable Line before, @Nullable Line after) {
    if (before == null) {
      return after;
    }
    if (after == null) {
      return before;
    }
    if (before.weight > after.weight) {
      before.right = joined(before.right, after);
      return refreshed(before);
    }
    after.left = joined(before, after.left);
    return refreshed(after);
  }

  private static @Nullable Line first(@Nullable Line top, long[] room) {
    if (top == null || !fits(top.least, room)) {
      return null;
    }
    Line before = first(top.left, room);
    if (before != null) {
      return before;
    }
    return fits(top.wanted, room) ? top : first(top.right, room);
  }

  private static boolean fits(long[] wanted, long[] room) {
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i] > room[i]) {
        return false;
      }
    }
    return true;
  }

  private static Line refreshed(Line top) {
    long[] least = top.least;
    System.arraycopy(top.wanted, 0, least, 0, least.length);
    lower(least, top.left);
    lower(least, top.right);
    return top;
  }

  /** To what a subtree asks for; a resource that it does not know, it does not ask for. */
  private static void lower(long[] least, @Nullable Line below) {
    if (below != null) {
      for (int i = 0; i < least.length; i++) {
        least[i] = i < below.least.length ? Math.min(least[i], below.least[i]) : 0;
      }
    }
  }
}
