package dev.loomray.internal.serial.graph;

import com.esotericsoftware.kryo.Serializer;
import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Vector;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How the collections of the JDK are written: the usual ones by exact class, views as plain copies.
 */
@SuppressWarnings("JdkObsolete") // users may still have them
final class JdkCollections {
  private JdkCollections() {}

  /** The serializer of a collection's class by its name; null if it has none of its own. */
  static @Nullable Serializer<?> of(String name) {
    Serializer<?> found = ofCollection(name);
    if (found == null) {
      found = ofMap(name);
    }
    return found != null ? found : ofWhole(name);
  }

  /** The serializer of a class that is closed and not serializable: a view becomes a plain copy. */
  static @Nullable Serializer<?> copying(Class<?> type) {
    if (SortedSet.class.isAssignableFrom(type)) {
      return ElementsSerializer.<SortedSet<@Nullable Object>>sorted(
          SortedSet::comparator, TreeSet::new);
    }
    if (Set.class.isAssignableFrom(type)) {
      return ElementsSerializer.<Set<@Nullable Object>>of(LinkedHashSet::new);
    }
    if (Collection.class.isAssignableFrom(type)) {
      return ElementsSerializer.<Collection<@Nullable Object>>of(ArrayList::new);
    }
    if (SortedMap.class.isAssignableFrom(type)) {
      return EntriesSerializer.<SortedMap<@Nullable Object, @Nullable Object>>sorted(
          SortedMap::comparator, TreeMap::new);
    }
    if (Map.class.isAssignableFrom(type)) {
      return EntriesSerializer.<Map<@Nullable Object, @Nullable Object>>of(LinkedHashMap::new);
    }
    return Map.Entry.class.isAssignableFrom(type)
        ? entry(parts -> new SimpleEntry<>(parts[0], parts[1]))
        : null;
  }

  private static @Nullable Serializer<?> ofCollection(String name) {
    return switch (name) {
      case "java.util.ArrayList" -> ElementsSerializer.of(ArrayList::new);
      case "java.util.LinkedList" -> ElementsSerializer.of(LinkedList::new);
      case "java.util.ArrayDeque" -> ElementsSerializer.of(ArrayDeque::new);
      case "java.util.Vector" -> ElementsSerializer.of(Vector::new);
      case "java.util.HashSet" -> ElementsSerializer.of(HashSet::new);
      case "java.util.LinkedHashSet" -> ElementsSerializer.of(LinkedHashSet::new);
      case "java.util.TreeSet" -> ElementsSerializer.sorted(TreeSet::comparator, TreeSet::new);
      case "java.util.PriorityQueue" ->
          ElementsSerializer.sorted(PriorityQueue::comparator, PriorityQueue::new);
      case "java.util.concurrent.CopyOnWriteArrayList" ->
          ElementsSerializer.of(CopyOnWriteArrayList::new);
      case "java.util.concurrent.CopyOnWriteArraySet" ->
          ElementsSerializer.of(CopyOnWriteArraySet::new);
      case "java.util.concurrent.ConcurrentLinkedQueue" ->
          ElementsSerializer.of(ConcurrentLinkedQueue::new);
      case "java.util.concurrent.ConcurrentLinkedDeque" ->
          ElementsSerializer.of(ConcurrentLinkedDeque::new);
      case "java.util.concurrent.ConcurrentSkipListSet" ->
          ElementsSerializer.sorted(ConcurrentSkipListSet::comparator, ConcurrentSkipListSet::new);
      case "java.util.concurrent.PriorityBlockingQueue" ->
          ElementsSerializer.sorted(
              PriorityBlockingQueue::comparator, order -> new PriorityBlockingQueue<>(11, order));
      default -> null;
    };
  }

  private static @Nullable Serializer<?> ofMap(String name) {
    return switch (name) {
      case "java.util.HashMap" -> EntriesSerializer.of(HashMap::new);
      case "java.util.LinkedHashMap" -> EntriesSerializer.of(LinkedHashMap::new);
      case "java.util.Hashtable" -> EntriesSerializer.of(Hashtable::new);
      case "java.util.IdentityHashMap" -> EntriesSerializer.of(IdentityHashMap::new);
      case "java.util.WeakHashMap" -> EntriesSerializer.of(WeakHashMap::new);
      case "java.util.TreeMap" -> EntriesSerializer.sorted(TreeMap::comparator, TreeMap::new);
      case "java.util.concurrent.ConcurrentHashMap" -> EntriesSerializer.of(ConcurrentHashMap::new);
      case "java.util.concurrent.ConcurrentSkipListMap" ->
          EntriesSerializer.sorted(ConcurrentSkipListMap::comparator, ConcurrentSkipListMap::new);
      default -> null;
    };
  }

