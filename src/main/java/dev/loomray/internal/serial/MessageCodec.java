package dev.loomray.internal.serial;

import dev.loomray.error.UnserializableException;
import dev.loomray.function.Fn;
import dev.loomray.internal.serial.code.Thrown;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns messages into bytes and back.
 *
 * <pre>
 *   0         1      2
 *   | version | kind | TaskSpec: task, refMask, name, function, number of arguments, arguments
 *                    | Result:   value
 *                    | Failure:  kind, message, text of the cause, cause
 * </pre>
 *
 * <p>Safe for use by many threads.
 */
public final class MessageCodec {
  private static final int VERSION = 1;
  private static final int TASK = 1;
  private static final int RESULT = 2;
  private static final int FAILURE = 3;

  private final ValueCodec values;
  private final Causes causes;

  /** Makes a codec whose values pass through the given one. */
  public MessageCodec(ValueCodec values) {
    this.values = values;
    this.causes = new Causes(values);
  }

  /**
   * Writes a message. A failure can always be written: a cause that cannot is replaced by its text
   * and its stack.
   *
   * @throws UnserializableException if the function, an argument or the result cannot be stored
   */
  public Encoded encode(Message message) {
    MessageWriter out = new MessageWriter().small(VERSION);
    switch (message) {
      case TaskSpec spec -> write(out.small(TASK), spec);
      case Result result -> out.small(RESULT).value(values.encode(result.value()));
      case Failure failure -> write(out.small(FAILURE), failure);
    }
    return out.message();
  }

  /**
   * Reads a message.
   *
   * @throws UnserializableException if the bytes are not those of a message of a known version and
   *     kind
   */
  public Message decode(Encoded encoded) {
    MessageReader in = new MessageReader(values, encoded);
    int version = in.small();
    if (version != VERSION) {
      throw MessageReader.refused("expected version " + VERSION + ", found version " + version);
    }
    int kind = in.small();
    Message message =
        switch (kind) {
          case TASK -> readTask(in);
          case RESULT -> new Result(in.value());
          case FAILURE -> readFailure(in);
          default ->
              throw MessageReader.refused(
                  "expected kind " + TASK + " to " + FAILURE + ", found kind " + kind);
        };
    in.end();
    return message;
  }

  private void write(MessageWriter out, TaskSpec spec) {
    out.number(spec.taskId()).number(Integer.toUnsignedLong(spec.refMask())).text(spec.name());
    out.value(part(spec.function(), "the function of " + spec.name()));
    out.number(spec.args().size());
    int i = 0;
    for (Object arg : spec.args()) {
      out.value(part(arg, "argument " + ++i + " of " + spec.name()));
    }
  }

  private Encoded part(@Nullable Object value, String what) {
    try {
      return values.encode(value);
    } catch (UnserializableException e) {
      throw new UnserializableException(
          "cannot pass " + what + ": " + e.getMessage(), e.getCause());
    }
  }

  private static TaskSpec readTask(MessageReader in) {
    long task = in.number();
    int refMask = (int) in.number();
    String name = in.text();
    if (!(in.value() instanceof Fn function)) {
      throw MessageReader.refused("expected a function for task " + name);
    }
    int count = in.count(in.left());
    List<@Nullable Object> args = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      args.add(in.value());
    }
    try {
      return new TaskSpec(task, name, function, refMask, args);
    } catch (IllegalArgumentException e) {
      throw MessageReader.refused(String.valueOf(e.getMessage()));
    }
  }

  private void write(MessageWriter out, Failure failure) {
    Throwable cause = failure.cause();
    out.text(failure.kind().name()).text(failure.message());
    out.text(cause == null ? "" : Thrown.text(cause)).value(causes.encode(cause));
  }

  private static Failure readFailure(MessageReader in) {
    Failure.Kind kind = kind(in.text());
    String message = in.text();
    return new Failure(kind, message, readCause(in, in.text()));
  }

  private static Failure.Kind kind(String name) {
    for (Failure.Kind kind : Failure.Kind.values()) {
      if (kind.name().equals(name)) {
        return kind;
      }
    }
    throw MessageReader.refused("expected a kind of failure, found " + name);
  }

  private static @Nullable Throwable readCause(MessageReader in, String text) {
    try {
      Object cause = in.value();
      if (cause == null || cause instanceof Throwable) {
        return (Throwable) cause;
      }
      throw MessageReader.refused("expected a cause, found a " + cause.getClass().getName());
    } catch (UnserializableException e) {
      return Causes.unreadable(text, e);
    }
  }
}
