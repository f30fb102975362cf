package dev.loomray.internal.serial;

import dev.loomray.ObjectRef;
import dev.loomray.function.Fn;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task to run. The number of the attempt and the time left stand outside it, so that each attempt
 * has the same spec.
 *
 * @param taskId the task, unique in its Ray
 * @param name its name
 * @param function what to run
 * @param refMask bit <i>i</i> set: argument <i>i</i> is a ref whose value is to be passed
 * @param args the arguments, unmodifiable; values may be null
 */
public record TaskSpec(
    long taskId, String name, Fn function, int refMask, List<@Nullable Object> args)
    implements Message {
  /**
   * Makes a spec.
   *
   * @throws IllegalArgumentException if the mask names an argument that is not a ref
   */
  public TaskSpec {
    args = Collections.unmodifiableList(new ArrayList<>(args));
    for (int i = 0; i < Integer.SIZE; i++) {
      if ((refMask & 1 << i) != 0 && !(i < args.size() && args.get(i) instanceof ObjectRef)) {
        throw new IllegalArgumentException(
            "expected a ref for argument "
                + i
                + " of "
                + name
                + ", found refMask="
                + Integer.toBinaryString(refMask));
      }
    }
  }
}
