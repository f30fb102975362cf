package dev.loomray.model.store;

import dev.loomray.model.store.Party.Stage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An object of the store as a model: its word, its two places, its file, and where each thread stands. A step is one
 * compare-and-set of the product, one giving back of a place, or one end of an I/O, which may fail.
 *
 * @param word how it stands
 * @param places its first and its second place: the number of a block, or {@link #FILE}, or {@link #NOTHING}
 * @param blocks all blocks that it ever had
 * @param deleted how often its file was deleted; -1 if it has none yet
 * @param parties the readers, the freer and the spiller
 */
record ObjectModel(
    Word word, List<Integer> places, List<Block> blocks, int deleted, List<Party> parties) {
  static final int NOTHING = -1;
  static final int FILE = -2;
  private static final int FREER = 2;

  /** What may be left out, to see that it is needed. */
  enum Rule {
    /** The end of a move or a spill leaves the old place only if nobody reads it. */
    PINS_KEEP_THE_PLACE,
    /** Who frees leaves the place to readers. */
    FREE_WAITS_FOR_PINS,
    /** Who frees leaves the place to whoever moves it. */
    FREE_WAITS_FOR_THE_MOVE,
    /** The last reader of a freed object gives its place back. */
    LAST_PIN_GIVES_BACK,
    /** The last reader leaves the place to whoever moves it. */
    LAST_PIN_WAITS_FOR_THE_MOVE,
    /** The end of a move of a freed object gives its place back. */
    MOVE_GIVES_BACK,
    /** Nobody begins to read what was freed. */
    NO_PIN_OF_THE_DEAD,
    /** Nobody begins to read what is on disk. */
    NO_PIN_ON_DISK,
    /** Of those who want what is on disk one restores it. */
    ONE_RESTORES,
    /** What could not be written stays in memory. */
    FAILED_SPILL_STAYS,
    /** What could not be read now is on disk again. */
    FAILED_RESTORE_IS_ON_DISK,
    /** What was read from a damaged file is not given to anybody. */
    DAMAGED_IS_LOST,
    /** A file goes with its object. */
    FILE_GOES_WITH_THE_OBJECT
  }

  /** Where the object stands. */
  enum State {
    MEMORY,
    MOVING,
    SPILLING,
    DISK,
    RESTORING,
    LOST,
    DEAD;

    boolean isInMemory() {
      return this == MEMORY || this == MOVING || this == SPILLING;
    }
  }

  /**
   * The word of the object.
   *
   * @param state where it stands
   * @param io whether somebody moves, spills or restores it
   * @param second whether its place is the second
   * @param pins how many read it
   */
  record Word(State state, boolean io, boolean second, int pins) {
    Word with(State changed) {
      return new Word(changed, io, second, pins);
    }

    Word withIo(boolean changed) {
      return new Word(state, changed, second, pins);
    }

    Word withPins(int more) {
      return new Word(state, io, second, pins + more);
    }

    Word flipped() {
      return new Word(state, io, !second, pins);
    }

    boolean isOver() {
      return state == State.DEAD && !io && pins == 0;
    }
  }

  /**
   * A block.
   *
   * @param returned how often it was given back
   * @param isGood whether the bytes of the object are in it
   */
  record Block(int returned, boolean isGood) {}

  static ObjectModel start(int readers) {
    List<Party> parties = new ArrayList<>();
    for (int i = 0; i < readers; i++) {
      parties.add(Party.of(Stage.OUTSIDE));
    }
    parties.add(FREER, Party.of(Stage.FREEING));
    parties.add(Party.of(Stage.IDLE));
    return new ObjectModel(
        new Word(State.MEMORY, false, false, 0),
        List.of(0, NOTHING),
        List.of(new Block(0, true)),
        -1,
        List.copyOf(parties));
  }

  int place() {
    return places.get(word.second ? 1 : 0);
  }

  boolean isFileThere() {
    return deleted == 0;
  }

  /** What is wrong, or null. */
  @Nullable String problem() {
    if (deleted > 1 || blocks.stream().anyMatch(block -> block.returned > 1)) {
      return "something was given back twice: " + this;
    }
    if (word.state == State.DISK && !isFileThere()) {
      return "it is nowhere: " + this;
    }
    for (Party party : parties) {
      if (party.stage() == Stage.READING && !isReadable(party.block())) {
        return "somebody reads what is not the object's: " + this;
      }
    }
    return null;
  }

  private boolean isReadable(int block) {
    return block >= 0 && blocks.get(block).returned == 0 && blocks.get(block).isGood;
  }

  /** What is wrong when nobody can go on, or null. */
  @Nullable String problemAtTheEnd() {
    if (parties.stream().anyMatch(party -> party.stage() != Stage.ENDED)) {
      return "somebody waits for ever: " + this;
    }
    if (word.pins != 0 || word.io) {
      return "a pin or a move is left: " + this;
    }
    long kept = blocks.stream().filter(block -> block.returned == 0).count();
    if (kept != (word.state == State.MEMORY ? 1 : 0)) {
      return kept + " blocks are kept: " + this;
    }
    boolean isWrong = word.state == State.DEAD ? isFileThere() : deleted > 0;
    return isWrong ? "the file does not go with the object: " + this : null;
  }

  ObjectModel with(Word changed) {
    return new ObjectModel(changed, places, blocks, deleted, parties);
  }

  ObjectModel with(int party, Party changed) {
    List<Party> all = new ArrayList<>(parties);
    all.set(party, changed);
    return new ObjectModel(word, places, blocks, deleted, List.copyOf(all));
  }

  /** Another block is taken; it is the last. */
  ObjectModel withBlock(boolean isGood) {
    List<Block> all = new ArrayList<>(blocks);
    all.add(new Block(0, isGood));
    return new ObjectModel(word, places, List.copyOf(all), deleted, parties);
  }

  ObjectModel withFile() {
    return new ObjectModel(word, places, blocks, Math.max(deleted, 0), parties);
  }

  ObjectModel withPlace(boolean isSecond, int place) {
    List<Integer> changed =
        isSecond ? List.of(places.get(0), place) : List.of(place, places.get(1));
    return new ObjectModel(word, changed, blocks, deleted, parties);
  }

  ObjectModel givenBack(int place) {
    if (place < 0) {
      return this;
    }
    List<Block> all = new ArrayList<>(blocks);
    all.set(place, new Block(all.get(place).returned + 1, all.get(place).isGood));
    return new ObjectModel(word, places, List.copyOf(all), deleted, parties);
  }

  /** Nobody uses it any more: its place and its file go. */
  ObjectModel over(@Nullable Rule dropped) {
    int after = deleted < 0 || dropped == Rule.FILE_GOES_WITH_THE_OBJECT ? deleted : deleted + 1;
    return new ObjectModel(word, places, blocks, after, parties).givenBack(place());
  }
}
