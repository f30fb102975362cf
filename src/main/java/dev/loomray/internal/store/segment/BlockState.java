package dev.loomray.internal.store.segment;

/** What becomes of the memory of a block: FREE → ALLOC → SEALED → FREE, or ALLOC → FREE when the writer gives up. */
public enum BlockState {
  /** Nobody's. */
  FREE(0),
  /** One writer's, who fills it. */
  ALLOC(1),
  /** It does not change any more. */
  SEALED(2);

  private final int code;

  BlockState(int code) {
    this.code = code;
  }

  /** How it is written in the header of a block. */
  public int code() {
    return code;
  }
}
