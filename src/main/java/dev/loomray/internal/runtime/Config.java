package dev.loomray.internal.runtime;

import dev.loomray.Codec;
import dev.loomray.Engine;
import dev.loomray.Isolation;
import dev.loomray.RayConfig;
import dev.loomray.internal.base.Environment;
import dev.loomray.internal.base.Require;
import dev.loomray.internal.store.StoreSettings;
import dev.loomray.internal.task.EngineSettings;
import dev.loomray.internal.task.Resources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The configuration of a Ray.
 *
 * @param total the resources there are
 * @param name the name in threads and messages
 * @param namespace the namespace
 * @param seed of every random choice
 * @param isolation how values pass
 * @param tasks what runs tasks
 * @param closeNanos how long close waits
 * @param store what is chosen of the object store, but for the name
 * @param codecs the user's codecs
 */
record Config(
    Resources total,
    String name,
    String namespace,
    long seed,
    Isolation isolation,
    EngineSettings tasks,
    long closeNanos,
    StoreSettings store,
    Map<Class<?>, Codec<?>> codecs)
    implements RayConfig {
  private static final int DEEPEST_INLINE = 1_000;
  private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(10);

  static Config defaults() {
    Runtime runtime = Runtime.getRuntime();
    return new Config(
        Resources.NONE
            .with(Resources.CPUS, runtime.availableProcessors())
            .withMemory(runtime.maxMemory()),
        "ray",
        "default",
        Environment.freshSeed(),
        Isolation.SHARE,
        EngineSettings.DEFAULT,
        CLOSE_NANOS,
        StoreSettings.DEFAULT,
        Map.of());
  }

  @Override
  public Config cpus(int cpus) {
    return with(total.with(Resources.CPUS, (double) Require.notNegative(cpus, "cpus")));
  }

  @Override
  public Config gpus(double gpus) {
    return with(total.with(Resources.GPUS, gpus));
  }

  @Override
  public Config memory(long bytes) {
    return with(total.withMemory(bytes));
  }

  @Override
  public Config resource(String name, double amount) {
    return with(total.withOwn(name, amount));
  }

  private Config with(Resources changed) {
    return new Config(changed, name, namespace, seed, isolation, tasks, closeNanos, store, codecs);
  }

  @Override
  public Config name(String name) {
    Require.text(name, "name");
    return new Config(total, name, namespace, seed, isolation, tasks, closeNanos, store, codecs);
  }

  @Override
  public Config namespace(String namespace) {
    Require.text(namespace, "namespace");
    return new Config(total, name, namespace, seed, isolation, tasks, closeNanos, store, codecs);
  }

  @Override
  public Config seed(long seed) {
    return new Config(total, name, namespace, seed, isolation, tasks, closeNanos, store, codecs);
  }

  @Override
  public Config engine(Engine engine) {
    return with(tasks.with(Require.notNull(engine, "engine")));
  }

  @Override
  public Config inlineDepth(int depth) {
    if (depth < 0 || depth > DEEPEST_INLINE) {
      throw Require.refused("inlineDepth", "0 to " + DEEPEST_INLINE, depth);
    }
    return with(tasks.withInlineDepth(depth));
  }

  private Config with(EngineSettings changed) {
    return new Config(total, name, namespace, seed, isolation, changed, closeNanos, store, codecs);
  }

  @Override
  public Config isolation(Isolation isolation) {
    Require.notNull(isolation, "isolation");
    return new Config(total, name, namespace, seed, isolation, tasks, closeNanos, store, codecs);
  }

  @Override
  public Config closeTimeout(Duration timeout) {
    long nanos = Require.nanos(timeout, "closeTimeout");
    return new Config(total, name, namespace, seed, isolation, tasks, nanos, store, codecs);
  }

  @Override
  public Config sessionDir(Path dir) {
    if (Files.exists(Require.notNull(dir, "sessionDir")) && !Files.isDirectory(dir)) {
      throw Require.refused("sessionDir", "a directory, or a path where there is nothing", dir);
    }
    return with(store.withDirectory(dir));
  }

  @Override
  public Config spillDir(Path dir) {
    if (Files.exists(Require.notNull(dir, "spillDir")) && !Files.isDirectory(dir)) {
      throw Require.refused("spillDir", "a directory, or a path where there is nothing", dir);
    }
    return with(store.withSpillDirectory(dir));
  }

  @Override
  public Config fullTimeout(Duration timeout) {
    return with(store.withPatience(Require.nanos(timeout, "fullTimeout")));
  }

  @Override
  public Config storeBytes(long bytes) {
    return with(store.withBytes(bytes));
  }

  @Override
  public Config inlineBytes(int bytes) {
    return with(store.withInlineBytes(bytes));
  }

  @Override
  public Config recordSites() {
    return with(store.withSites());
  }

  private Config with(StoreSettings changed) {
    return new Config(total, name, namespace, seed, isolation, tasks, closeNanos, changed, codecs);
  }

  @Override
  public <T> Config codec(Class<T> type, Codec<T> codec) {
    Map<Class<?>, Codec<?>> more = new HashMap<>(codecs);
    more.put(Require.notNull(type, "type"), Require.notNull(codec, "codec"));
    return new Config(
        total, name, namespace, seed, isolation, tasks, closeNanos, store, Map.copyOf(more));
  }
}
