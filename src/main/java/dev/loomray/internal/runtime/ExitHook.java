package dev.loomray.internal.runtime;

import dev.loomray.internal.base.Threads;
import dev.loomray.internal.task.Owner;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Closes a Ray that its program left open when the JVM ends, and says what was cut.
 *
 * <p>It says so on standard error: the handlers of the system logger are taken down by a hook of their own at the same
 * time.
 */
final class ExitHook {
  private static final long LIMIT_NANOS = TimeUnit.MILLISECONDS.toNanos(700);
  private static final int NAMED = 5;

  private final Runnable removal;

  private ExitHook(Runnable removal) {
    this.removal = removal;
  }

  static ExitHook install(String name, Owner owner, Threads threads) {
    return new ExitHook(threads.onExit("loomray-" + name + "-exit", () -> run(name, owner)));
  }

  void remove() {
    removal.run();
  }

  private static void run(String name, Owner owner) {
    List<String> cut = owner.lifecycle().exit(LIMIT_NANOS);
    if (!cut.isEmpty()) {
      String more = cut.size() > NAMED ? ", ..." : "";
      String names = String.join(", ", cut.subList(0, Math.min(NAMED, cut.size())));
      System.err.println(
          "loomray: the JVM ended before Ray "
              + name
              + " was closed: cut "
              + cut.size()
              + " unfinished tasks ("
              + names
              + more
              + ")");
    }
  }
}
