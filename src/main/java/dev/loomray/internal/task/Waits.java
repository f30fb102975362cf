package dev.loomray.internal.task;

import dev.loomray.ObjectRef;
import dev.loomray.Ready;
import dev.loomray.error.GetTimeoutException;
import dev.loomray.internal.base.Require;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The ways to wait for refs: get, waitFor, futures. Each costs one callback a ref, and a wait that ends leaves nothing. */
public final class Waits {
  private final Owner owner;
  private final Parking parking;

  public Waits(Owner owner, Parking parking) {
    this.owner = owner;
    this.parking = parking;
  }

  /** Waits until the ref is settled. */
  public void get(Ref<?> ref) {
    get(ref, Parking.FOREVER);
  }

  /** Waits until the ref is settled, at most for the given time. */
  public void get(Ref<?> ref, long limitNanos) {
    owner.requireOpen();
    if (ref.isSettled()) {
      return;
    }
    if (limitNanos == Parking.FOREVER) {
      InlineGet.attempt(ref);
      if (ref.isSettled()) {
        return;
      }
    }
    if (!await(ref, limitNanos)) {
      throw new GetTimeoutException(
          "expected %s within timeout=%s, found it not ready; wait longer, or cancel() it"
              .formatted(ref.describe(), Duration.ofNanos(limitNanos)),
          null);
    }
  }

  /** The values of all refs, or the first failure. */
  public <T extends @Nullable Object> List<T> getAll(
      Collection<? extends ObjectRef<? extends T>> refs, long limitNanos) {
    List<Ref<T>> all = list(owned(refs));
    owner.requireOpen();
    List<Ref<T>> pending = all.stream().filter(ref -> !ref.isSettled()).toList();
    all.stream().filter(ref -> ref.failed() != null).findFirst().ifPresent(Ref::value);
    String what = all.size() + " refs";
    if (!pending.isEmpty() && !await(pending, pending.size(), true, limitNanos, what)) {
      long missing = pending.stream().filter(ref -> !ref.isSettled()).count();
      throw new GetTimeoutException(
          "expected %d refs within timeout=%s, found %d not ready, such as %s; wait longer, or cancel() them"
              .formatted(all.size(), Duration.ofNanos(limitNanos), missing, firstPending(pending)),
          null);
    }
    List<T> values = new ArrayList<>(all.size());
    for (Ref<T> ref : all) {
      values.add(ref.value());
    }
    return Collections.unmodifiableList(values);
  }

  /** Waits until so many are settled. */
  public <T extends @Nullable Object> Ready<T> waitFor(
      int count, Collection<? extends ObjectRef<? extends T>> refs, long limitNanos) {
    Object[] all = distinct(refs);
    if (count < 0 || count > all.length) {
      throw Require.refused("count", "0 to " + all.length + ", the number of refs", count);
    }
    owner.requireOpen();
    Ready<T> found = split(count, all);
    if (found.ready().size() == count) {
      return found;
    }
    List<Ref<T>> pending = Waits.<T>list(all).stream().filter(ref -> !ref.isSettled()).toList();
    int missing = count - (all.length - pending.size());
    if (missing > 0) {
      await(pending, missing, false, limitNanos, count + " of " + all.length + " refs");
    }
    return split(count, all);
  }

  /** The refs in the order in which they are settled, for one thread. */
  public <T extends @Nullable Object> Iterable<ObjectRef<T>> asCompleted(
      Collection<? extends ObjectRef<? extends T>> refs) {
    List<Ref<T>> all = list(distinct(refs));
    owner.requireOpen();
    return () -> new Completed<>(owner, parking, all);
  }

  /** A future that is completed on a thread of the engine. */
  public <T extends @Nullable Object> CompletableFuture<T> future(Ref<T> ref) {
    owner.requireOpen();
    CompletableFuture<T> future = new CompletableFuture<>();
    FutureWaiter<T> waiter = new FutureWaiter<>(ref, future);
    if (!ref.addWaiter(waiter)) {
      waiter.complete();
    }
    return future;
  }

