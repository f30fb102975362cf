package dev.loomray.internal.task;

import dev.loomray.error.RayClosedException;
import dev.loomray.error.TaskException;
import dev.loomray.error.UnserializableException;
import dev.loomray.internal.serial.Failure;

/** What readers learn of what a user's code threw. */
public final class ThrownFailure {
  private ThrownFailure() {}

  /**
   * The failure of a task or a call.
   *
   * @param name its name
   * @param text what to say if the code itself has failed
   */
  public static Failure of(Owner owner, String name, Throwable thrown, String text) {
    if (thrown instanceof RayClosedException && !owner.lifecycle().isOpen()) {
      return Stop.rayClosed().below(); // it met the end of the Ray a moment before it was told
    }
    if (thrown instanceof TaskException inner && inner.getCause() != null) {
      return new Failure(
          Failure.Kind.TASK, FailureText.through(name, inner.getMessage()), inner.getCause());
    }
    if (thrown instanceof UnserializableException) {
      String message = "task %s has no result: %s".formatted(name, thrown.getMessage());
      return new Failure(Failure.Kind.UNSERIALIZABLE, message, thrown.getCause());
    }
    return new Failure(Failure.Kind.TASK, text, thrown);
  }
}
