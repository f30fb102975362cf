package dev.loomray.internal.base;

import dev.loomray.internal.base.file.Disk;
import dev.loomray.internal.base.file.Figures;
import dev.loomray.internal.base.file.OwnProcess;
import dev.loomray.internal.base.file.Places;
import dev.loomray.internal.base.file.RealDisk;
import dev.loomray.internal.base.file.Session;
import dev.loomray.internal.base.spill.Spill;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The memory of this machine, and directories on it. */
final class SystemStorage implements Storage {
  private final Figures figures = new Figures(Path.of("/"));
  private final Disk disk = new RealDisk();

  @Override
  public long totalMemory() {
    return figures.total();
  }

  @Override
  public long availableMemory() {
    return figures.available();
  }

  @Override
  public long maxHeap() {
    return Runtime.getRuntime().maxMemory();
  }

  @Override
  public SessionFiles open(@Nullable Path configured, Reports reports) throws IOException {
    OwnProcess process = OwnProcess.current(SystemStorage::number);
    return Places.forStore(System.getenv("XDG_RUNTIME_DIR"), process, reports)
        .open(configured, (parent, named) -> Session.create(parent, named, figures));
  }

  @Override
  public SpillFiles openSpill(@Nullable Path configured, Reports reports) throws IOException {
    OwnProcess process = OwnProcess.current(SystemStorage::number);
    return Places.forSpill(process, reports, disk::volume)
        .open(configured, (parent, named) -> Spill.create(parent, named, disk, SystemSeed.next()));
  }

  @Override
  public void sweepSpill(@Nullable Path configured) {
    OwnProcess process = OwnProcess.current(SystemStorage::number);
    Places.forSpill(process, new SystemReports(), disk::volume).sweep(configured);
  }

  /** A number that no session of this process has had before: sweeps of others may still hold on to an old one's name. */
  private static String number() {
    return Long.toUnsignedString(System.nanoTime(), Character.MAX_RADIX);
  }
}
