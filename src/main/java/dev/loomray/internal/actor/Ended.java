package dev.loomray.internal.actor;

import org.jspecify.annotations.Nullable;

/**
 * How the code of a call has ended.
 *
 * @param instance what it ran on
 * @param call the call
 * @param exits whether the code has called {@code exitActor()}
 * @param value the outcome, if it has returned
 * @param thrown what it threw
 */
record Ended(
    Instance instance,
    ActorCall<?> call,
    boolean exits,
    Object value,
    @Nullable Throwable thrown) {}
