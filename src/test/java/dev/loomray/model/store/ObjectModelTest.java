package dev.loomray.model.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every interleaving of three readers, a mover and a freer of one object; and each rule is needed. */
class ObjectModelTest {
  @Test
  void noOrderOfStepsHarmsAReaderOrLosesAPlace() {
    Exploration all = explore(null);
    assertThat(all.problem).isNull();
    assertThat(all.states).isGreaterThan(300);
    assertThat(all.moved).isTrue();
    assertThat(all.freedWhileMoving).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void withoutARuleThereIsAnOrderThatHarms(ObjectModel.Rule dropped) {
    assertThat(explore(dropped).problem).isNotNull();
  }

  private static Exploration explore(ObjectModel.Rule dropped) {
    Exploration seen = new Exploration();
    Deque<ObjectModel> open = new ArrayDeque<>();
    Set<ObjectModel> known = new HashSet<>();
    open.add(ObjectModel.start());
    while (!open.isEmpty() && seen.problem == null) {
      ObjectModel next = open.poll();
      if (known.add(next)) {
        seen.look(next, dropped);
        open.addAll(next.steps(dropped));
      }
    }
    seen.states = known.size();
    return seen;
  }

  private static final class Exploration {
    private int states;
    private boolean moved;
    private boolean freedWhileMoving;
    private String problem;

    void look(ObjectModel state, ObjectModel.Rule dropped) {
      problem = state.problem();
      if (problem == null && state.steps(dropped).isEmpty()) {
        problem = state.problemAtTheEnd();
      }
      moved |= state.isMoved();
      freedWhileMoving |= state.isFreedWhileMoving();
    }
  }
}
