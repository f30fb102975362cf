package dev.loomray.internal.store;

import dev.loomray.MemoryReport;
import dev.loomray.MemoryReport.Reference;
import dev.loomray.internal.serial.code.ClassNames;
import dev.loomray.internal.store.segment.ByteSize;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes reports of what there is. */
final class Report {
  private static final int MOST = 100;
  private static final int MOST_HOLDERS = 5;
  private static final Comparator<StoredObject> LARGEST_FIRST =
      Comparator.comparingLong((StoredObject object) -> object.facts().bytes())
          .reversed()
          .thenComparingLong(object -> object.facts().number());

  private final List<StoredObject> all;

  Report(List<StoredObject> all) {
    this.all = all;
  }

  MemoryReport of(long used, long free, long inline, long now, Uses uses) {
    Set<Long> captured = captured(uses);
    List<MemoryReport.Entry> largest =
        all.stream()
            .sorted(LARGEST_FIRST)
            .limit(MOST)
            .map(object -> entry(object, now, captured, uses))
            .toList();
    return new MemoryReport(used, free, pinnedBytes(), spilledBytes(), inline, largest);
  }

  /** Who has the memory, in one sentence. */
  String holders() {
    List<StoredObject> pinned =
        all.stream().filter(object -> object.pins() > 0).sorted(LARGEST_FIRST).toList();
    String names =
        String.join(", ", pinned.stream().limit(MOST_HOLDERS).map(StoredObject::describe).toList());
    String more = pinned.size() > MOST_HOLDERS ? " and others" : "";
    return all.size()
        + " objects, of these "
        + pinned.size()
        + " pinned by views or pins ("
        + ByteSize.text(pinnedBytes())
        + (pinned.isEmpty() ? ")" : ": " + names + more + ")");
  }

  private long pinnedBytes() {
    return all.stream()
        .filter(object -> object.pins() > 0)
        .mapToLong(object -> object.facts().bytes())
        .sum();
  }

  private long spilledBytes() {
    return all.stream()
        .filter(object -> object.isAlive() && object.place() instanceof Place.OnDisk)
        .mapToLong(object -> object.facts().bytes())
        .sum();
  }

  private Set<Long> captured(Uses uses) {
    Set<Long> captured = new HashSet<>();
    for (StoredObject object : all) {
      for (Object handle : object.handles()) {
        captured.add(uses.numberOf().applyAsLong(handle));
      }
    }
    return captured;
  }

  private static MemoryReport.Entry entry(
      StoredObject object, long now, Set<Long> captured, Uses uses) {
    StoredObject.Facts facts = object.facts();
    return new MemoryReport.Entry(
        uses.id().apply(facts.number()),
        facts.bytes(),
        ClassNames.of(facts.valueClass()),
        Duration.ofNanos(now - facts.bornNanos()),
        reference(object, captured, uses),
        facts.site());
  }

  private static Reference reference(StoredObject object, Set<Long> captured, Uses uses) {
    long number = object.facts().number();
    if (object.pins() > 0) {
      return Reference.PINNED_IN_MEMORY;
    }
    Reference byWork = uses.byWork().get(number);
    if (byWork != null) {
      return byWork;
    }
    return captured.contains(number) ? Reference.CAPTURED_IN_OBJECT : Reference.LOCAL_REFERENCE;
  }
}
