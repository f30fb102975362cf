package dev.loomray.simulation.actor;

import dev.loomray.error.ActorDiedException;
import dev.loomray.error.ActorUnavailableException;
import dev.loomray.error.TaskCancelledException;
import dev.loomray.error.TaskException;
import dev.loomray.error.TaskTimeoutException;

/** Judges the answer of a call. */
final class Verdict {
  private final ActorPlay play;

  Verdict(ActorPlay play) {
    this.play = play;
  }

  void check(Asked asked) {
    if (!asked.ref.isReady()) {
      fail(asked, "has no answer");
      return;
    }
    if (asked.answers != (asked.isHeard ? 1 : 0)) {
      fail(asked, "was answered " + asked.answers + " times");
    }
    if (asked.running != 0) {
      fail(asked, "still runs");
    }
    Throwable thrown = asked.failure();
    if (asked.isHeard && (thrown == null ? !asked.hasResult() : !mayFail(asked, thrown))) {
      fail(asked, "has an answer that is not one of its turns': " + thrown);
    }
  }

  private boolean mayFail(Asked asked, Throwable thrown) {
    Role role = asked.role;
    return switch (thrown) {
      case ActorDiedException _ ->
          role.mayDie || play.isClosing; // its constructor is refused a wait
      case ActorUnavailableException _ -> role.mayRestart;
      case TaskTimeoutException _ -> asked.isTimed();
      case TaskCancelledException _ -> asked.isCancelled() || play.isClosing;
      case TaskException _ -> asked.failingArgument ? asked.starts == 0 : asked.threw;
      default -> false;
    };
  }

  private void fail(Asked asked, String what) {
    play.check(false, asked + " " + what);
  }
}