  /** For one ref. Where there is no limit, others see what is waited for, and a wait without an end is refused. */
  private boolean await(Ref<?> ref, long limitNanos) {
    if (limitNanos == 0) {
      return false;
    }
    ThreadWaiter waiter = new ThreadWaiter(1, false);
    try {
      return !ref.addWaiter(waiter) || parking.await(waiter::isDone, limitNanos, ref, ref);
    } finally {
      waiter.giveUp();
    }
  }

  private boolean await(
      List<? extends Ref<?>> refs, int count, boolean failsFast, long limitNanos, Object what) {
    if (limitNanos == 0) {
      return false;
    }
    ThreadWaiter waiter = new ThreadWaiter(count, failsFast);
    try {
      for (Ref<?> ref : refs) {
        if (!ref.addWaiter(waiter)) {
          waiter.count(ref);
        }
      }
      boolean done = parking.await(waiter::isDone, limitNanos, what);
      Ref<?> failed = waiter.firstFailed();
      if (failed != null) {
        failed.value();
      }
      return done;
    } finally {
      waiter.giveUp();
    }
  }

  /** What is ready, up to the count; what comes after the last of these is not even looked at. */
  @SuppressWarnings("unchecked") // the array holds refs alone
  private static <T extends @Nullable Object> Ready<T> split(int count, Object[] all) {
    List<ObjectRef<T>> ready = new ArrayList<>();
    List<Object> passed = new ArrayList<>();
    int seen = 0;
    for (; seen < all.length && ready.size() < count; seen++) {
      Ref<T> ref = (Ref<T>) all[seen];
      if (ref.isSettled()) {
        ready.add(ref);
        markRead(ref);
      } else {
        passed.add(ref);
      }
    }
    Object[] pending = passed.toArray(new Object[all.length - ready.size()]);
    System.arraycopy(all, seen, pending, passed.size(), all.length - seen);
    return new Ready<>(ready, (List<ObjectRef<T>>) (List<?>) List.of(pending));
  }

  /** Whoever is given a failed ref as ready has seen it. */
  public static void markRead(Ref<?> ref) {
    Failed failed = ref.failed();
    if (failed != null) {
      failed.markRead();
    }
  }

  private static String firstPending(List<? extends Ref<?>> pending) {
    return pending.stream()
        .filter(ref -> !ref.isSettled())
        .findFirst()
        .map(Ref::describe)
        .orElse("none");
  }

  private Object[] distinct(Collection<? extends ObjectRef<?>> refs) {
    Object[] all = owned(refs);
    if (!isAscending(all)) {
      requireDistinct(all);
    }
    return all;
  }

  /** Refs that stand in the order in which they were made, the usual case, need no set to be seen as distinct. */
  private static boolean isAscending(Object[] refs) {
    long before = -1;
    for (Object ref : refs) {
      long sequence = ((Ref<?>) ref).sequence();
      if (sequence <= before) {
        return false;
      }
      before = sequence;
    }
    return true;
  }

  private static void requireDistinct(Object[] refs) {
    Set<Object> seen = HashSet.newHashSet(refs.length);
    for (int i = 0; i < refs.length; i++) {
      if (!seen.add(refs[i])) {
        throw Require.refused("refs", "each ref at most once", refs[i] + " again at index " + i);
      }
    }
  }

  /** A copy of the collection, all of it refs of this Ray. */
  private Object[] owned(Collection<? extends ObjectRef<?>> refs) {
    Object[] all = Require.notNull(refs, "refs").toArray();
    for (int i = 0; i < all.length; i++) {
      owner.ownElement(all[i], i);
    }
    return all;
  }

  @SuppressWarnings("unchecked") // refs of subtypes, which are read only
  private static <T extends @Nullable Object> List<Ref<T>> list(Object[] refs) {
    return (List<Ref<T>>) (List<?>) Arrays.asList(refs);
  }
}
