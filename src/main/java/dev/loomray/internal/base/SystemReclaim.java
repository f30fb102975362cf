package dev.loomray.internal.base;

import java.lang.management.ManagementFactory;
import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BooleanSupplier;
import javax.management.JMException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * Some {@link Cleaner}s, since each has one list with a lock: a thread always goes to the same one, whose thread starts with
 * the first object that is registered there.
 */
final class SystemReclaim implements Reclaim {
  private static final int STRIPES = 4;

  private final AtomicReferenceArray<@Nullable Cleaner> cleaners =
      new AtomicReferenceArray<>(STRIPES);

  @Override
  public void onUnreachable(Object owner, Runnable action) {
    cleaner().register(owner, action);
  }

  @Override
  public Runnable watch(Object owner, Runnable action) {
    return cleaner().register(owner, action)::clean;
  }

  @Override
  public BooleanSupplier telling() {
    AtomicInteger silent = new AtomicInteger();
    for (int i = 0; i < STRIPES; i++) {
      Cleaner cleaner = cleaners.get(i);
      if (cleaner != null) {
        silent.incrementAndGet();
        cleaner.register(new Object(), silent::decrementAndGet); // goes with the next collection
      }
    }
    return () -> silent.get() == 0;
  }

  @Override
  public void collectAnyway() {
    try {
      ObjectName commands = new ObjectName("com.sun.management:type=DiagnosticCommand");
      Object[] noOptions = {new String[0]};
      String[] types = {String[].class.getName()};
      ManagementFactory.getPlatformMBeanServer()
          .invoke(commands, "gcClassHistogram", noOptions, types);
    } catch (JMException e) {
      // another JVM than HotSpot: then there is no way
    }
  }

  private Cleaner cleaner() {
    int stripe = (int) (Thread.currentThread().threadId() % STRIPES);
    Cleaner ready = cleaners.get(stripe);
    if (ready == null) {
      // two threads may both make one: each works, and the one that loses the place ends with its
      // objects
      ready = Cleaner.create();
      cleaners.set(stripe, ready);
    }
    return ready;
  }
}
