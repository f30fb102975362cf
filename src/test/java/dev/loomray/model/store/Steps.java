package dev.loomray.model.store;

import dev.loomray.model.store.ObjectModel.Rule;
import dev.loomray.model.store.ObjectModel.State;
import dev.loomray.model.store.ObjectModel.Word;
import dev.loomray.model.store.Party.Stage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that can happen next to an object.
 *
 * @param dropped the rule that the product is without
 */
record Steps(@Nullable Rule dropped) {
  private static final int ROUNDS = 2;

  /** All states that one step leads to. */
  List<ObjectModel> of(ObjectModel model) {
    List<ObjectModel> next = new ArrayList<>();
    for (int i = 0; i < model.parties().size(); i++) {
      step(model, i, next);
    }
    return next;
  }

  private void step(ObjectModel model, int i, List<ObjectModel> next) {
    Party party = model.parties().get(i);
    switch (party.stage()) {
      case OUTSIDE -> begin(model, i, next);
      case READING -> next.add(unpin(model, i));
      case RESTORES -> restore(model, i, next);
      case FREEING -> {
        next.add(free(model, i));
        next.add(model.with(i, party.at(Stage.ENDED))); // it is kept
      }
      case IDLE -> claim(model, i, next);
      case SPILLS -> write(model, i, next);
      case MOVES -> next.add(toBlock(model.withBlock(true), i, State.MEMORY, State.MEMORY));
      case CHANGING -> next.add(change(model, i));
      case FINISHING -> next.add(finish(model, i));
      case LEAVING -> next.add(leave(model, i));
      case ENDED -> {}
    }
  }

  private boolean keeps(Rule rule) {
    return dropped != rule;
  }

  private void begin(ObjectModel model, int i, List<ObjectModel> next) {
    Word word = model.word();
    Party party = model.parties().get(i);
    boolean pins =
        word.state().isInMemory()
            || word.state() == State.DEAD && !keeps(Rule.NO_PIN_OF_THE_DEAD)
            || word.state() == State.DISK && !keeps(Rule.NO_PIN_ON_DISK);
    if (pins) {
      next.add(model.with(word.withPins(1)).with(i, party.at(Stage.READING, model.place())));
    } else if (word.state() == State.DEAD || word.state() == State.LOST) {
      next.add(model.with(i, party.at(Stage.ENDED)));
    } else if (mayRestore(word)) {
      next.add(
          model.with(word.with(State.RESTORING).withIo(true)).with(i, party.at(Stage.RESTORES)));
    } // else it waits
  }

  private boolean mayRestore(Word word) {
    boolean isAlone = word.state() == State.DISK && !word.io();
    return isAlone || word.state() == State.RESTORING && word.io() && !keeps(Rule.ONE_RESTORES);
  }

  private ObjectModel unpin(ObjectModel model, int i) {
    Word after = model.word().withPins(-1);
    boolean waits = keeps(Rule.LAST_PIN_WAITS_FOR_THE_MOVE);
    boolean isLast = (waits ? after : after.withIo(false)).isOver();
    ObjectModel ended = model.with(after).with(i, Party.of(Stage.ENDED));
    return isLast && keeps(Rule.LAST_PIN_GIVES_BACK) ? ended.over(dropped) : ended;
  }

  /** There is room and it is read; or not; or it is read and damaged. */
  private void restore(ObjectModel model, int i, List<ObjectModel> next) {
    next.add(toBlock(model.withBlock(true), i, State.MEMORY, State.MEMORY));
    State failed = keeps(Rule.FAILED_RESTORE_IS_ON_DISK) ? State.DISK : State.RESTORING;
    next.add(nowhere(model, i, failed));
    if (keeps(Rule.DAMAGED_IS_LOST)) {
      next.add(nowhere(model, i, State.LOST));
    } else {
      next.add(toBlock(model.withBlock(false), i, State.MEMORY, State.MEMORY));
    }
  }

