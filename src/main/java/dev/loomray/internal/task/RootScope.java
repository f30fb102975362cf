package dev.loomray.internal.task;

import java.util.concurrent.StructuredTaskScope;
import java.util.concurrent.StructuredTaskScope.Joiner;
import java.util.concurrent.ThreadFactory;

/**
 * The {@link StructuredTaskScope} in which every task of a Ray runs; the only class that touches a preview API, loaded by
 * name. It keeps nothing of a thread that has ended.
 */
final class RootScope implements Forks {
  // only the thread that opened it
  private final StructuredTaskScope<Void, Void> scope;

  private RootScope(StructuredTaskScope<Void, Void> scope) {
    this.scope = scope;
  }

  /** The way to open one, found by name. */
  static Forks.Opener opener() {
    return RootScope::open;
  }

  private static Forks open(String name, ThreadFactory threads) {
    return new RootScope(
        StructuredTaskScope.open(
            Joiner.<Void>awaitAll(), config -> config.withName(name).withThreadFactory(threads)));
  }

  @Override
  public void fork(Runnable body) {
    scope.fork(body);
  }

  @Override
  public void joinAndClose() throws InterruptedException {
    try (scope) {
      scope.join();
    }
  }
}
