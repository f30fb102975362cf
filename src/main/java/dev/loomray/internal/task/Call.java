package dev.loomray.internal.task;

/** What a task runs: at hand as objects, or as a message that is opened anew for every attempt. */
public sealed interface Call permits CopiedCall, Invocation {
  /** The function and its arguments for one attempt. */
  Invocation open();

  /** What the function is called. */
  String name();
}
