package dev.loomray.internal.store.segment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which segment serves what, which is made next, and which is given back. Small objects share segments, the oldest first;
 * those of a mebibyte and more take the youngest first; those larger than half the next segment get one for themselves. The
 * next segment is about as large as all before it, from 8 MiB to 1 GiB.
 *
 * <p>Everything here is under the lock of the segments.
 */
final class Shelves {
  /** The first segment. */
  static final long FIRST = 8L << 20;

  private static final long LARGEST = 1L << 30;
  private static final long LARGE_OBJECT = 1L << 20;
  private static final int TENTHS = 10;
  private static final long LEAST_STEP = (long) SegmentDescriptor.STEP * SegmentDescriptor.PAGE;

  /** More is given back for each byte that is moved; of those that are about as full the largest. */
  private static final Comparator<Segment> WORTH_MOST =
      Comparator.comparingLong((Segment segment) -> segment.used() * TENTHS / segment.committed())
          .thenComparing(Comparator.comparingLong(Segment::committed).reversed());

  private final Shelf shared = new Shelf();
  private final Shelf whole = new Shelf();
  private long limit;
  private boolean isClosed;

  Shelves(long limit) {
    this.limit = limit;
  }

  long limit() {
    return limit;
  }

  long lowerLimit(long lower) {
    limit = Math.min(limit, lower);
    return limit;
  }

  boolean isClosed() {
    return isClosed;
  }

  /** Gives out nothing more; answers all segments. */
  List<Segment> close() {
    isClosed = true;
    return segments();
  }

  long used() {
    return shared.used() + whole.used();
  }

  long committed() {
    return shared.committed() + whole.committed();
  }

  int count() {
    return shared.segments().size() + whole.segments().size();
  }

  List<Segment> shared() {
    return List.copyOf(shared.segments());
  }

  List<Segment> segments() {
    List<Segment> all = new ArrayList<>(shared.segments());
    all.addAll(whole.segments());
    return all;
  }

  @Nullable Block allocate(long bytes) {
    if (isClosed || bytes > limit) {
      return null;
    }
    if (bytes < LARGE_OBJECT) {
      return shared.allocateOldest(bytes);
    }
    Block block = whole.allocateTightest(bytes);
    return block != null ? block : shared.allocateYoungest(bytes);
  }

  /** What falls into the window is set aside until a block is found that does not. */
  @Nullable Block allocateOutside(Window window, long bytes) {
    if (window.isWhole()) {
      return isClosed ? null : shared.allocateBeside(window.segment(), bytes);
    }
    List<Block> inside = new ArrayList<>();
    Block block = allocate(bytes);
    while (block != null && window.covers(block)) {
      inside.add(block);
      block = allocate(bytes);
    }
    inside.forEach(this::free);
    return block;
  }

  boolean fits(long bytes) {
    return !isClosed
        && bytes <= limit
        && (shared.fits(bytes) || (bytes >= LARGE_OBJECT && whole.tightest(bytes) != null));
  }

  void free(Block block) {
    shelfOf(block.segment()).free(block);
  }

  Segment extend(Segment segment, int granules) {
    shelfOf(segment).extend(segment, granules);
    return segment;
  }

  Segment remove(Segment segment) {
    shelfOf(segment).remove(segment);
    return segment;
  }

  private Shelf shelfOf(Segment segment) {
    return segment.isWhole() ? whole : shared;
  }

  /** Whether more may be committed at all, now or when an empty segment was given back. */
  boolean mayGrow() {
    return limit - committed() >= LEAST_STEP || empty() != null;
  }

  /** Whether little of what is shared is free, and more may be committed. */
  boolean wantsMore() {
    return !isClosed
        && limit - committed() >= LEAST_STEP
        && wantsMore(shared.committed(), next(committed()));
  }

  /**
   * One segment is kept free, but not where that is more than 30 % of what is used: so after a peak no more is held than 1.3
   * times what is used and one segment.
   */
  private boolean wantsMore(long sharedCommitted, long next) {
    return sharedCommitted - shared.used() < Math.min(next, shared.used() / 10 * 3);
  }

  /**
   * What to commit so that an object fits.
   *
   * @param room how much the file system and the machine can take
   * @return null if that, or the limit, is not enough
   */
  @Nullable Plan plan(long bytes, long room) {
    if (isClosed || bytes > limit) {
      return null;
    }
    long left = limit - committed();
    Plan.Terms terms = terms(bytes, Math.min(left, room));
    for (Segment segment : shared.segments()) {
      Plan more = segment.uncommitted() > 0 ? Plan.more(segment, terms) : null;
      if (more != null) {
        return more;
      }
    }
    long next = next(committed());
    return bytes <= next / 2
        ? Plan.shared(Math.min(next, left), terms)
        : Plan.whole(bytes, Math.min(left, room));
  }

  /** In steps that grow with the store, so that the first objects are not kept waiting for mebibytes of zeros. */
  private Plan.Terms terms(long bytes, long allowed) {
    long wanted = Math.clamp(committed(), LEAST_STEP, FIRST);
    return new Plan.Terms(granules(Math.max(1, bytes)), granules(wanted), granules(allowed));
  }

  private static int granules(long bytes) {
    return (int) Math.min(Integer.MAX_VALUE / 2, Math.ceilDiv(bytes, SegmentDescriptor.PAGE));
  }

  private static long next(long committed) {
    return Math.min(LARGEST, Long.highestOneBit(committed + FIRST));
  }

  /** A segment without blocks, whose space would help an object that does not fit. */
  @Nullable Segment spare(long bytes, long room) {
    long empty = segments().stream().filter(Segment::isEmpty).mapToLong(Segment::committed).sum();
    if (bytes > Math.min(limit - committed(), room) + empty) {
      return null;
    }
    return empty();
  }

  /** A segment to be given back: one without blocks, if a quarter is free, and nobody would want it back at once. */
  @Nullable Segment retirable() {
    if (committed() - used() <= committed() / 4) {
      return null;
    }
    Segment first = whole.empty();
    if (first != null) {
      return first;
    }
    Segment last = shared.empty();
    return last != null && canSpare(last) ? last : null;
  }

  /** The segments whose blocks have room elsewhere and that nobody would want back at once, the emptiest first. */
  List<Window> sparse() {
    if (isClosed || committed() - used() <= committed() / 4) {
      return List.of();
    }
    return shared.segments().stream()
        .filter(segment -> !segment.isEmpty() && canSpare(segment) && hasRoomBeside(segment))
        .sorted(WORTH_MOST)
        .map(segment -> new Window(segment, 0, segment.granules(), segment.blocks()))
        .toList();
  }

  /** So much more than it needs that holes which are too small do not matter. */
  private boolean hasRoomBeside(Segment segment) {
    long free = shared.free() - (segment.committed() - segment.used());
    return segment.used() <= free / 2;
  }

  /** Any segment without blocks. */
  @Nullable Segment empty() {
    Segment first = whole.empty();
    return first != null ? first : shared.empty();
  }

  private boolean canSpare(Segment segment) {
    long rest = committed() - segment.committed();
    if (rest == 0) {
      return segment.committed() > FIRST; // a small one stays for the next object
    }
    return !wantsMore(shared.committed() - segment.committed(), next(rest));
  }
}
