package dev.loomray.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How a task ended, to be compared with the same task in another run.
 *
 * @param parent the number of the task that submitted it, 0 for none
 * @param isDetermined whether it must end so in every run
 * @param outcome how it ended
 */
public record Finding(int parent, boolean isDetermined, String outcome) {
  static Map<Integer, Finding> of(List<Fate> fates) {
    Map<Integer, Finding> found = new HashMap<>();
    for (Fate fate : fates) {
      Fate parent = fate.submitter();
      Finding own =
          new Finding(parent == null ? 0 : parent.id, fate.isDetermined(), fate.outcome().text());
      Finding other = found.put(fate.id, own);
      if (other != null) {
        throw new AssertionError("two tasks of one number; choose another seed");
      }
    }
    return found;
  }

  /**
   * Holds one run against another: what is determined in both has ended in the same way, and what is missing in one is missing
   * since its parent was free to do something else.
   *
   * @return how many were the same
   * @throws AssertionError for the first that was not
   */
  public static int compare(Map<Integer, Finding> one, Map<Integer, Finding> two) {
    two.forEach((id, own) -> checkMissing(id, own, one, two));
    int same = 0;
    for (var entry : one.entrySet()) {
      Finding own = entry.getValue();
      Finding other = two.get(entry.getKey());
      if (other == null) {
        checkMissing(entry.getKey(), own, two, one);
      } else if (own.isDetermined && other.isDetermined) {
        require(own.equals(other), "task t" + entry.getKey() + ": " + own + ", or " + other);
        same++;
      }
    }
    return same;
  }

  private static void checkMissing(
      int id, Finding own, Map<Integer, Finding> there, Map<Integer, Finding> here) {
    if (there.containsKey(id)) {
      return;
    }
    Finding parent = there.get(own.parent);
    boolean isFree =
        own.parent != 0
            && (parent == null || !parent.isDetermined || !here.get(own.parent).isDetermined);
    require(isFree, "task t" + id + " of t" + own.parent + " is missing; elsewhere " + own);
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError("two runs differ in " + what);
    }
  }
}
