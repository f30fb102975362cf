package dev.loomray.internal.serial;

import dev.loomray.error.UnserializableException;
import dev.loomray.internal.serial.code.Thrown;
import org.jspecify.annotations.Nullable;

/**
 * Writes the causes of failures so that it never fails: an exception that cannot be stored is
 * replaced by one that says what it said, with its stack, and so are its causes.
 */
final class Causes {
  private static final int DEEPEST = 32;
  // the depth of an exception whose causes are left out
  private static final int ALONE = -1;

  private final ValueCodec values;

  Causes(ValueCodec values) {
    this.values = values;
  }

  /** The bytes of a cause, or of what stands for it. */
  Encoded encode(@Nullable Throwable cause) {
    try {
      return values.encode(cause);
    } catch (UnserializableException e) {
      return encodeStandIn(cause, e);
    }
  }

  /** A stand-in adds a level: of a chain that just fits, nothing but its head may be left. */
  private Encoded encodeStandIn(@Nullable Throwable cause, UnserializableException why) {
    try {
      return values.encode(standIn(cause, why, 0));
    } catch (UnserializableException tooDeep) {
      return values.encode(standIn(cause, why, ALONE));
    }
  }

  /** What stands for an exception that can be written, but not read. */
  static Throwable unreadable(String text, UnserializableException why) {
    return new UnserializableException(text + " (" + why.getMessage() + ")", null);
  }

  private @Nullable Throwable standIn(
      @Nullable Throwable cause, UnserializableException why, int depth) {
    if (cause == null || depth == DEEPEST) {
      return null;
    }
    Throwable below = depth == ALONE ? null : Thrown.cause(cause);
    Throwable kept = isStorable(below) ? below : standIn(below, why, depth + 1);
    String reason = depth <= 0 ? " (" + why.getMessage() + ")" : "";
    UnserializableException standIn =
        new UnserializableException(Thrown.text(cause) + reason, kept);
    standIn.setStackTrace(Thrown.stack(cause));
    return standIn;
  }

  private boolean isStorable(@Nullable Throwable cause) {
    try {
      values.encode(cause);
      return true;
    } catch (UnserializableException e) {
      return false;
    }
  }
}
