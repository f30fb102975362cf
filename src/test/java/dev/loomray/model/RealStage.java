package dev.loomray.model;

import dev.loomray.Engine;
import dev.loomray.Ray;
import dev.loomray.RayConfig;
import dev.loomray.internal.base.Environment;
import dev.loomray.internal.base.Reports;
import dev.loomray.internal.base.Threads;
import dev.loomray.internal.runtime.Boot;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/** Real threads in real time, counted; each engine in turn. */
final class RealStage implements Stage {
  private final Environment real = Environment.system(1);
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final AtomicLong alive = new AtomicLong();
  private final AtomicLong engines = new AtomicLong();

  @Override
  public Ray start(UnaryOperator<RayConfig> change) {
    Engine engine = engines.getAndIncrement() % 2 == 0 ? Engine.LEASES : Engine.REFERENCE;
    return Boot.start(
        config -> change.apply(config.engine(engine)),
        new Environment(
            real.clock(),
            new CountedThreads(),
            real.idle(),
            real.reclaim(),
            real.storage(),
            real.random(),
            new Findings()));
  }

  /** What went wrong. */
  Queue<Throwable> failures() {
    return failures;
  }

  /** How many threads of all Rays have not ended. */
  long alive() {
    return alive.get();
  }

  @Override
  public LongSupplier nanoTime() {
    return real.clock()::nanoTime;
  }

  /** A busy machine may be late as it likes. */
  @Override
  public long lateNanos() {
    return Long.MAX_VALUE;
  }

  @Override
  public void start(Runnable body) {
    real.threads().startDaemon("soak", counted(() -> guarded(body)));
  }

  private void guarded(Runnable body) {
    try {
      body.run();
    } catch (Throwable e) {
      failures.add(e);
    }
  }

  @Override
  public void forget(Object object) {
    // the JVM's collector finds out by itself
  }

  @Override
  public void violated(AssertionError error) {
    failures.add(error);
  }

  private Runnable counted(Runnable body) {
    return () -> {
      alive.incrementAndGet();
      try {
        body.run();
      } finally {
        alive.decrementAndGet();
      }
    };
  }

  private final class CountedThreads implements Threads {
    @Override
    public Thread startDaemon(String name, Runnable body) {
      return real.threads().startDaemon(name, counted(body));
    }

    @Override
    public ThreadFactory virtual() {
      ThreadFactory virtual = real.threads().virtual();
      return body -> virtual.newThread(counted(body));
    }

    @Override
    public int processors() {
      return real.threads().processors();
    }

    @Override
    public Runnable onExit(String name, Runnable hook) {
      return () -> {};
    }
  }

  private final class Findings implements Reports {
    @Override
    public void info(String message) {
      // what a machine is like is no finding
    }

    @Override
    public void warning(String message) {
      // failures that nobody reads are meant
      if (!message.startsWith("nobody read this failure")) {
        failures.add(new AssertionError(message));
      }
    }

    @Override
    public void bug(String message, Throwable cause) {
      failures.add(new AssertionError(message, cause));
    }
  }
}
