package dev.loomray.jmh;

import java.util.List;
import java.util.stream.Stream;

/**
 * What asks to a thousand actors take while others begin to block, and afterwards; how many platform
 * threads the JVM had at most; and how many bytes of heap a blocked turn holds, without the stacks
 * of platform threads. {@code blocked} is how many turns had begun in the end: where a contender
 * gives them few threads, it is less than asked for.
 *
 * <p>Arguments choose contenders ({@code loomray}, {@code pekko}, {@code pekkoTuned}, {@code
 * pekkoRef}, {@code blockingQueue}), ways to block ({@code get}, {@code sleep}, {@code lock}, {@code
 * socket}) and numbers of actors; without any, all of them with {@link #CONTENDERS} are run, each in
 * a JVM of its own, once alone and once beside two tasks that compute.
 */
public final class BlockedActors {
  private static final List<String> CONTENDERS = List.of("loomray", "pekko");
  private static final String WAY = "get|sleep|lock|socket";
  private static final List<String> WAYS = List.of(WAY.split("\\|"));
  private static final List<String> COUNTS = List.of("8", "1000", "10000");
  private static final List<String> COMPUTING = List.of("0", "2");

  private BlockedActors() {}

  /** Prints the table. */
  public static void main(String[] args) throws Exception {
    System.out.println(
        "| contender | in | actors | computing | blocked | threads | bytes each"
            + " | cold asks | p50 ms | p99 ms | max ms | asks after | p50 ms | p99 ms | max ms |");
    System.out.println("| --- | --- |" + " ---: |".repeat(13));
    try (SilentServer server = new SilentServer()) {
      for (String contender : chosen(args, "(?!(" + WAY + ")$)[a-zA-Z]+", CONTENDERS)) {
        for (String block : chosen(args, WAY, WAYS)) {
          for (String count : chosen(args, "[0-9]+", COUNTS)) {
            print(contender, block, count, server);
          }
        }
      }
    }
  }

  /** What of the arguments is of that kind, or all. */
  private static List<String> chosen(String[] args, String kind, List<String> all) {
    List<String> chosen = Stream.of(args).filter(arg -> arg.matches(kind)).toList();
    return chosen.isEmpty() ? all : chosen;
  }

  private static void print(String contender, String block, String count, SilentServer server)
      throws Exception {
    for (String computing : COMPUTING) {
      List<String> run =
          List.of(contender, block, count, computing, Integer.toString(server.port()));
      String cells = OwnJvm.run(BlockedCase.class, List.of(), run);
      server.hangUp();
      System.out.println("| " + String.join(" | ", run.subList(0, 4)) + " | " + cells + " |");
    }
  }
}
