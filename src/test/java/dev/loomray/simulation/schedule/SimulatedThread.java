package dev.loomray.simulation.schedule;

/**
 * A virtual thread of a schedule.
 *
 * @param id its number, in the order in which they were made
 * @param thread the thread
 * @param continuation what the JDK hands to the scheduler to have it run
 * @param isLaggard whether it runs only when no other can
 */
record SimulatedThread(int id, Thread thread, Runnable continuation, boolean isLaggard) {}
