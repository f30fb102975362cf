package dev.loomray.internal.serial;

/**
 * What one process would tell another: a task to run, and how it ended. With one process it is the
 * form that isolated values pass through.
 */
public sealed interface Message permits TaskSpec, Result, Failure {}
