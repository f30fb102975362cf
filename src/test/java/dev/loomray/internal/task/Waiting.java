package dev.loomray.internal.task;

import java.util.List;
import java.util.function.BiConsumer;

/** Waiters for tests. */
final class Waiting extends Waiter {
  private final String name;
  private final BiConsumer<Ref<?>, Cascade> action;
  volatile boolean live = true;
  volatile boolean reads = true;

  private Waiting(String name, BiConsumer<Ref<?>, Cascade> action) {
    this.name = name;
    this.action = action;
  }

  /** One that does something when it is told. */
  static Waiting doing(BiConsumer<Ref<?>, Cascade> action) {
    return new Waiting("a waiter", action);
  }

  /** One that writes its name down when it is told. */
  static Waiting noting(String name, List<String> told) {
    return new Waiting(name, (_, _) -> told.add(name));
  }

  /** One that is never told. */
  static Waiting named(String name) {
    return new Waiting(name, (_, _) -> {});
  }

  @Override
  public void settled(Ref<?> ref, Cascade cascade) {
    action.accept(ref, cascade);
  }

  @Override
  public boolean readsFailures() {
    return reads;
  }

  @Override
  public boolean isLive() {
    return live;
  }

  @Override
  public String toString() {
    return name;
  }
}
