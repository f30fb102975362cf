package dev.loomray.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loomray.internal.base.Environment;
import dev.loomray.internal.base.FakeReports;
import dev.loomray.internal.base.FakeStorage;
import dev.loomray.internal.base.SessionFiles;
import dev.loomray.internal.store.control.Control;
import dev.loomray.internal.store.segment.Block;
import dev.loomray.internal.store.segment.Segments;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pages end with their last object, whenever that comes. */
class PagesTest {
  private static final int SMALL = 1_000;
  private static final long LIMIT = 16L << 20;

  private Room room;
  private Pages pages;

  @BeforeEach
  void open() throws Exception {
    FakeStorage storage = new FakeStorage();
    FakeReports reports = new FakeReports();
    SessionFiles files = storage.open(null, reports);
    Control control = Control.create(files, LIMIT);
    Room.Opened opened = new Room.Opened(new Segments(files, LIMIT, control), control, files);
    Pause pause =
        (done, _, _) -> {
          while (!done.getAsBoolean()) {
            LockSupport.park();
          }
          return true;
        };
    Shortage.Terms terms =
        new Shortage.Terms(
            new Evacuation(() -> null),
            (_, _) -> 0,
            PagesTest::noDisk,
            pause,
            1_000_000,
            () -> "nobody");
    room = new Room("pages", Environment.system(1), () -> opened, new Roster(), terms);
    pages = new Pages(room);
  }

  @AfterEach
  void close() {
    room.close();
  }

  @Test
  void manyShareAPageWhichGoesWithTheLastOnceAnotherIsFilled() {
    Place.InPage first = pages.take(Need.of(SMALL, String.class));
    Place.InPage second = pages.take(Need.of(SMALL, String.class));
    assertThat(second.page()).isSameAs(first.page());
    pages.leave(first.page());
    pages.leave(second.page());
    assertThat(used()).isEqualTo(Page.BYTES); // it is filled still
    Place.InPage last = first;
    while (last.page() == first.page()) {
      last = pages.take(Need.of(SMALL, String.class));
      pages.leave(last.page());
    }
    assertThat(used()).isEqualTo(Page.BYTES);
  }

  @Test
  void thePageThatWasFilledGoesAtTheClose() {
    Place.InPage place = pages.take(Need.of(SMALL, String.class));
    pages.leave(place.page());
    pages.close();
    assertThat(used()).isZero();
  }

  @Test
  void aPageThatIsTakenWhileTheStoreClosesGoesWithItsObject() {
    Place.InPage before = pages.take(Need.of(SMALL, String.class));
    pages.close();
    Place.InPage late = pages.take(Need.of(SMALL, String.class));
    assertThat(late.page()).isNotSameAs(before.page());
    pages.leave(before.page());
    pages.leave(late.page());
    assertThat(used()).isZero();
  }

  private long used() {
    return room.segments().used();
  }

  private static Block noDisk(Need need) throws IOException {
    throw new IOException("no disk for " + need);
  }
}
