package dev.loomray.internal.task;

/**
 * How the places of a lease engine stand. While no thread is in the middle of a move,
 *
 * <pre>
 *   taken = leases in state HELD + wanted
 *   looking = leases that are HELD or LENT and run no work
 *   wanted ≤ starting ≤ wanted + looking
 *   a lease keeps work  ⟹  it is HELD or LENT, and the monitor watches
 *   queued > 0, and wanted + looking = 0  ⟹  taken ≥ limit, and the monitor watches
 *   FREE, IDLE, GONE  ⟹  it runs no work;  WAITING  ⟹  it does
 *   LENT  ⟹  it was found in the work that it runs, or in the one before
 * </pre>
 *
 * (A lease that is wanted or looks takes work up, and has somebody look after what is left then.)
 *
 * <p>A move is one call of a method that takes a place, gives one back, or passes one on, and has at most one in its hand:
 * whoever goes on ({@code goesOn}, {@code takeBack}) is HELD before it is counted, so that up to one per such thread is missing;
 * everybody else counts before another has it, or has let it go before it is counted back, so that up to one per such thread
 * is too many. When the engine has ended, all of this is zero.
 *
 * @param limit how many places there are
 * @param taken how many are taken
 * @param wanted how many of these are for leases that the owner must make
 * @param starting how many leases were summoned and do not run yet
 * @param queued how much work waits
 * @param isWatched whether the monitor will look
 * @param isEnding whether no lease may rest any more
 */
record Books(
    int limit,
    int taken,
    int wanted,
    int starting,
    int queued,
    boolean isWatched,
    boolean isEnding) {}
