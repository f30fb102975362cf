package dev.loomray.internal.store;

/**
 * Where an object stands.
 *
 * <pre>
 *   MEMORY ──▶ MOVING ──▶ MEMORY
 *      │          │
 *      └──────────┴──▶ DEAD
 * </pre>
 */
enum ObjectState {
  /** In its place, and read there. */
  MEMORY(0),
  /** Being copied to another place; it is read in the old one meanwhile. */
  MOVING(1),
  /** Freed. Whoever reads it goes on, nobody begins; the end of the last reader, or of the move, frees its place. */
  DEAD(2);

  private final int number;

  ObjectState(int number) {
    this.number = number;
  }

  static ObjectState of(int number) {
    return switch (number) {
      case 0 -> MEMORY;
      case 1 -> MOVING;
      case 2 -> DEAD;
      default -> throw new IllegalStateException("no state of an object: number=" + number);
    };
  }

  /** What stands for it in a word. */
  int number() {
    return number;
  }
}
