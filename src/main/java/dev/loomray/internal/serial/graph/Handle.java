package dev.loomray.internal.serial.graph;

import dev.loomray.ActorHandle;
import dev.loomray.Actors;
import dev.loomray.ObjectRef;
import dev.loomray.Tasks;

/**
 * Stands, as a class, for all handles: the live things of this process that are written as an index
 * into a list, and come back as themselves. These are refs, Rays, scopes, actors, and
 * views of the last three.
 */
public final class Handle {
  private Handle() {}

  /** Whether objects of this class are handles. */
  public static boolean is(Class<?> type) {
    return ObjectRef.class.isAssignableFrom(type)
        || Tasks.class.isAssignableFrom(type)
        || Actors.class.isAssignableFrom(type)
        || ActorHandle.class.isAssignableFrom(type);
  }
}
