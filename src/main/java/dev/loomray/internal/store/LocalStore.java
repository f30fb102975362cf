package dev.loomray.internal.store;

import dev.loomray.MemoryReport;
import dev.loomray.ObjectRef;
import dev.loomray.ObjectView;
import dev.loomray.Pin;
import dev.loomray.WritableObject;
import dev.loomray.error.ObjectFreedException;
import dev.loomray.error.ObjectLostException;
import dev.loomray.error.RayClosedException;
import dev.loomray.internal.base.Environment;
import dev.loomray.internal.base.Signal;
import dev.loomray.internal.base.StackRoom;
import dev.loomray.internal.serial.Snapshot;
import dev.loomray.internal.serial.ValueCodec;
import dev.loomray.internal.serial.ValueType;
import dev.loomray.internal.store.segment.ByteSize;
import dev.loomray.internal.store.segment.Segments;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The objects of one process: small ones on the heap, all others in segments outside it, which others could map.
 *
 * <p>Every object is watched through its {@link Stored}. What is read is pinned meanwhile, and each method holds the stored
 * value until its end: else the collector might free an object in the middle of the call that reads it.
 */
public final class LocalStore implements ObjectStore {
  private final String name;
  private final ValueCodec codec;
  private final Environment env;
  private final StoreSettings settings;
  private final Beginning beginning;
  private final Roster roster = new Roster(); // all objects whose places are not given back
  private final Room room;
  private final Places places;
  private final Spilling spilling;
  private final SpillDisk disk;
  private final Pins pins;
  private final Views views;
  private final Scratch scratch = new Scratch();

  // true once
  private volatile boolean closed;

  /** Makes a store, which has no memory yet. */
  public LocalStore(
      String name, StoreSettings settings, ValueCodec codec, Environment env, Pause pause) {
    this.name = name;
    this.codec = codec;
    this.env = env;
    this.settings = settings;
    this.beginning = new Beginning(settings, env);
    beginning.require();
    this.room = new Room(name, env, beginning, roster, terms(pause));
    this.places = new Places(room, roster, settings.inlineBytes(), env.storage().maxHeap());
    this.disk = new SpillDisk(env, settings.spill().directory(), room.fallback());
    Signal changed = new Signal();
    this.spilling = new Spilling(places, roster, disk, changed);
    this.pins = new Pins(places, new Restoring(places, room.reader(), pause, changed), this::ended);
    this.views = new Views(places, env.reclaim(), pause, pins);
  }

  private Shortage.Terms terms(Pause pause) {
    return new Shortage.Terms(
        new Evacuation(this::unused),
        (bytes, isRestore) -> spilling.spill(bytes, isRestore),
        need ->
            Handover.ask(room, pause, "a file for " + need.what(), () -> disk.take(need.bytes())),
        pause,
        settings.spill().patience(),
        this::holders);
  }

  /** The places, which are not there yet when this is first spoken of. */
  private Unused unused() {
    return places;
  }

  private String holders() {
    String trouble = disk.trouble();
    return report().holders() + (trouble == null ? "" : "; " + trouble);
  }

  private Report report() {
    return new Report(roster.all());
  }

  @Override
  public Stored put(long number, @Nullable Object value) {
    StackRoom.require();
    return store(number, value, codec.snapshot(value));
  }

  @Override
  public @Nullable Stored putIfLarge(long number, @Nullable Object value) {
    StackRoom.require();
    Snapshot snapshot = codec.snapshot(value);
    return snapshot.byteSize() <= settings.inlineBytes() ? null : store(number, value, snapshot);
  }

  private Stored store(long number, @Nullable Object value, Snapshot snapshot) {
    Class<?> valueClass = value == null ? Void.class : value.getClass();
    StoredObject.Facts facts = facts(number, snapshot.type(), snapshot.byteSize(), valueClass);
    Place place = places.take(facts);
    StoredObject object;
    try {
      snapshot.writeTo(place.memory());
      places.seal(place, facts);
      object = new StoredObject(facts, snapshot.handles(), place);
    } catch (Throwable e) {
      places.giveBack(place);
      throw e;
    }
    return add(object, place);
  }

  private StoredObject.Facts facts(long number, ValueType type, long bytes, Class<?> valueClass) {
    String site = settings.recordsSites() ? Sites.here() : "";
    return new StoredObject.Facts(number, type, bytes, valueClass, env.clock().nanoTime(), site);
  }

  private Stored add(StoredObject object, Place place) {
    places.settle(place, object);
    try {
      Stored stored = new Stored(object);
      object.watch(env.reclaim().watch(stored, () -> collected(object)));
      room.changed();
      if (closed) { // it came too late for close
        free(object, "close()");
      }
      return stored;
    } catch (Throwable e) { // nobody would ever free it
      free(object, "its own put, which failed");
      throw e;
    }
  }

  @Override
  public @Nullable Object get(Stored stored) {
    StackRoom.require();
    StoredObject object = stored.object();
    try {
      List<Object> handles = object.handles();
      Place now = object.place();
      if (now instanceof Place.OnHeap) {
        pins.requireUsable(object); // after both: they are those of an object that was not over
        return restore(object, now.memory(), handles);
      }
      return isHandedOut(object) ? restore(object, kept(object), handles) : copy(object);
    } finally {
      Reference.reachabilityFence(stored);
    }
  }

  /** Values that are no copies: what the user gets stays where it is. */
  private static boolean isHandedOut(StoredObject object) {
    return switch (object.facts().type()) {
      case SEGMENT, BYTE_BUFFER, BYTE_BUFFER_LE -> true;
      default -> false;
    };
  }

