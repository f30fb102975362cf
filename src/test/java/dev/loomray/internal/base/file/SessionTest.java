package dev.loomray.internal.base.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loomray.internal.base.SegmentFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionTest {
  private final AtomicInteger numbers = new AtomicInteger();
  private final OwnProcess process =
      OwnProcess.current(() -> Integer.toString(numbers.incrementAndGet()));
  private final Figures figures = new Figures(Path.of("/"));

  @TempDir Path place;
  private Path parent;

  @BeforeEach
  void aDirectoryOfTheUser() throws IOException {
    parent =
        Files.createDirectory(
            place.resolve("loomray-" + process.user()),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  @Test
  void itsDirectoryNamesTheProcess() throws IOException {
    try (Session session = open()) {
      ProcessHandle self = ProcessHandle.current();
      long start = self.info().startInstant().orElseThrow().toEpochMilli();
      assertThat(session.directory()).isEqualTo(parent.resolve(self.pid() + "-" + start + "-1"));
      assertThat(Files.getPosixFilePermissions(session.directory()))
          .isEqualTo(PosixFilePermissions.fromString("rwx------"));
      assertThat(session.directory().resolve("lock")).exists();
    }
  }

  @Test
  void closingRemovesAllThatIsInIt() throws IOException {
    Session session = open();
    SegmentFile file = session.create(0, 1 << 20);
    Files.createDirectories(session.directory().resolve("a/b"));
    session.close();
    session.close();
    assertThat(parent).isEmptyDirectory();
    assertThat(file.memory().byteSize()).isEqualTo(1 << 20);
    file.unmap();
  }

  @Test
  void theControlFileIsThereAtOnceAndStaysMappedWhenItGoes() throws IOException {
    Session session = open();
    MemorySegment control = session.control(8192);
    Path file = session.directory().resolve("control");
    assertThat(file).hasSize(8192);
    control.set(ValueLayout.JAVA_LONG, 8184, 42);
    assertThat(Files.readAllBytes(file)[8184]).isEqualTo((byte) 42);
    assertThatThrownBy(() -> session.control(8192)).isInstanceOf(FileAlreadyExistsException.class);
    session.close();
    assertThat(parent).isEmptyDirectory();
    control.set(ValueLayout.JAVA_LONG, 0, 43);
    assertThat(control.get(ValueLayout.JAVA_LONG, 8184)).isEqualTo(42);
  }

  @Test
  void aDirectoryOfARandomNameGoesWithIt() throws IOException {
    Path random = Files.createTempDirectory(place, "loomray-" + process.user() + "-");
    Session.create(random, process, figures).close();
    assertThat(random).doesNotExist();
  }

  @Test
  void aNameThatIsTakenIsPassedOver() throws IOException {
    Files.createDirectory(parent.resolve(process.name() + "-1"));
    try (Session session = open()) {
      assertThat(session.directory()).isEqualTo(parent.resolve(process.name() + "-2"));
    }
  }

  @Test
  void withoutItsParentThereIsNoSession() {
    assertThatThrownBy(() -> Session.create(place.resolve("missing"), process, figures))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void knowsHowMuchMayBeWritten() throws IOException {
    try (Session session = open()) {
      assertThat(session.usableSpace()).isPositive();
      assertThat(session.room()).isBetween(1L, session.usableSpace());
    }
  }

  @Test
  void inMemoryTheMachineKeepsATwentieth() throws IOException {
    Path memory = Files.createTempDirectory(Path.of("/dev/shm"), "loomray-test-");
    try (Session session = Session.create(memory, process, poor())) {
      assertThat(session.usableSpace()).isGreaterThan(60L << 10);
      assertThat(session.room()).isEqualTo(60L << 10);
    }
    assertThat(memory).doesNotExist();
  }

  @Test
  void onDiskMemoryDoesNotMatter() throws IOException {
    boolean isDisk = !Files.getFileStore(place).type().equals("tmpfs");
    try (Session session = Session.create(parent, process, poor())) {
      assertThat(session.room() > 60L << 10).isEqualTo(isDisk);
    }
  }

  /** A machine of 800 KiB, with 100 of them free. */
  private Figures poor() throws IOException {
    Files.createDirectories(place.resolve("root/proc"));
    Files.writeString(
        place.resolve("root/proc/meminfo"), "MemTotal: 800 kB\nMemAvailable: 100 kB\n");
    return new Figures(place.resolve("root"));
  }

  @Test
  void twentyLiveBesideEachOther() throws IOException {
    List<Session> sessions = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      sessions.add(open());
    }
    assertThat(sessions).extracting(Session::directory).doesNotHaveDuplicates();
    new Sweep(process).sweep(place);
    for (Session session : sessions) {
      assertThat(session.directory().resolve("lock")).exists();
      session.close();
      assertThat(session.directory()).doesNotExist();
    }
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void thoseOfAnotherProcessAreRemovedWhenItIsDead() throws IOException {
    try (OtherProcess other = OtherProcess.start("hold", place)) {
      Path session = Path.of(other.line());
      new Sweep(process).sweep(place);
      assertThat(session.resolve("lock")).exists();
      other.kill();
      assertThat(session.resolve("lock")).exists();
      new Sweep(process).sweep(place);
      assertThat(session).doesNotExist();
    }
  }

  @Test
  void comeAndGoWhileAnotherProcessSweeps() throws Exception {
    Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    try (OtherProcess other = OtherProcess.start("sweep", place)) {
      assertThat(other.line()).isEqualTo("sweeping");
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        threads.add(Thread.ofPlatform().start(() -> comeAndGo(failures)));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(other.end()).isZero();
    }
    assertThat(failures).isEmpty();
    assertThat(parent).isEmptyDirectory();
  }

  private void comeAndGo(Queue<Throwable> failures) {
    try {
      for (int i = 0; i < 20; i++) {
        try (Session session = open()) {
          SegmentFile file = session.create(0, 4096);
          file.commit(0, 4096);
          for (int look = 0; look < 50; look++) {
            assertThat(session.directory().resolve("segment-0")).exists();
          }
          file.unmap();
        }
      }
    } catch (IOException | AssertionError e) {
      failures.add(e);
    }
  }

  private Session open() throws IOException {
    return Session.create(parent, process, figures);
  }
}
