package dev.loomray.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.error.ObjectStoreFullException;
import dev.loomray.internal.base.Environment;
import dev.loomray.internal.base.FakeReports;
import dev.loomray.internal.base.FakeStorage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where memory and disk are full, nothing more can be put, but all that is there can be read. */
class FullDiskTest {
  private static final long MIB = 1L << 20;

  private final FakeStorage storage = new FakeStorage();
  private final FakeReports reports = new FakeReports();

  private Ray start() {
    Environment real = Environment.system(1);
    return Boot.start(
        c -> c.cpus(2).storeBytes(16 * MIB).fullTimeout(Duration.ofMillis(50)),
        new Environment(
            real.clock(),
            real.threads(),
            real.idle(),
            real.reclaim(),
            storage,
            real.random(),
            reports));
  }

  private static byte[] content(int number) {
    byte[] content = new byte[(int) MIB];
    Arrays.fill(content, (byte) number);
    return content;
  }

  @Test
  void allThatWasPutCanBeRead() {
    storage.disk().total(48 * MIB);
    try (Ray ray = start()) {
      List<ObjectRef<byte[]>> refs = new ArrayList<>();
      assertThatThrownBy(
              () -> {
                while (true) {
                  refs.add(ray.put(content(refs.size())));
                }
              })
          .isInstanceOf(ObjectStoreFullException.class)
          .hasMessageContaining("95 % of the disk");
      assertThat(refs).hasSizeBetween(50, 64);
      for (int round = 0; round < 2; round++) {
        for (int i = 0; i < refs.size(); i++) {
          assertThat(refs.get(i).get()).isEqualTo(content(i));
        }
      }
      assertThat(reports.warnings()).hasSize(1);
    }
    assertThat(storage.disk().files()).isEmpty();
  }
}
