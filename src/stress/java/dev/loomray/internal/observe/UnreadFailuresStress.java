package dev.loomray.internal.observe;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.loomray.internal.base.Environment;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** A failure that nobody has read is reported once, however its report is asked for. */
final class UnreadFailuresStress {
  private UnreadFailuresStress() {}

  /** Failures whose refs are collected when a test says so, and what was reported of them. */
  private static final class Watched {
    private final AtomicInteger reports = new AtomicInteger();
    private Runnable collected = () -> {};
    private final UnreadFailures failures =
        new UnreadFailures(
            Environment.system(1).clock(),
            (ref, action) -> collected = action,
            text -> reports.incrementAndGet());

    Entry watch() {
      Entry entry = new Entry();
      failures.watch(entry, entry);
      return entry;
    }
  }

  private static final class Entry implements UnreadFailures.Entry {
    private volatile boolean read;

    @Override
    public boolean isRead() {
      return read;
    }

    @Override
    public String function() {
      return "f";
    }

    @Override
    public String message() {
      return "f broke";
    }
  }

  /** A failure is read while all are reported: it is reported once at most, and not later. */
  @JCStressTest
  @Outcome(id = "0", expect = ACCEPTABLE, desc = "read first")
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "reported first")
  @Outcome(id = "2", expect = FORBIDDEN, desc = "reported twice")
  @State
  public static class ReadAndReportAll {
    private final Watched watched = new Watched();
    private final Entry entry = watched.watch();

    @Actor
    public void read() {
      entry.read = true;
    }

    @Actor
    public void reportAll() {
      watched.failures.reportAll();
    }

    @Arbiter
    public void after(I_Result r) {
      watched.failures.reportAll();
      watched.collected.run();
      r.r1 = watched.reports.get();
    }
  }

  /** The ref is collected while all are reported. */
  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "reported once")
  @Outcome(id = "0", expect = FORBIDDEN, desc = "each left it to the other")
  @Outcome(id = "2", expect = FORBIDDEN, desc = "reported twice")
  @State
  public static class CollectAndReportAll {
    private final Watched watched = new Watched();

    public CollectAndReportAll() {
      watched.watch();
    }

    @Actor
    public void collect() {
      watched.collected.run();
    }

    @Actor
    public void reportAll() {
      watched.failures.reportAll();
    }

    @Arbiter
    public void after(I_Result r) {
      r.r1 = watched.reports.get();
    }
  }

  /** Two threads tell of two failures of one function: one of them is reported this minute. */
  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "reported once")
  @Outcome(id = "2", expect = FORBIDDEN, desc = "reported twice in a minute")
  @State
  public static class CollectAndCollect {
    private final Watched watched = new Watched();
    private final Runnable one;
    private final Runnable other;

    public CollectAndCollect() {
      watched.watch();
      one = watched.collected;
      watched.watch();
      other = watched.collected;
    }

    @Actor
    public void collect() {
      one.run();
    }

    @Actor
    public void collectTheOther() {
      other.run();
    }

    @Arbiter
    public void after(I_Result r) {
      r.r1 = watched.reports.get();
    }
  }

  /** Two failures come from two threads at the same time: both are reported. */
  @JCStressTest
  @Outcome(id = "2", expect = ACCEPTABLE, desc = "each reported once")
  @Outcome(id = "1", expect = FORBIDDEN, desc = "one took the place of the other")
  @State
  public static class WatchAndWatch {
    private final Watched watched = new Watched();

    @Actor
    public void first() {
      watched.watch();
    }

    @Actor
    public void second() {
      watched.watch();
    }

    @Arbiter
    public void after(I_Result r) {
      watched.failures.reportAll();
      r.r1 = watched.reports.get();
    }
  }

  /** A failure comes while all are reported: now, or with the next report. */
  @JCStressTest
  @Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "it came afterwards, and waits")
  @Outcome(id = "2, 2", expect = ACCEPTABLE, desc = "it came before, and was reported too")
  @State
  public static class WatchAndReportAll {
    private final Watched watched = new Watched();

    public WatchAndReportAll() {
      watched.watch();
    }

    @Actor
    public void watch() {
      watched.watch();
    }

    @Actor
    public void reportAll() {
      watched.failures.reportAll();
    }

    @Arbiter
    public void after(II_Result r) {
      r.r1 = watched.reports.get();
      watched.failures.reportAll();
      r.r2 = watched.reports.get();
    }
  }
}
