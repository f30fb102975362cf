package dev.loomray.internal.base;

import java.util.concurrent.ThreadFactory;

/** Real threads, all of them daemons. */
final class SystemThreads implements Threads {
  @Override
  public Thread startDaemon(String name, Runnable body) {
    return Thread.ofPlatform()
        .daemon()
        .name(name)
        .inheritInheritableThreadLocals(false)
        .start(body);
  }

  @Override
  public ThreadFactory virtual() {
    return Thread.ofVirtual().inheritInheritableThreadLocals(false).factory();
  }

  @Override
  public int processors() {
    return Runtime.getRuntime().availableProcessors();
  }

  @Override
  public Runnable onExit(String name, Runnable hook) {
    Thread thread =
        Thread.ofPlatform().name(name).inheritInheritableThreadLocals(false).unstarted(hook);
    Runtime.getRuntime().addShutdownHook(thread);
    return () -> remove(thread);
  }

  private static void remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyShuttingDown) {
      // the hook runs or has run: closing the Ray twice is harmless
    }
  }
}
