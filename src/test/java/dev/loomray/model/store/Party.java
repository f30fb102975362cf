package dev.loomray.model.store;

import dev.loomray.model.store.ObjectModel.State;

/**
 * A thread that has to do with the object.
 *
 * @param stage where it stands
 * @param block the block that it reads, or that is to be its place, or that is to be given back
 * @param there where the object stands if that block, or the file, becomes its place
 * @param here where it stands if not
 * @param rounds how often the spiller has begun
 */
record Party(Stage stage, int block, State there, State here, int rounds) {
  /** Where it stands. */
  enum Stage {
    /** A reader before it begins. */
    OUTSIDE,
    /** A reader that reads. */
    READING,
    /** A reader that has claimed to restore it. */
    RESTORES,
    /** The freer before it frees. */
    FREEING,
    /** The spiller between two rounds. */
    IDLE,
    /** The spiller while it writes a file. */
    SPILLS,
    /** The spiller while it copies to another block. */
    MOVES,
    /** Whoever has done its I/O. */
    CHANGING,
    /** Whoever has changed the place, or has not. */
    FINISHING,
    /** Whoever has a place left that nobody uses. */
    LEAVING,
    /** Done. */
    ENDED
  }

  static Party of(Stage stage) {
    return new Party(stage, ObjectModel.NOTHING, State.MEMORY, State.MEMORY, 0);
  }

  Party at(Stage changed) {
    return new Party(changed, block, there, here, rounds);
  }

  Party at(Stage changed, int with) {
    return new Party(changed, with, there, here, rounds);
  }

  Party towards(State ifDone, State ifNot) {
    return new Party(stage, block, ifDone, ifNot, rounds);
  }

  Party nextRound() {
    return new Party(stage, block, there, here, rounds + 1);
  }
}
