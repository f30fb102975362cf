package dev.loomray.internal.store;

/**
 * Where an object stands.
 *
 * <pre>
 *              ┌─▶ MOVING ──▶ MEMORY
 *   MEMORY ────┤
 *     ▲        └─▶ SPILLING ─▶ DISK, or MEMORY if somebody reads it, or it could not be written
 *     │                         │
 *     └───────── RESTORING ◀────┘
 *                   │  └──────▶ DISK if it could not be read now
 *                   └─────────▶ LOST if its file is damaged
 *
 *   each of them ─▶ DEAD
 * </pre>
 */
enum ObjectState {
  /** In its place, and read there. */
  MEMORY(0),
  /** Being copied to another place; it is read in the old one meanwhile. */
  MOVING(1),
  /** Freed. Whoever reads it goes on, nobody begins; the end of the last reader, or of the move, frees its place. */
  DEAD(2),
  /** Being written to a file; it is read in memory meanwhile. */
  SPILLING(3),
  /** In a file alone. Who wants to read it has it restored. */
  DISK(4),
  /** Being read from its file; nobody reads it meanwhile. */
  RESTORING(5),
  /** Its file was damaged. */
  LOST(6);

  private final int number;

  ObjectState(int number) {
    this.number = number;
  }

  static ObjectState of(int number) {
    return switch (number) {
      case 0 -> MEMORY;
      case 1 -> MOVING;
      case 2 -> DEAD;
      case 3 -> SPILLING;
      case 4 -> DISK;
      case 5 -> RESTORING;
      case 6 -> LOST;
      default -> throw new IllegalStateException("no state of an object: number=" + number);
    };
  }

  /** What stands for it in a word. */
  int number() {
    return number;
  }

  /** Whether its place can be read. */
  boolean isInMemory() {
    return this == MEMORY || this == MOVING || this == SPILLING;
  }
}
