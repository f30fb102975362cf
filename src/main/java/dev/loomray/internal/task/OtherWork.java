package dev.loomray.internal.task;

import dev.loomray.internal.serial.Failure;
import java.util.List;

/** What a Ray does beside its tasks; a floor above adds it. */
public interface OtherWork {
  /** Nothing. */
  OtherWork NONE = new NoOtherWork();

  /** Whether nothing of it is unfinished. */
  boolean isIdle();

  /** How often it has changed; who finds it idle, and this number the same before and after, knows that it was so meanwhile. */
  long changes();

  /**
   * Stops all of it, and accepts no more.
   *
   * @return the names of what it has stopped
   */
  List<String> stop(Failure why);

  /** Whether all of its threads have let go. */
  boolean hasEnded();

  /** What still has a thread. */
  List<Execution<?>> running();

  /** What it does, as lines for people. */
  String describe();
}
