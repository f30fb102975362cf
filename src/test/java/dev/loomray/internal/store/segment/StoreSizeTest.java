package dev.loomray.internal.store.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreSizeTest {
  private static final long MIB = 1L << 20;
  private static final long GIB = 1L << 30;

  @Test
  void isThirtyPercentOfTheMemoryWhereNothingIsScarce() {
    assertThat(new StoreSize(100 * GIB, 25 * GIB, 1000 * GIB).byDefault()).isEqualTo(30 * GIB);
  }

  @Test
  void leavesTheHeapAndATenthToOthers() {
    assertThat(new StoreSize(100 * GIB, 80 * GIB, 1000 * GIB).byDefault()).isEqualTo(10 * GIB);
  }

  @Test
  void leavesAtLeastAQuarterOfAGibibyteToOthers() {
    assertThat(new StoreSize(GIB, 512 * MIB, GIB).byDefault()).isEqualTo(256 * MIB);
  }

  @Test
  void takesFourFifthsOfTheFileSystem() {
    assertThat(new StoreSize(100 * GIB, 25 * GIB, 60 * MIB).byDefault()).isEqualTo(48 * MIB);
  }

  @Test
  void isNeverLessThanTheLeast() {
    assertThat(new StoreSize(GIB, GIB, GIB).byDefault()).isEqualTo(16 * MIB);
  }

  @Test
  void whatFitsBesideTheHeapIsAccepted() {
    StoreSize size = new StoreSize(24 * GIB, 6 * GIB, GIB);
    assertThat(size.require(18 * GIB)).isEqualTo(18 * GIB);
    assertThat(size.require(16 * MIB)).isEqualTo(16 * MIB);
  }

  @Test
  void whatDoesNotIsRefusedWithTheSum() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StoreSize(24 * GIB, 6 * GIB, GIB).require(20 * GIB))
        .withMessage(
            "expected at most what the heap leaves for storeBytes, found storeBytes=21474836480 (20 GiB): of 24 GiB"
                + " memory the heap may take 6 GiB, which leaves 18 GiB; ask for less, or lower -Xmx");
  }

  @Test
  void tooLittleIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StoreSize(24 * GIB, 6 * GIB, GIB).require(16 * MIB - 1))
        .withMessage("expected at least 16 MiB for storeBytes, found storeBytes=16777215 (16 MiB)");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 bytes",
    "1023, 1023 bytes",
    "1024, 1 KiB",
    "1536, 1.5 KiB",
    "1048575, 1024 KiB",
    "1048576, 1 MiB",
    "1610612736, 1.5 GiB",
    "2199023255552, 2 TiB",
    "9223372036854775807, 8388608 TiB"
  })
  void sizesAreWrittenAsPeopleDo(long bytes, String text) {
    assertThat(ByteSize.text(bytes)).isEqualTo(text);
  }
}
