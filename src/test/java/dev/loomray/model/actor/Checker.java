package dev.loomray.model.actor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Goes through all interleavings of a model, breadth first, so that a counterexample is a shortest one. */
final class Checker {
  private final Model model;
  private final States states;
  private final Edges edges = new Edges();
  private final byte[] world;
  private final byte[] next;
  private boolean onlyUserCode;

  private Checker(Model model) {
    this.model = model;
    world = model.start();
    next = world.clone();
    states = new States(world.length);
  }

  /**
   * What was found.
   *
   * @param states how many states there are, or were seen until the violation
   * @param steps how many steps lead from one to another
   * @param violation what is wrong; null if nothing is
   * @param trace the steps that lead there
   */
  record Report(int states, int steps, String violation, List<String> trace) {
    String text() {
      return violation + "\n  " + String.join("\n  ", trace);
    }
  }

  static Report check(Model model) {
    return new Checker(model).run();
  }

  private Report run() {
    states.add(world, -1);
    for (int i = 0; i < states.size(); i++) {
      states.read(i, world);
      String wrong = model.wrong(world);
      if (wrong == null) {
        boolean ended = !expand(i);
        wrong = onlyUserCode ? model.wrongAtRest(world, ended) : null;
      }
      if (wrong != null) {
        return report(wrong, i);
      }
    }
    int endless = edges.endless(states.size());
    return endless < 0 ? report(null, 0) : report("this never ends", endless);
  }

  /** Whether anything can go on. */
  private boolean expand(int state) {
    boolean any = false;
    onlyUserCode = true;
    for (int p = 0; p < model.processes(); p++) {
      for (int choice = 0; choice < model.choices(); choice++) {
        System.arraycopy(world, 0, next, 0, world.length);
        if (model.step(next, p, choice) != null) {
          any = true;
          onlyUserCode &= model.mayStay(world, p);
          edges.add(state, states.add(next, state));
        }
      }
    }
    return any;
  }

  private Report report(String violation, int state) {
    var trace = new ArrayList<String>();
    for (int i = state; violation != null && i > 0; i = states.parent(i)) {
      trace.add(stepTo(i));
    }
    Collections.reverse(trace);
    return new Report(states.size(), edges.size(), violation, trace);
  }

  private String stepTo(int state) {
    byte[] target = world.clone();
    states.read(state, target);
    states.read(states.parent(state), world);
    for (int p = 0; p < model.processes(); p++) {
      for (int choice = 0; choice < model.choices(); choice++) {
        System.arraycopy(world, 0, next, 0, world.length);
        String did = model.step(next, p, choice);
        if (did != null && Arrays.equals(next, target)) {
          return "%-12s %-44s %s".formatted(model.processName(p), did, model.describe(target));
        }
      }
    }
    throw new AssertionError("no step leads to state " + state);
  }
}
