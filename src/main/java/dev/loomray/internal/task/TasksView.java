package dev.loomray.internal.task;

import dev.loomray.ObjectRef;
import dev.loomray.Tasks;
import dev.loomray.function.Fn;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a Ray or a scope with certain options.
 *
 * @param submission starts the tasks
 * @param settings their options
 * @param scope the scope they belong to, or null for the current task's children
 */
record TasksView(Submission submission, Settings settings, @Nullable ScopeView scope)
    implements Tasks {
  @Override
  public <R extends @Nullable Object> ObjectRef<R> submit(
      Fn fn, int refMask, @Nullable Object... args) {
    Node<?> parent = scope == null ? submission.parent() : scope.node();
    return submission.submit(settings, parent, fn, refMask, args);
  }
}
