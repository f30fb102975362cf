package dev.loomray.internal.base.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FiguresTest {
  private static final long KIB = 1024;

  @TempDir Path root;

  @BeforeEach
  void aMachine() throws IOException {
    write(
        "proc/meminfo",
        "MemTotal:       24683620 kB\nMemFree:  1 kB\nMemAvailable:   24043520 kB\n");
  }

  @Test
  void areThoseOfTheJvmOnThisMachine() {
    Figures here = new Figures(Path.of("/"));
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    assertThat(here.total()).isEqualTo(system.getTotalMemorySize());
    assertThat(here.available()).isBetween(1L, here.total());
  }

  @Test
  void withoutGroupsAreThoseOfTheMachine() {
    assertFigures(24683620 * KIB, 24043520 * KIB);
  }

  @Test
  void aGroupWithoutALimitChangesNothing() throws IOException {
    write("proc/self/cgroup", "0::/a\n");
    group("sys/fs/cgroup/a", "max", 100, 0);
    assertFigures(24683620 * KIB, 24043520 * KIB);
  }

  @Test
  void theLimitOfItsGroupCounts() throws IOException {
    write("proc/self/cgroup", "0::/a/b\n");
    group("sys/fs/cgroup/a/b", "1000000", 700_000, 50_000);
    assertFigures(1_000_000, 350_000);
  }

  @Test
  void soDoesThatOfAGroupAroundIt() throws IOException {
    write("proc/self/cgroup", "0::/a/b\n");
    group("sys/fs/cgroup/a/b", "3000000", 700_000, 0);
    group("sys/fs/cgroup/a", "2000000", 1_900_000, 0);
    assertFigures(2_000_000, 100_000);
  }

  @Test
  void inAContainerTheMountIsTheGroup() throws IOException {
    write("proc/self/cgroup", "0::/docker/of-the-host\n");
    group("sys/fs/cgroup", "1000000", 1_100_000, 0);
    assertFigures(1_000_000, 0);
  }

  @Test
  void aPathThatLeadsOutOfTheMountIsTheMount() throws IOException {
    write("proc/self/cgroup", "0::/../..\n");
    group("sys/fs/cgroup", "1000000", 0, 0);
    assertFigures(1_000_000, 1_000_000);
  }

  @Test
  void groupsOfTheFirstVersionCountToo() throws IOException {
    write("proc/self/cgroup", "9:name=systemd:/x\n5:cpu,memory:/a\n0::/\n");
    write("sys/fs/cgroup/memory/a/memory.limit_in_bytes", "1000000\n");
    write("sys/fs/cgroup/memory/a/memory.usage_in_bytes", "600000\n");
    write("sys/fs/cgroup/memory/a/memory.stat", "inactive_file 1\ntotal_inactive_file 200000\n");
    assertFigures(1_000_000, 600_000);
  }

  @Test
  void anUnlimitedGroupOfTheFirstVersionChangesNothing() throws IOException {
    write("proc/self/cgroup", "4:memory:/\n");
    write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
    write("sys/fs/cgroup/memory/memory.usage_in_bytes", "600000\n");
    write("sys/fs/cgroup/memory/memory.stat", "total_inactive_file 0\n");
    assertFigures(24683620 * KIB, 24043520 * KIB);
  }

  @Test
  void whatIsWrittenOtherwiseIsPassedOver() throws IOException {
    write("proc/self/cgroup", "nonsense\n0::/a\n");
    group("sys/fs/cgroup/a", "much", 0, 0);
    assertFigures(24683620 * KIB, 24043520 * KIB);
  }

  @Test
  void withoutTheFilesOfLinuxTheJvmIsAsked() throws IOException {
    Files.delete(root.resolve("proc/meminfo"));
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    Figures figures = new Figures(root);
    assertThat(figures.total()).isEqualTo(system.getTotalMemorySize());
    assertThat(figures.available()).isBetween(1L, figures.total());
  }

  private void assertFigures(long total, long available) {
    Figures figures = new Figures(root);
    assertThat(figures.total()).isEqualTo(total);
    assertThat(figures.available()).isEqualTo(available);
  }

  private void group(String path, String limit, long usage, long inactive) throws IOException {
    write(path + "/memory.max", limit + "\n");
    write(path + "/memory.current", usage + "\n");
    write(path + "/memory.stat", "anon 5\ninactive_file " + inactive + "\n");
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
