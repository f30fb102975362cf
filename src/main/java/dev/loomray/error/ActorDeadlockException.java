package dev.loomray.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * Waiting would have closed a circle of actors and tasks that wait for each other, which none of them could leave (Ray has none).
 *
 * <p>An actor runs one call at a time: a call in it that waits for another call of the same actor waits for itself. The message
 * names the circle. It is thrown by the one untimed {@link dev.loomray.ObjectRef#get()} that closes the circle, and by a call that
 * waits for room in a full actor ({@link dev.loomray.ActorOptions#blockWhenFull()}); the others go on when they have their answers.
 * What has a limit in time is never told so.
 */
public class ActorDeadlockException extends ActorException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * Makes an exception.
   *
   * @param message what was expected, what was found, what to do
   * @param cause the cause, if there is one
   */
  public ActorDeadlockException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
