package dev.loomray.simulation.schedule;

/** A moment at which a thread is unparked; alarms of one moment ring in the order in which they were set. */
record Alarm(long at, long order, Thread thread) implements Comparable<Alarm> {
  @Override
  public int compareTo(Alarm other) {
    return at == other.at ? Long.compare(order, other.order) : at - other.at < 0 ? -1 : 1;
  }
}