  private @Nullable Object copy(StoredObject object) {
    Place place = pins.pin(object);
    try {
      return restore(object, place.memory(), object.handles());
    } finally {
      pins.unpin(object);
    }
  }

  private MemorySegment kept(StoredObject object) {
    try (View view = views.of(object)) {
      return view.segment();
    }
  }

  private @Nullable Object restore(StoredObject object, MemorySegment bytes, List<Object> handles) {
    return codec.restore(object.facts().type(), bytes, handles);
  }

  @Override
  public ObjectView view(Stored stored) {
    StackRoom.require();
    StoredObject object = stored.object();
    try {
      if (!object.facts().type().isRaw()) {
        throw new IllegalStateException(
            "expected an object of raw bytes (an array of primitives, a buffer, a segment or a text) for view(), found "
                + object.describe()
                + "; get() gives its value");
      }
      return views.of(object);
    } finally {
      Reference.reachabilityFence(stored);
    }
  }

  @Override
  public Pin pin(Stored stored) {
    StackRoom.require();
    StoredObject object = stored.object();
    try {
      pins.pin(object);
      Hold hold = new Hold(() -> pins.unpin(object));
      PinHandle pin = new PinHandle(hold);
      watch(pin, hold);
      return pin;
    } finally {
      Reference.reachabilityFence(stored);
    }
  }

  /** Lets go of something when its user has forgotten it; at once if that cannot be known. */
  private void watch(Object user, Hold hold) {
    try {
      hold.watch(env.reclaim().watch(user, hold));
    } catch (Throwable e) {
      hold.run();
      throw e;
    }
  }

  @Override
  public void free(Stored stored, String by) {
    StackRoom.require();
    free(stored.object(), by);
  }

  private void collected(StoredObject object) {
    end(object, "the collector, since no ref was left");
  }

  private void free(StoredObject object, String by) {
    end(object, by);
    object.unwatch();
  }

  private void end(StoredObject object, String by) {
    Place freed = object.free(new StoredObject.End(by, env.clock().nanoTime()));
    if (freed != null) {
      places.over(object, freed);
    }
  }

  /** Why an object cannot be read. */
  private RuntimeException ended(StoredObject object) {
    IOException damage = object.damage();
    if (closed) {
      return closed();
    }
    return damage != null && object.isAlive() ? lost(object, damage) : freed(object);
  }

  private static ObjectLostException lost(StoredObject object, IOException damage) {
    return new ObjectLostException(
        "expected a value, found that "
            + object.describe()
            + " is lost: "
            + damage.getMessage()
            + "; what is in other files is not; put it again",
        damage);
  }

  private RuntimeException freed(StoredObject object) {
    StoredObject.End end = object.end();
    String by = end == null ? "" : " by " + end.by() + ago(end);
    return new ObjectFreedException(
        "expected a value, found that "
            + object.describe()
            + " was freed"
            + by
            + "; a view or a pin that is taken before keeps it readable",
        null);
  }

  private String ago(StoredObject.End end) {
    return ", " + Duration.ofNanos(env.clock().nanoTime() - end.nanos()) + " ago";
  }

  private RayClosedException closed() {
    return new RayClosedException(
        "this Ray (name=" + name + ") is closed; start another with Ray.init()", null);
  }

  @Override
  public WritableObject create(
      long number, long bytes, Function<Stored, ObjectRef<MemorySegment>> seal) {
    StackRoom.require();
    StoredObject.Facts facts = facts(number, ValueType.SEGMENT, bytes, MemorySegment.class);
    Place place = places.takeOutside(Need.of(bytes, MemorySegment.class));
    Hold hold = new Hold(() -> places.giveBack(place));
    Writing.Outcome outcome =
        new Writing.Outcome() {
          @Override
          public ObjectRef<MemorySegment> seal() {
            if (closed) {
              hold.run();
              throw closed();
            }
            places.seal(place, facts);
            StoredObject object = new StoredObject(facts, List.of(), place);
            hold.forget();
            return seal.apply(add(object, place));
          }

          @Override
          public void drop() {
            hold.run();
          }
        };
    Writing writing = new Writing(place.memory(), scratch, outcome);
    watch(writing, hold);
    return writing;
  }

  @Override
  public MemoryReport report(Uses uses) {
    Segments memory = room.segments();
    long inline = places.onHeap();
    long limit = memory == null ? beginning.expectedLimit() : memory.limit();
    long used = inline + (memory == null ? 0 : memory.used()) + room.fallback().used();
    return report().of(used, Math.max(0, limit - used), inline, env.clock().nanoTime(), uses);
  }

  @Override
  public String describe() {
    Segments memory = room.segments();
    if (memory == null) {
      return "";
    }
    String trouble = disk.trouble();
    return "object store: %s used of %s, %s committed, %s in files beside it, %s spilled so far, %s put since the last collection%s"
        .formatted(
            ByteSize.text(memory.used()),
            ByteSize.text(memory.limit()),
            ByteSize.text(memory.committed()),
            ByteSize.text(room.fallback().used()),
            ByteSize.text(spilling.written()),
            ByteSize.text(room.debt().owed()),
            trouble == null ? "" : "; " + trouble);
  }

  @Override
  public void close() {
    closed = true;
    roster.all().forEach(object -> free(object, "close()"));
    places.close();
    room.close();
    try {
      disk.close();
    } catch (IOException e) {
      env.reports().warning("the object store left spilled files behind: " + e.getMessage());
    }
  }
}