  private static @Nullable Serializer<?> ofWhole(String name) {
    return switch (name) {
      case "java.util.ImmutableCollections$List12",
          "java.util.ImmutableCollections$ListN",
          "java.util.ImmutableCollections$SubList" ->
          new WholeSerializer<>(List::toArray, JdkCollections::listOf);
      case "java.util.ImmutableCollections$Set12", "java.util.ImmutableCollections$SetN" ->
          new WholeSerializer<>(Set::toArray, JdkCollections::setOf);
      case "java.util.ImmutableCollections$Map1", "java.util.ImmutableCollections$MapN" ->
          new WholeSerializer<>(Parts::ofEntries, JdkCollections::mapOf);
      case "java.util.KeyValueHolder" -> entry(parts -> Map.entry(parts[0], parts[1]));
      case "java.util.Optional" ->
          new WholeSerializer<>(JdkCollections::optional, JdkCollections::optionalOf);
      case "java.util.Arrays$ArrayList" ->
          new WholeSerializer<List<@Nullable Object>>(List::toArray, parts -> Arrays.asList(parts));
      default -> ofUnmodifiable(name);
    };
  }

  private static @Nullable Serializer<?> ofUnmodifiable(String name) {
    return switch (name) {
      case "java.util.Collections$UnmodifiableRandomAccessList" ->
          new WholeSerializer<>(
              List::toArray, parts -> Collections.unmodifiableList(Arrays.asList(parts)));
      case "java.util.Collections$UnmodifiableList" ->
          new WholeSerializer<>(
              List::toArray,
              parts -> Collections.unmodifiableList(new LinkedList<>(Arrays.asList(parts))));
      case "java.util.Collections$UnmodifiableCollection" ->
          new WholeSerializer<>(
              Collection::toArray,
              parts -> Collections.unmodifiableCollection(Arrays.asList(parts)));
      case "java.util.Collections$UnmodifiableSet" ->
          new WholeSerializer<>(
              Set::toArray,
              parts -> Collections.unmodifiableSet(new LinkedHashSet<>(Arrays.asList(parts))));
      case "java.util.Collections$UnmodifiableMap" ->
          new WholeSerializer<>(
              Parts::ofEntries, parts -> Collections.unmodifiableMap(linked(parts)));
      default -> null;
    };
  }

  private static WholeSerializer<Map.Entry<?, ?>> entry(
      Function<@Nullable Object[], Map.Entry<?, ?>> maker) {
    return new WholeSerializer<>(
        entry -> new @Nullable Object[] {entry.getKey(), entry.getValue()}, maker);
  }

  /** As {@code List.of}, or as {@code Stream.toList} where there are nulls. */
  private static List<@Nullable Object> listOf(@Nullable Object[] parts) {
    boolean hasNull = Arrays.stream(parts).anyMatch(Objects::isNull);
    return hasNull ? Arrays.stream(parts).toList() : List.of(parts);
  }

  @SuppressWarnings("NullAway") // it refuses nulls itself
  private static Set<Object> setOf(@Nullable Object[] parts) {
    return Set.of(parts);
  }

  private static Map<Object, Object> mapOf(@Nullable Object[] parts) {
    return Map.copyOf(linked(parts));
  }

  private static Map<Object, Object> linked(@Nullable Object[] parts) {
    Map<Object, Object> map = new LinkedHashMap<>();
    for (int i = 0; i + 1 < parts.length; i += 2) {
      map.put(parts[i], parts[i + 1]);
    }
    return map;
  }

  private static @Nullable Object[] optional(Optional<?> value) {
    return value.isPresent() ? new Object[] {value.get()} : new Object[0];
  }

  private static Optional<?> optionalOf(@Nullable Object[] parts) {
    return parts.length == 0 ? Optional.empty() : Optional.ofNullable(parts[0]);
  }
}
