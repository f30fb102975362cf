package dev.loomray.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loomray.internal.base.Spilled;
import dev.loomray.internal.serial.ValueType;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whom a reader waits for, and what is left of an object when it ends. */
class StoredObjectTest {
  private static final StoredObject.End END = new StoredObject.End("a test", 0);

  private final List<Place> returned = new ArrayList<>();
  private final Unused unused =
      new Unused() {
        @Override
        public void over(StoredObject object, Place last) {
          returned.add(last);
        }

        @Override
        public void giveBack(Place place) {
          returned.add(place);
        }
      };
  private final Place memory = place();
  private final StoredObject object =
      new StoredObject(
          new StoredObject.Facts(1, ValueType.SEGMENT, 8, MemorySegment.class, 0, ""),
          List.of(),
          memory);

  private static Place place() {
    return new Place.InPage(null, MemorySegment.ofArray(new byte[8]));
  }

  private static final class OnDisk implements Spilled {
    @Override
    public Path path() {
      return Path.of("spill-0");
    }

    @Override
    public long bytes() {
      return 8;
    }

    @Override
    public void read(MemorySegment into) {
      into.fill((byte) 1);
    }

    @Override
    public void delete() {
      // it is not there
    }
  }

  @Test
  void whoWantsWhatIsOnDiskWaitsForWhoRestoresIt() {
    object.beginSpill();
    assertThat(object.isChanging()).as("it is read meanwhile").isFalse();
    assertThat(object.endSpill(new Place.OnDisk(new OnDisk()), unused)).isTrue();
    assertThat(object.isChanging()).isFalse();
    assertThat(object.pin()).isNull();
    assertThat(object.beginRestore()).isTrue();
    assertThat(object.isChanging()).isTrue();
    assertThat(object.beginRestore()).as("one does").isFalse();
    Place again = place();
    object.endRestore(again, unused);
    assertThat(object.isChanging()).isFalse();
    assertThat(object.pin()).isSameAs(again);
    assertThat(returned)
        .as("the memory, and nothing for the file, which stays")
        .hasSize(2)
        .startsWith(memory);
  }

  /** The end of a move tells nobody, for nobody waits for it. */
  @Test
  void nobodyWaitsForWhatWasFreedWhileItMoved() {
    object.beginMove();
    assertThat(object.free(END)).as("the end of the move gives it back").isNull();
    assertThat(object.isChanging()).isFalse();
    Place other = place();
    object.endMove(other, unused);
    assertThat(returned).containsExactlyInAnyOrder(memory, other);
  }

  @Test
  void whatIsReadWhenItsSpillEndsStaysAndKeepsItsFile() {
    object.beginSpill();
    assertThat(object.pin()).isSameAs(memory);
    assertThat(object.endSpill(new Place.OnDisk(new OnDisk()), unused)).isFalse();
    assertThat(object.state()).isEqualTo(ObjectState.MEMORY);
    assertThat(object.file()).isNotNull();
    assertThat(object.dropCopy()).as("it is read").isNull();
    assertThat(object.unpin()).isNull();
    assertThat(object.dropCopy()).isNotNull();
    assertThat(object.file()).isNull();
    assertThat(object.free(END)).isSameAs(memory);
    assertThat(object.free(END)).as("once").isNull();
  }
}
