package dev.loomray.internal.task;

import dev.loomray.internal.serial.Failure;
import java.util.List;

/** A Ray with tasks alone. */
final class NoOtherWork implements OtherWork {
  @Override
  public boolean isIdle() {
    return true;
  }

  @Override
  public long changes() {
    return 0;
  }

  @Override
  public List<String> stop(Failure why) {
    return List.of();
  }

  @Override
  public boolean hasEnded() {
    return true;
  }

  @Override
  public List<Execution<?>> running() {
    return List.of();
  }

  @Override
  public String describe() {
    return "";
  }
}
