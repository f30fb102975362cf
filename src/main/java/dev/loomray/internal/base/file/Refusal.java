package dev.loomray.internal.base.file;

import java.io.IOException;
import java.io.Serial;

/** A place that cannot be used; the message says why, as the end of a sentence about it. */
final class Refusal extends IOException {
  @Serial private static final long serialVersionUID = 1;

  Refusal(String why) {
    super(why);
  }
}
