package dev.loomray.model.store;

import java.util.ArrayList;
import java.util.List;

/**
 * An object of the store as a model: the word, who holds which of the two places, and where each thread stands. A step is one
 * compare-and-set of the product, or one giving back of a place.
 *
 * @param dead whether it was freed
 * @param io whether somebody moves it
 * @param second whether its place is the second
 * @param pins how many read it
 * @param first how often the first place was given back; it is there at the start
 * @param other how often the second was given back, -1 before it is made
 * @param readers where the three readers stand
 * @param freer where the freer stands
 * @param mover where the mover stands
 */
record ObjectModel(
    boolean dead,
    boolean io,
    boolean second,
    int pins,
    int first,
    int other,
    List<Reader> readers,
    Freer freer,
    Mover mover) {
  /** What may be left out, to see that it is needed. */
  enum Rule {
    /** The end of a move leaves the old place only if nobody reads it. */
    PINS_KEEP_THE_PLACE,
    /** Who frees leaves the place to readers. */
    FREE_WAITS_FOR_PINS,
    /** Who frees leaves the place to the mover. */
    FREE_WAITS_FOR_THE_MOVE,
    /** The last reader of a freed object gives its place back. */
    LAST_PIN_GIVES_BACK,
    /** The last reader leaves the place to the mover. */
    LAST_PIN_WAITS_FOR_THE_MOVE,
    /** The end of a move of a freed object gives its place back. */
    MOVE_GIVES_BACK,
    /** Nobody begins to read what was freed. */
    NO_PIN_OF_THE_DEAD
  }

  /** A reader: begins, reads a place, has ended. */
  enum Reader {
    OUTSIDE,
    IN_FIRST,
    IN_SECOND,
    ENDED
  }

  /** A freer. */
  enum Freer {
    BEFORE,
    AFTER
  }

  /** A mover: idle, copying, having changed the place or not, and with what to give back. */
  enum Mover {
    IDLE,
    COPYING,
    CHANGED,
    STAYED,
    ENDING,
    ENDED
  }

  static ObjectModel start() {
    return new ObjectModel(
        false,
        false,
        false,
        0,
        0,
        -1,
        List.of(Reader.OUTSIDE, Reader.OUTSIDE, Reader.OUTSIDE),
        Freer.BEFORE,
        Mover.IDLE);
  }

  /** What is wrong, or null. */
  String problem() {
    if (first > 1 || other > 1) {
      return "a place was given back twice: " + this;
    }
    if (readers.contains(Reader.IN_FIRST) && first > 0
        || readers.contains(Reader.IN_SECOND) && other != 0) {
      return "somebody reads a place that was given back: " + this;
    }
    boolean copies = mover == Mover.COPYING;
    return copies && (second ? other : first) > 0 ? "a lost place is copied: " + this : null;
  }

  /** What is wrong when all have ended, or null. */
  String problemAtTheEnd() {
    int kept = (first == 0 ? 1 : 0) + (other == 0 ? 1 : 0);
    if (pins != 0 || io) {
      return "a pin or a move is left: " + this;
    }
    return kept == (dead ? 0 : 1) ? null : kept + " places are kept: " + this;
  }

  boolean isMoved() {
    return second && !io;
  }

  boolean isFreedWhileMoving() {
    return dead && io;
  }

  /** All states that one step leads to. */
  List<ObjectModel> steps(Rule dropped) {
    List<ObjectModel> next = new ArrayList<>();
    for (int i = 0; i < readers.size(); i++) {
      read(i, dropped, next);
    }
    if (freer == Freer.BEFORE) {
      next.add(free(dropped));
    }
    move(dropped, next);
    return next;
  }

  private void read(int i, Rule dropped, List<ObjectModel> next) {
    switch (readers.get(i)) {
      case OUTSIDE -> {
        if (dead && dropped != Rule.NO_PIN_OF_THE_DEAD) {
          next.add(with(i, Reader.ENDED));
        } else {
          next.add(with(pins + 1).with(i, second ? Reader.IN_SECOND : Reader.IN_FIRST));
        }
      }
      case IN_FIRST, IN_SECOND -> {
        ObjectModel after = with(pins - 1).with(i, Reader.ENDED);
        boolean isLast =
            dead && after.pins == 0 && (!io || dropped == Rule.LAST_PIN_WAITS_FOR_THE_MOVE);
        next.add(isLast && dropped != Rule.LAST_PIN_GIVES_BACK ? after.givenBack(second) : after);
      }
      case ENDED -> {}
    }
  }

  private ObjectModel free(Rule dropped) {
    ObjectModel after =
        new ObjectModel(true, io, second, pins, first, other, readers, Freer.AFTER, mover);
    boolean waits =
        pins > 0 && dropped != Rule.FREE_WAITS_FOR_PINS
            || io && dropped != Rule.FREE_WAITS_FOR_THE_MOVE;
    return waits ? after : after.givenBack(second);
  }

  private void move(Rule dropped, List<ObjectModel> next) {
    switch (mover) {
      case IDLE -> {
        if (!dead && pins == 0) {
          next.add(with(true, second, 0, Mover.COPYING));
        } else {
          next.add(with(io, second, other, Mover.ENDED));
        }
      }
      case COPYING -> {
        boolean mayLeave = pins == 0 || dropped == Rule.PINS_KEEP_THE_PLACE;
        boolean changes = !dead && mayLeave;
        next.add(with(io, changes != second, other, changes ? Mover.CHANGED : Mover.STAYED));
      }
      case CHANGED -> next.add(with(io, second, other, Mover.ENDING).givenBack(!second));
      case STAYED -> next.add(with(io, second, other, Mover.ENDING).givenBack(!second));
      case ENDING -> {
        ObjectModel after = with(false, second, other, Mover.ENDED);
        boolean gives = dead && pins == 0 && dropped != Rule.MOVE_GIVES_BACK;
        next.add(gives ? after.givenBack(second) : after);
      }
      case ENDED -> {}
    }
  }

  private ObjectModel with(int newPins) {
    return new ObjectModel(dead, io, second, newPins, first, other, readers, freer, mover);
  }

  private ObjectModel with(int i, Reader reader) {
    List<Reader> changed = new ArrayList<>(readers);
    changed.set(i, reader);
    return new ObjectModel(
        dead, io, second, pins, first, other, List.copyOf(changed), freer, mover);
  }

  private ObjectModel with(boolean newIo, boolean newSecond, int newOther, Mover newMover) {
    return new ObjectModel(dead, newIo, newSecond, pins, first, newOther, readers, freer, newMover);
  }

  private ObjectModel givenBack(boolean isSecond) {
    return new ObjectModel(
        dead,
        io,
        second,
        pins,
        isSecond ? first : first + 1,
        isSecond ? other + 1 : other,
        readers,
        freer,
        mover);
  }
}
