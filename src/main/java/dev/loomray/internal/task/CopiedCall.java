package dev.loomray.internal.task;

import dev.loomray.internal.serial.Encoded;
import dev.loomray.internal.serial.MessageCodec;
import dev.loomray.internal.serial.TaskSpec;

/**
 * A call as the message that would go to another node.
 *
 * @param codec reads it
 * @param message the message
 * @param name what the function is called
 */
public record CopiedCall(MessageCodec codec, Encoded message, String name) implements Call {
  @Override
  public Invocation open() {
    TaskSpec spec = (TaskSpec) codec.decode(message);
    return Invocation.of(spec.function(), spec.refMask(), spec.args().toArray());
  }
}
