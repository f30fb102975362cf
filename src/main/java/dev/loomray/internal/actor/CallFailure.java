package dev.loomray.internal.actor;

import dev.loomray.internal.serial.Failure;
import dev.loomray.internal.task.Failed;
import dev.loomray.internal.task.FailureText;
import dev.loomray.internal.task.Owner;
import dev.loomray.internal.task.Retry;
import dev.loomray.internal.task.Stop;
import dev.loomray.internal.task.ThrownFailure;

/** What follows for a call from what its code threw. */
final class CallFailure {
  private CallFailure() {}

  /** Whether the call is to run again; its children of this attempt are stopped then. */
  static boolean runsAgain(ActorCall<?> call, Throwable thrown) {
    if (call.isSettled() || call.terms().retry().refusal(call.attempt(), thrown) != null) {
      return false;
    }
    Stop stop = Stop.attemptFailed(call.kind() + call.name(), call.attempt());
    call.owner().tree().stop(call, stop);
    return true;
  }

  /** The outcome of a call that is not run again. */
  static Failed of(ActorCall<?> call, Throwable thrown) {
    Owner owner = call.owner();
    String name = call.name();
    String text = FailureText.of(name, call.attempt(), thrown, refusal(call, thrown));
    Failure failure = ThrownFailure.of(owner, name, thrown, text);
    return Failed.of(name, owner.handover().failure(failure));
  }

  private static String refusal(ActorCall<?> call, Throwable thrown) {
    Retry retry = call.terms().retry();
    if (retry.isNever()) {
      return "maxTaskRetries=0";
    }
    String refusal = retry.refusal(call.attempt(), thrown);
    return refusal == null ? "it was stopped" : refusal;
  }
}
