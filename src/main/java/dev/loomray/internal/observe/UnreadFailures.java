package dev.loomray.internal.observe;

import dev.loomray.internal.base.Clock;
import dev.loomray.internal.base.Reclaim;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Failures that nobody has read. One is reported when its ref is collected, at most once per function and minute, and
 * all that remain when the Ray is closed.
 */
public final class UnreadFailures {
  private static final long WINDOW_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final int MOST_WINDOWS = 1_000;

  /** A failure that may be read. */
  public interface Entry {
    /** Whether somebody has seen it. */
    boolean isRead();

    /** The name of the function that failed. */
    String function();

    /** What happened. */
    String message();
  }

  /**
   * A minute of one function.
   *
   * @param opened when its first failure was reported
   * @param suppressed how many were not, since
   * @param suppressedBefore how many were not in the minute before
   */
  private record Window(long opened, int suppressed, int suppressedBefore) {
    boolean isOver(long now) {
      return now - opened >= WINDOW_NANOS;
    }
  }

  private final Clock clock;
  private final Reclaim reclaim;
  private final Consumer<String> report;
  private final AtomicLong watched = new AtomicLong();
  private final NavigableMap<Long, Entry> entries = new ConcurrentSkipListMap<>();
  private final Map<String, Window> windows = new ConcurrentHashMap<>();

  /** Reports go to {@code report}. */
  public UnreadFailures(Clock clock, Reclaim reclaim, Consumer<String> report) {
    this.clock = clock;
    this.reclaim = reclaim;
    this.report = report;
  }

  /** Watches a failure until {@code ref}, which must not be reachable from it, is collected. */
  public void watch(Object ref, Entry entry) {
    Long number = watched.incrementAndGet();
    entries.put(number, entry);
    reclaim.onUnreachable(ref, () -> collected(number));
  }

  /** Reports all that nobody has read so far. */
  public void reportAll() {
    for (var next = entries.pollFirstEntry(); next != null; next = entries.pollFirstEntry()) {
      if (!next.getValue().isRead()) {
        report.accept(text(next.getValue(), 0));
      }
    }
  }

  private void collected(Long number) {
    Entry entry = entries.remove(number);
    if (entry == null || entry.isRead()) {
      return;
    }
    long now = clock.nanoTime();
    // in one step: several threads may tell of collected refs
    Window window = windows.compute(entry.function(), (_, before) -> next(before, now));
    if (window.suppressed == 0) {
      if (windows.size() > MOST_WINDOWS) {
        windows.values().removeIf(old -> old.isOver(now));
      }
      report.accept(text(entry, window.suppressedBefore));
    }
  }

  private static Window next(@Nullable Window before, long now) {
    if (before == null || before.isOver(now)) {
      return new Window(now, 0, before == null ? 0 : before.suppressed);
    }
    return new Window(before.opened, before.suppressed + 1, before.suppressedBefore);
  }

  private static String text(Entry entry, int suppressed) {
    String more = suppressed == 0 ? "" : " (and " + suppressed + " more of this function before)";
    return "nobody read this failure" + more + "; get() its ref, or pass it on: " + entry.message();
  }
}
