package dev.loomray.internal.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loomray.ObjectRef;
import dev.loomray.error.TaskException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OwnerTest {
  private final Home home = Home.open(1);
  private final Home other = Home.open(1);

  @AfterEach
  void close() {
    other.close();
    home.close();
  }

  @Test
  void knowsItsOwnRefs() {
    Ref<Integer> mine = home.pending();
    Ref<Integer> foreign = other.pending();
    assertThat(home.owner.own(mine, "x")).isSameAs(mine);
    assertThat(home.owner.ownElement(mine, 0)).isSameAs(mine);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> home.owner.own(foreign, "x"))
        .withMessageEndingWith("found x=%s of Ray home", foreign);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> home.owner.ownElement("text", 3))
        .withMessage("expected a ref of this Ray (name=home) for refs[3], found refs[3]=text");
  }

  @Test
  void aValueIsPutAsItIsIfNobodyCanChangeItAndElseAsACopy() {
    int[] array = {1, 2};
    ObjectRef<int[]> copied = home.owner.put(array);
    array[0] = 9;
    assertThat(copied.get()).containsExactly(1, 2).isNotSameAs(copied.get());
    String text = "text";
    assertThat(home.owner.put(text).get()).isSameAs(text);
    assertThat(home.owner.put(null).get()).isNull();
    assertThatIllegalArgumentException().isThrownBy(() -> home.owner.put(copied));
  }

  @Test
  void onlyFailuresOfTasksAreWatched() {
    Ref<Integer> plain = home.pending();
    plain.settle(WaitsTest.failed());
    assertThat(home.reclaim.collect(plain)).isFalse();
  }

  @Test
  void aFailureThatWasReadBeforeItsRefWasSettledIsNotWatched() {
    Task<Object> task = home.idle(Settings.DEFAULT);
    Failed failed = WaitsTest.failed();
    failed.markRead();
    task.settle(failed);
    assertThat(home.reclaim.collect(task)).isFalse();
  }

  @Test
  void aTaskOfAnotherRayHasNoContextHere() {
    Task<String> task = other.submit(Settings.DEFAULT, () -> home.owner.context().taskName());
    assertThatThrownBy(task::get)
        .isInstanceOf(TaskException.class)
        .hasCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void aTaskOfAnotherRayIsNoParentHere() {
    Task<List<Node<?>>> task =
        other.submit(
            Settings.DEFAULT,
            () -> {
              Node<?> stranger = other.owner.submission().parent();
              Node<?> here = home.owner.submission().parent();
              return List.of(stranger, here);
            });
    assertThat(task.get()).containsExactly(task, home.owner.tree().root());
  }

  @Test
  void aTaskOfAnotherRayMayAwaitAndCloseThisOne() {
    home.submit(Settings.DEFAULT, () -> 1).get();
    Task<Boolean> task =
        other.submit(
            Settings.DEFAULT,
            () -> {
              boolean idle = home.owner.lifecycle().awaitIdle(Parking.FOREVER);
              home.owner.lifecycle().close(Parking.FOREVER);
              return idle;
            });
    assertThat(task.get()).isTrue();
    assertThat(home.owner.lifecycle().isOpen()).isFalse();
    assertThat(home.owner.engine().isTerminated()).isTrue();
  }
}
