package dev.loomray.internal.task;

import dev.loomray.internal.base.StackSafeLock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The leases of an engine. Only its owner thread adds, looks and sweeps; no lease waits for the lock.
 *
 * <p>One that has ended stays until it is swept: at a tick, or when half of what is here may have ended. Then what it has
 * counted is added to a total.
 */
final class Roll {
  private static final int FEW = 16;

  // held by the owner while it writes, and by whoever else reads
  private final ReentrantLock lock = new StackSafeLock();
  private final List<Lease> leases = new ArrayList<>();
  private LeaseCounters swept = LeaseCounters.NONE;
  // the owner only
  private int sweepAt = FEW;

  void add(Lease lease) {
    if (leases.size() >= sweepAt) {
      sweep();
      sweepAt = Math.max(FEW, 2 * leases.size());
    }
    lock.lock();
    try {
      leases.add(lease);
    } finally {
      lock.unlock();
    }
  }

  /** Forgets one that never ran, if it was added. */
  void remove(@Nullable Lease lease) {
    lock.lock();
    try {
      leases.remove(lease);
    } finally {
      lock.unlock();
    }
  }

  /** Forgets those that have ended. */
  void sweep() {
    lock.lock();
    try {
      leases.removeIf(this::isSwept);
    } finally {
      lock.unlock();
    }
  }

  private boolean isSwept(Lease lease) {
    boolean gone = lease.isGone();
    if (gone) {
      swept = swept.plus(lease.counters());
    }
    return gone;
  }

  /** Has the monitor look at each; how many are lent afterwards. */
  long look() {
    leases.forEach(Lease::look);
    return leases.stream().filter(Lease::isLent).count();
  }

  /** Ends what has rested since the last time, but for so many; how many are left. */
  int retire(int most) {
    sweep();
    int left = leases.size();
    for (Lease lease : leases) {
      if (lease.retires(left > most)) {
        left--;
      }
    }
    return left;
  }

  /** For the owner: whether any has kept work. */
  boolean keeps() {
    return leases.stream().anyMatch(Lease::keeps);
  }

  /**
   * For the owner: whether all rest, have ended, or run what nobody waits for, at one moment. Each is looked at twice; one that
   * ran work in between has turned.
   */
  boolean isQuiet() {
    long before = turnsIfQuiet();
    return before >= 0 && turnsIfQuiet() == before;
  }

  private long turnsIfQuiet() {
    long turns = 0;
    for (Lease lease : leases) {
      if (!lease.isQuiet()) {
        return -1;
      }
      turns += lease.turn();
    }
    return turns;
  }

  /** For any thread. */
  LeaseCounters counters() {
    lock.lock();
    try {
      return leases.stream().map(Lease::counters).reduce(swept, LeaseCounters::plus);
    } finally {
      lock.unlock();
    }
  }

  /** For the owner, or while nobody runs: all that have not been swept. */
  List<Lease> leases() {
    return Collections.unmodifiableList(leases);
  }
}
