package dev.loomray;

/** How arguments, captured variables, results and exceptions pass between tasks. */
public enum Isolation {
  /** By reference, as an executor would; whoever hands a value over must not change it afterwards. The default. */
  SHARE,

  /**
   * By copy through the serializer, as between the nodes of a cluster. For tests: it finds what would break there, such
   * as a value that cannot be stored or one that is changed after it was handed over.
   */
  COPY
}
