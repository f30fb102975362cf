package dev.loomray.model.actor;

import java.util.Arrays;

/** A set of worlds of one width, numbered in the order they were found. */
final class States {
  private static final int LIMIT = 4_000_000;

  private final int width;
  private byte[] worlds;
  private int[] parents = new int[1 << 10];
  private int[] hashes = new int[1 << 10];
  private int[] table = new int[1 << 12]; // number + 1, open addressing
  private int size;

  States(int width) {
    this.width = width;
    worlds = new byte[width << 10];
  }

  int size() {
    return size;
  }

  int parent(int state) {
    return parents[state];
  }

  void read(int state, byte[] into) {
    System.arraycopy(worlds, state * width, into, 0, width);
  }

  /** The number of the world, a new one if it was not known. */
  int add(byte[] world, int parent) {
    if (2 * size >= table.length) {
      grow();
    }
    int hash = Arrays.hashCode(world) * 0x9E3779B9;
    int slot = slotOf(world, hash);
    if (table[slot] != 0) {
      return table[slot] - 1;
    }
    if (size >= LIMIT) {
      throw new IllegalStateException("more than " + LIMIT + " states");
    }
    append(world, parent, hash);
    table[slot] = size;
    return size - 1;
  }

  private void append(byte[] world, int parent, int hash) {
    if (size == parents.length) {
      parents = Arrays.copyOf(parents, 2 * size);
      hashes = Arrays.copyOf(hashes, 2 * size);
      worlds = Arrays.copyOf(worlds, 2 * size * width);
    }
    parents[size] = parent;
    hashes[size] = hash;
    System.arraycopy(world, 0, worlds, size * width, width);
    size++;
  }

  /** Where the world is in the table, or may be put. */
  private int slotOf(byte[] world, int hash) {
    int mask = table.length - 1;
    int slot = hash >>> 7 & mask;
    while (table[slot] != 0 && !is(table[slot] - 1, world, hash)) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private boolean is(int state, byte[] world, int hash) {
    int at = state * width;
    return hashes[state] == hash && Arrays.equals(worlds, at, at + width, world, 0, width);
  }

  private void grow() {
    table = new int[2 * table.length];
    int mask = table.length - 1;
    for (int i = 0; i < size; i++) {
      int slot = hashes[i] >>> 7 & mask;
      while (table[slot] != 0) {
        slot = slot + 1 & mask;
      }
      table[slot] = i + 1;
    }
  }
}
