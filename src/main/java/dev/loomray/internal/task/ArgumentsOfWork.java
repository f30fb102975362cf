package dev.loomray.internal.task;

import dev.loomray.MemoryReport.Reference;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which objects unfinished work has as arguments, for reports. */
final class ArgumentsOfWork {
  private final Map<Long, Reference> found = new HashMap<>();

  private ArgumentsOfWork() {}

  static Map<Long, Reference> of(Owner owner) {
    ArgumentsOfWork arguments = new ArgumentsOfWork();
    owner
        .tree()
        .visit(
            visit -> {
              if (visit.node() instanceof Execution<?> work) {
                arguments.add(work);
              }
            });
    return arguments.found;
  }

  private void add(Execution<?> work) {
    @Nullable Call call = work.runner() == null ? work.call() : null;
    if (!(call instanceof Invocation invocation)) {
      return;
    }
    Reference kind = work instanceof Task ? Reference.USED_BY_PENDING_TASK : Reference.ACTOR_HANDLE;
    for (int i = 0; i < invocation.count(); i++) {
      if (invocation.isRef(i)) {
        found.put(invocation.ref(i).sequence(), kind);
      }
    }
  }
}
