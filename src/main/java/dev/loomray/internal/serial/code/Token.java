package dev.loomray.internal.serial.code;

import java.io.Serial;
import java.io.Serializable;

/** Stands in a Java stream for an object that is written beside the stream. */
public final class Token implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  private final int index;

  /** Makes the token of the object with this index. */
  public Token(int index) {
    this.index = index;
  }

  /** The index of the object it stands for. */
  public int index() {
    return index;
  }
}
