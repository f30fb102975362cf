package dev.loomray.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.loomray.Codec;
import dev.loomray.Isolation;
import dev.loomray.RayConfig;
import dev.loomray.internal.store.StoreSettings;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigTest {
  private static final Codec<URI> URIS =
      new Codec<>() {
        @Override
        public void write(URI value, DataOutput out) throws IOException {
          out.writeUTF(value.toString());
        }

        @Override
        public URI read(DataInput in) throws IOException {
          return URI.create(in.readUTF());
        }
      };

  static Stream<Arguments> refusals() {
    return Stream.of(
        refusal(c -> c.cpus(-1), "expected 0 or more for cpus, found cpus=-1"),
        refusal(
            c -> c.gpus(Double.NaN),
            "expected a finite amount of 0 or more for gpus, found gpus=NaN"),
        refusal(c -> c.memory(-1), "expected 0 or more for memory, found memory=-1"),
        refusal(
            c -> c.resource("disk", -0.5),
            "expected a finite amount of 0 or more for disk, found disk=-0.5"),
        refusal(
            c -> c.resource("", 1),
            "expected a text that is not blank for resource name, found resource name=\"\""),
        refusal(
            c -> c.resource("memory", 1),
            "expected a name of your own; for this one there is memory(..) for resource name,"
                + " found resource name=memory"),
        refusal(c -> c.inlineDepth(-1), "expected 0 to 1000 for inlineDepth, found inlineDepth=-1"),
        refusal(
            c -> c.inlineDepth(1_001),
            "expected 0 to 1000 for inlineDepth, found inlineDepth=1001"),
        refusal(c -> c.name(null), "expected a value for name, found name=null"),
        refusal(c -> c.name(" "), "expected a text that is not blank for name, found name=\" \""),
        refusal(c -> c.namespace(null), "expected a value for namespace, found namespace=null"),
        refusal(
            c -> c.namespace(""),
            "expected a text that is not blank for namespace, found namespace=\"\""),
        refusal(c -> c.isolation(null), "expected a value for isolation, found isolation=null"),
        refusal(
            c -> c.closeTimeout(null),
            "expected a value for closeTimeout, found closeTimeout=null"),
        refusal(
            c -> c.closeTimeout(Duration.ofNanos(-1)),
            "expected a duration of zero or more for closeTimeout,"
                + " found closeTimeout=PT-0.000000001S"),
        refusal(c -> c.sessionDir(null), "expected a value for sessionDir, found sessionDir=null"),
        refusal(c -> c.codec(null, URIS), "expected a value for type, found type=null"),
        refusal(c -> c.codec(URI.class, null), "expected a value for codec, found codec=null"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void aBadValueIsRefused(UnaryOperator<RayConfig> change, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> change.apply(Config.defaults()))
        .withMessage(message);
  }

  static Stream<UnaryOperator<RayConfig>> changes() {
    return Stream.of(
        c -> c.cpus(77),
        c -> c.gpus(1.5),
        c -> c.memory(100),
        c -> c.resource("disk", 3),
        c -> c.name("other"),
        c -> c.namespace("other"),
        c -> c.seed(7),
        c -> c.isolation(Isolation.COPY),
        c -> c.closeTimeout(Duration.ZERO),
        c -> c.sessionDir(Path.of("nowhere", "at", "all")),
        c -> c.codec(URI.class, URIS));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void aChangeGivesACopyThatDiffersInOneOption(UnaryOperator<RayConfig> change) {
    Config before = Config.defaults();
    Object[] values = values(before);
    Object[] after = values((Config) change.apply(before));
    assertThat(values(before)).containsExactly(values);
    int different = 0;
    for (int i = 0; i < values.length; i++) {
      different += Objects.equals(values[i], after[i]) ? 0 : 1;
    }
    assertThat(different).isEqualTo(1);
  }

  @Test
  void theDefaultsFitTheMachine() {
    Config config = Config.defaults();
    assertThat(config.total())
        .hasToString(
            "cpus=%d memory=%d"
                .formatted(
                    Runtime.getRuntime().availableProcessors(), Runtime.getRuntime().maxMemory()));
    assertThat(config.name()).isEqualTo("ray");
    assertThat(config.namespace()).isEqualTo("default");
    assertThat(config.isolation()).isEqualTo(Isolation.SHARE);
    assertThat(config.closeNanos()).isEqualTo(Duration.ofSeconds(10).toNanos());
    assertThat(config.codecs()).isEmpty();
    assertThat(config.store()).isEqualTo(StoreSettings.DEFAULT);
    assertThat(config.seed()).isNotEqualTo(Config.defaults().seed());
  }

  @Test
  void theSessionDirectoryIsADirectoryOrNothingYet(@TempDir Path directory) throws IOException {
    Config config = Config.defaults();
    Path file = Files.createFile(directory.resolve("file"));
    assertThat(config.sessionDir(directory).store().directory()).isEqualTo(directory);
    assertThat(config.sessionDir(directory.resolve("later")).store().directory())
        .isEqualTo(directory.resolve("later"))
        .doesNotExist();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config.sessionDir(file))
        .withMessage(
            "expected a directory, or a path where there is nothing for sessionDir,"
                + " found sessionDir="
                + file);
  }

  @Test
  void theLastCodecOfATypeCounts() {
    Config config = Config.defaults().codec(URI.class, URIS).codec(URI.class, URIS);
    assertThat(config.codecs()).hasSize(1).containsEntry(URI.class, URIS);
  }

  private static Object[] values(Config config) {
    return new Object[] {
      config.total(),
      config.name(),
      config.namespace(),
      config.seed(),
      config.isolation(),
      config.closeNanos(),
      config.store(),
      config.codecs()
    };
  }

  private static Arguments refusal(UnaryOperator<RayConfig> change, String message) {
    return arguments(change, message);
  }
}