  private ObjectModel free(ObjectModel model, int i) {
    Word after = model.word().with(State.DEAD);
    Word seen = keeps(Rule.FREE_WAITS_FOR_THE_MOVE) ? after : after.withIo(false);
    boolean isOver = keeps(Rule.FREE_WAITS_FOR_PINS) ? seen.isOver() : !seen.io();
    ObjectModel ended = model.with(after).with(i, Party.of(Stage.ENDED));
    return isOver ? ended.over(dropped) : ended;
  }

  private static void claim(ObjectModel model, int i, List<ObjectModel> next) {
    Word word = model.word();
    Party party = model.parties().get(i);
    next.add(model.with(i, party.at(Stage.ENDED)));
    if (word.state() == State.MEMORY && !word.io() && word.pins() == 0 && party.rounds() < ROUNDS) {
      Word claimed = word.withIo(true);
      Party begun = party.nextRound();
      next.add(model.with(claimed.with(State.SPILLING)).with(i, begun.at(Stage.SPILLS)));
      next.add(model.with(claimed.with(State.MOVING)).with(i, begun.at(Stage.MOVES)));
    }
  }

  /** What has a file need not be written, so that cannot fail. */
  private void write(ObjectModel model, int i, List<ObjectModel> next) {
    Party party = model.parties().get(i).towards(State.DISK, State.MEMORY);
    next.add(model.withFile().with(i, party.at(Stage.CHANGING, ObjectModel.FILE)));
    if (!model.isFileThere()) {
      int place = keeps(Rule.FAILED_SPILL_STAYS) ? ObjectModel.NOTHING : ObjectModel.FILE;
      next.add(model.with(i, party.at(Stage.CHANGING, place)));
    }
  }

  private static ObjectModel toBlock(ObjectModel model, int i, State there, State here) {
    Party party = model.parties().get(i).towards(there, here);
    return model.with(i, party.at(Stage.CHANGING, model.blocks().size() - 1));
  }

  private static ObjectModel nowhere(ObjectModel model, int i, State here) {
    Party party = model.parties().get(i).towards(here, here);
    return model.with(i, party.at(Stage.CHANGING, ObjectModel.NOTHING));
  }

  /** The new place becomes its own, and the old one is what is left; or the new one is. */
  private ObjectModel change(ObjectModel model, int i) {
    Word word = model.word();
    Party party = model.parties().get(i);
    int to = party.block();
    boolean mayLeave = word.pins() == 0 || !keeps(Rule.PINS_KEEP_THE_PLACE);
    if (to == ObjectModel.NOTHING || word.state() == State.DEAD || !mayLeave) {
      return model.with(i, party.at(Stage.FINISHING).towards(party.here(), party.here()));
    }
    int from = model.place();
    return model
        .withPlace(!word.second(), to)
        .withPlace(word.second(), ObjectModel.NOTHING)
        .with(word.flipped().with(party.there()))
        .with(i, party.at(Stage.FINISHING, from).towards(party.there(), party.there()));
  }

  private ObjectModel finish(ObjectModel model, int i) {
    Word word = model.word();
    Party party = model.parties().get(i);
    State state = word.state() == State.DEAD ? State.DEAD : party.there();
    Word after = word.with(state).withIo(false);
    ObjectModel ended = model.with(after).with(i, party.at(Stage.LEAVING));
    return after.isOver() && keeps(Rule.MOVE_GIVES_BACK) ? ended.over(dropped) : ended;
  }

  /** A reader goes on to read what it has restored, or gives up; the spiller begins anew. */
  private static ObjectModel leave(ObjectModel model, int i) {
    Party party = model.parties().get(i);
    ObjectModel left = model.givenBack(party.block());
    boolean isSpiller = party.rounds() > 0;
    boolean givesUp = party.there() == State.DISK || party.there() == State.RESTORING;
    Stage next = isSpiller ? Stage.IDLE : givesUp ? Stage.ENDED : Stage.OUTSIDE;
    return left.with(
        i, new Party(next, ObjectModel.NOTHING, State.MEMORY, State.MEMORY, party.rounds()));
  }
}
