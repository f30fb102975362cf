package dev.loomray.model.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every interleaving of two readers, a freer and a store's thread that moves and spills one object twice, on a disk that fails
 * at any time; and each rule is needed.
 */
class ObjectModelTest {
  private static final int READERS = 2;

  @Test
  void noOrderOfStepsHarmsAReaderOrLosesAPlace() {
    Exploration all = explore(null);
    assertThat(all.problem).isNull();
    assertThat(all.states).isGreaterThan(6_000);
    assertThat(all.seen).isEqualTo(EnumSet.allOf(ObjectModel.State.class));
    assertThat(all.diedDuring).isEqualTo(EnumSet.allOf(Party.Stage.class));
  }

  @ParameterizedTest
  @EnumSource
  void withoutARuleThereIsAnOrderThatHarms(ObjectModel.Rule dropped) {
    assertThat(explore(dropped).problem).isNotNull();
  }

  private static Exploration explore(ObjectModel.Rule dropped) {
    Exploration exploration = new Exploration();
    Steps steps = new Steps(dropped);
    Deque<ObjectModel> open = new ArrayDeque<>();
    Set<ObjectModel> known = new HashSet<>();
    open.add(ObjectModel.start(READERS));
    while (!open.isEmpty() && exploration.problem == null) {
      ObjectModel next = open.poll();
      if (known.add(next)) {
        exploration.look(next, steps);
        open.addAll(steps.of(next));
      }
    }
    exploration.states = known.size();
    return exploration;
  }

  private static final class Exploration {
    private final Set<ObjectModel.State> seen = EnumSet.noneOf(ObjectModel.State.class);
    private final Set<Party.Stage> diedDuring = EnumSet.of(Party.Stage.FREEING);
    private int states;
    private String problem;

    void look(ObjectModel state, Steps steps) {
      problem = state.problem();
      if (problem == null && steps.of(state).isEmpty()) {
        problem = state.problemAtTheEnd();
      }
      seen.add(state.word().state());
      if (state.word().state() == ObjectModel.State.DEAD) {
        state.parties().forEach(party -> diedDuring.add(party.stage()));
      }
    }
  }
}
