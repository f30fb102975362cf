package dev.loomray.jmh;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;

/**
 * How the Pekko contenders are configured. A system property overrides each setting: {@code
 * -Dpekko.actor.default-dispatcher.throughput=256}.
 */
final class PekkoSettings {
  private static final String SILENT =
      """
      pekko.loglevel = OFF
      pekko.stdout-loglevel = OFF
      pekko.log-dead-letters = off
      pekko.log-dead-letters-during-shutdown = off
      pekko.coordinated-shutdown.run-by-jvm-shutdown-hook = off
      """;

  /** As many threads as cores, longer batches, and a mailbox that costs one allocation less. */
  private static final String TUNED =
      """
      pekko.actor.default-dispatcher {
        executor = fork-join-executor
        throughput = 64
        fork-join-executor {
          parallelism-min = 1
          parallelism-factor = 1.0
          parallelism-max = 1024
        }
      }
      pekko.actor.default-mailbox.mailbox-type =
        "org.apache.pekko.dispatch.SingleConsumerOnlyUnboundedMailbox"
      """;

  private PekkoSettings() {}

  /** Pekko's defaults, but for its log. */
  static Config defaults() {
    return load(SILENT);
  }

  /** The other dispatcher, whose threads share one queue. */
  static Config threadPool() {
    return load(SILENT + "pekko.actor.default-dispatcher.executor = thread-pool-executor");
  }

  static Config tuned() {
    return load(SILENT + TUNED);
  }

  /** In the jar of the benchmarks the second of Pekko's files of defaults is not where Pekko looks. */
  private static Config load(String settings) {
    return ConfigFactory.load(
        ConfigFactory.parseString(settings)
            .withFallback(ConfigFactory.parseResources("pekko-actor-typed/reference.conf")));
  }
}
