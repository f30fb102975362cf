package dev.loomray.internal.serial;

import dev.loomray.error.ActorAlreadyExistsException;
import dev.loomray.error.ActorDeadlockException;
import dev.loomray.error.ActorDiedException;
import dev.loomray.error.ActorUnavailableException;
import dev.loomray.error.NodeDiedException;
import dev.loomray.error.ObjectFreedException;
import dev.loomray.error.ObjectLostException;
import dev.loomray.error.ObjectStoreFullException;
import dev.loomray.error.OwnerDiedException;
import dev.loomray.error.PendingCallsLimitException;
import dev.loomray.error.RayClosedException;
import dev.loomray.error.RayException;
import dev.loomray.error.TaskCancelledException;
import dev.loomray.error.TaskException;
import dev.loomray.error.TaskTimeoutException;
import dev.loomray.error.UnserializableException;
import org.jspecify.annotations.Nullable;

/**
 * There is no value, and why.
 *
 * @param kind which exception its readers get
 * @param message what happened, and what to do
 * @param cause the cause, if there is one
 */
public record Failure(Kind kind, String message, @Nullable Throwable cause) implements Message {
  /** Why there is no value; each is an exception of its own for readers, and goes by its name. */
  public enum Kind {
    /** The user's code threw. */
    TASK,
    /** The task was cancelled. */
    CANCELLED,
    /** The task did not end in time. */
    TIMEOUT,
    /** The node that ran the task was lost. */
    NODE_DIED,
    /** The actor is dead. */
    ACTOR_DIED,
    /** The actor cannot be reached now. */
    ACTOR_UNAVAILABLE,
    /** The name is taken by another actor. */
    ACTOR_EXISTS,
    /** Waiting would have closed a cycle of actors. */
    ACTOR_DEADLOCK,
    /** The actor has too many unfinished calls. */
    PENDING_CALLS,
    /** The value is gone. */
    OBJECT_LOST,
    /** The program freed the value. */
    OBJECT_FREED,
    /** The process that owned the value is gone. */
    OWNER_DIED,
    /** There was no room for the value. */
    STORE_FULL,
    /** The value cannot be stored. */
    UNSERIALIZABLE,
    /** The Ray is closed. */
    CLOSED
  }

  /** A new exception for one reader, with the stack of that reader. */
  public RayException toException() {
    return switch (kind) {
      case TASK -> new TaskException(message, cause);
      case CANCELLED -> new TaskCancelledException(message, cause);
      case TIMEOUT -> new TaskTimeoutException(message, cause);
      case NODE_DIED -> new NodeDiedException(message, cause);
      case ACTOR_DIED -> new ActorDiedException(message, cause);
      case ACTOR_UNAVAILABLE -> new ActorUnavailableException(message, cause);
      case ACTOR_EXISTS -> new ActorAlreadyExistsException(message, cause);
      case ACTOR_DEADLOCK -> new ActorDeadlockException(message, cause);
      case PENDING_CALLS -> new PendingCallsLimitException(message, cause);
      case OBJECT_LOST -> new ObjectLostException(message, cause);
      case OBJECT_FREED -> new ObjectFreedException(message, cause);
      case OWNER_DIED -> new OwnerDiedException(message, cause);
      case STORE_FULL -> new ObjectStoreFullException(message, cause);
      case UNSERIALIZABLE -> new UnserializableException(message, cause);
      case CLOSED -> new RayClosedException(message, cause);
    };
  }
}
