package dev.loomray.jmh;

import java.util.List;

/**
 * The heap of a program whose store is full of objects: their refs and what the store knows of them,
 * and how long a collection takes; in a JVM of its own.
 *
 * <p>Arguments are MiB and the size of an object in bytes: {@code 8192 32768}. If the machine has not so
 * much, it is as much as fits.
 */
public final class StoredHeap {
  private static final List<String> FLAGS = List.of("-Xmx1g");
  private static final List<String> SIZES = List.of("32768", "1048576");
  private static final String MIB = "8192";

  private StoredHeap() {}

  /** Prints the table. */
  public static void main(String[] args) throws Exception {
    System.out.println(
        "| MiB in the store | objects | of so many bytes | heap MiB | bytes each | full GC ms |");
    System.out.println("|" + " ---: |".repeat(6));
    String mib = args.length > 0 ? args[0] : MIB;
    for (String size : args.length > 1 ? List.of(args[1]) : SIZES) {
      System.out.println("| " + OwnJvm.run(StoredHeapCase.class, FLAGS, List.of(mib, size)) + " |");
    }
  }
}
