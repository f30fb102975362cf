package dev.loomray.internal.task;

import java.util.List;

/**
 * A knot in the net of who waits for whom: a ref, a wait that a thread has published, or whatever else must move before
 * somebody goes on. The net is looked at while it changes; {@link Deadlocks} says why that is no lie.
 */
public interface Awaited {
  /**
   * What must move before this one moves. Where there are several, each may be the one that does. Empty if this moves by
   * itself, has moved, or may do so in time, and whenever that is not known for certain.
   */
  List<? extends Awaited> behind();

  /** What this does about one of those, in words that follow its name; empty if there is nothing to say. */
  String because(Awaited next);

  /** What this is, for messages. */
  String describe();
}
