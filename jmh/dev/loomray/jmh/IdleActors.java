package dev.loomray.jmh;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The heap of actors that have handled one ask and are idle, with their handles or addresses, and
 * without the list that holds those; each contender in a JVM of its own. Take the user's object off
 * for what an actor itself needs.
 *
 * <p>Arguments are contenders and, after each, how many actors: {@code pekko 100000}.
 */
public final class IdleActors {
  private static final List<String> FLAGS = List.of("-Xmx6g");
  private static final String MANY = "1000000";
  private static final String FEWER = "100000";

  private IdleActors() {}

  /** Prints the table. */
  public static void main(String[] args) throws Exception {
    System.out.println(
        "| contender | actors | bytes each | of them the object | the rest | seconds to spawn |");
    System.out.println("| --- |" + " ---: |".repeat(5));
    for (var run : (args.length == 0 ? all() : chosen(args)).entrySet()) {
      List<String> arguments = List.of(run.getKey(), run.getValue());
      String cells = OwnJvm.run(IdleCase.class, FLAGS, arguments);
      System.out.println("| " + String.join(" | ", arguments) + " | " + cells + " |");
    }
  }

  private static Map<String, String> all() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("loomray", MANY);
    all.put("pekko", FEWER);
    all.put("blockingQueue", FEWER);
    return all;
  }

  private static Map<String, String> chosen(String[] args) {
    Map<String, String> chosen = new LinkedHashMap<>();
    for (int i = 0; i < args.length; i++) {
      boolean counted = i + 1 < args.length && args[i + 1].matches("[0-9]+");
      chosen.put(args[i], counted ? args[++i] : MANY);
    }
    return chosen;
  }
}
