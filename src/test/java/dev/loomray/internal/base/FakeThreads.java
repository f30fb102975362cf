package dev.loomray.internal.base;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;

/** Real threads, some of which a test holds back, and hooks that run when a test says so. */
public final class FakeThreads implements Threads {
  private final Threads real = Environment.system(0).threads();
  private final Queue<Thread> held = new ConcurrentLinkedQueue<>();
  private final Map<String, Runnable> hooks = new ConcurrentHashMap<>();
  private final ThreadFactory virtual;
  private volatile boolean holding;

  /** Ordinary virtual threads. */
  public FakeThreads() {
    this.virtual = real.virtual();
  }

  /** Virtual threads from a factory of the test. */
  public FakeThreads(ThreadFactory virtual) {
    this.virtual = virtual;
  }

  /** Starts no daemon from now on. */
  public FakeThreads hold() {
    holding = true;
    return this;
  }

  /** Starts what was held back. */
  public void release() {
    holding = false;
    for (Thread next = held.poll(); next != null; next = held.poll()) {
      next.start();
    }
  }

  @Override
  public Thread startDaemon(String name, Runnable body) {
    if (!holding) {
      return real.startDaemon(name, body);
    }
    Thread thread = Thread.ofPlatform().daemon().name(name).unstarted(body);
    held.add(thread);
    return thread;
  }

  @Override
  public ThreadFactory virtual() {
    return virtual;
  }

  @Override
  public int processors() {
    return real.processors();
  }

  @Override
  public Runnable onExit(String name, Runnable hook) {
    hooks.put(name, hook);
    return () -> hooks.remove(name);
  }

  /** The names of the hooks. */
  public List<String> hooks() {
    return List.copyOf(hooks.keySet());
  }

  /** Runs a hook as the end of the JVM would. */
  public void exit(String name) {
    hooks.get(name).run();
  }
}
