package dev.loomray.model.actor;

import static dev.loomray.model.actor.Layout.*;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Two tellers, carriers, a canceller and requesters on one actor, and what has to hold. */
final class ActorModel implements Model {
  private static final List<String> RUN_NAMES =
      List.of("IDLE", "READY", "RUN", "RESTART_ASKED", "KILL_ASKED", "OWNED", "DEAD");
  private static final int TELLERS = 2;

  private final Shared shared;
  private final List<Teller> tellers;
  private final Carrier carrier;
  private final Canceller canceller;
  private final List<Requester> requesters = new ArrayList<>();
  private final int carriers;

  ActorModel(Scenario scenario, Flaw flaw) {
    shared = new Shared(scenario, flaw);
    tellers = List.of(new Teller(0, shared), new Teller(1, shared));
    carrier = new Carrier(shared);
    canceller = new Canceller(shared);
    carriers = scenario.carriers();
    for (byte request : scenario.requests()) {
      requesters.add(new Requester(request, requesters.size(), shared));
    }
  }

  @Override
  public byte[] start() {
    var v = new byte[PROCESSES + processes() * ROW];
    v[CURRENT] = NONE;
    v[FIRST] = NONE;
    if (shared.scenario.constructs()) {
      v[CONSTRUCTOR] = 1;
      v[RUN] = READY;
      v[TOKENS] = 1;
    } else {
      v[MADE] = 1;
    }
    return v;
  }

  @Override
  public int processes() {
    return TELLERS + carriers + 1 + requesters.size();
  }

  @Override
  public int choices() {
    return 2;
  }

  private static int row(int process) {
    return PROCESSES + process * ROW;
  }

  @Override
  public String step(byte[] v, int process, int choice) {
    int at = row(process);
    if (isCarrier(process)) {
      String did = carrier.step(v, at, choice);
      if (did != null) {
        sortCarriers(v);
      }
      return did;
    }
    if (choice > 0) {
      return null;
    }
    if (process < TELLERS) {
      return tellers.get(process).step(v, at);
    }
    int other = process - TELLERS - carriers;
    return other > 0 ? requesters.get(other - 1).step(v, at) : cancel(v, at);
  }

  private String cancel(byte[] v, int at) {
    return shared.scenario.cancels() ? canceller.step(v, at) : null;
  }

  private boolean isCarrier(int process) {
    return process >= TELLERS && process < TELLERS + carriers;
  }

  /** Carriers are all the same: the order of their rows says nothing. */
  private void sortCarriers(byte[] v) {
    for (int p = TELLERS; p + 1 < TELLERS + carriers; p++) {
      int a = row(p);
      int b = row(p + 1);
      if (Arrays.compare(v, a, b, v, b, b + ROW) > 0) {
        byte[] first = Arrays.copyOfRange(v, a, b);
        System.arraycopy(v, b, v, a, ROW);
        System.arraycopy(first, 0, v, b, ROW);
      }
    }
  }

  @Override
  public boolean mayStay(byte[] v, int process) {
    return isCarrier(process) && Carrier.inUserCode(v, row(process));
  }

  @Override
  public String wrong(byte[] v) {
    if (v[WRONG] != 0) {
      return Wrong.text(v[WRONG]);
    }
    int owners = owners(v);
    boolean owned = v[RUN] >= RUNS && v[RUN] <= OWNED;
    if (owners != (owned ? 1 : 0)) {
      return owners + " processes own the actor";
    }
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      int turns = turns(v, epoch);
      if (turns > 1) {
        return "two turns at once";
      }
      if (turns > 0 && v[CLOSED + epoch] != 0) {
        return "an instance is closed while its turn runs";
      }
    }
    return null;
  }

  private int owners(byte[] v) {
    int owners = 0;
    for (int p = 0; p < processes(); p++) {
      owners += owns(v, p, row(p)) ? 1 : 0;
    }
    return owners;
  }

  private boolean owns(byte[] v, int process, int at) {
    if (isCarrier(process)) {
      return Carrier.owns(v, at);
    }
    return process > TELLERS + carriers ? Requester.owns(v, at) : Owner.owns(v, at);
  }

  private int turns(byte[] v, int epoch) {
    int turns = 0;
    for (int p = TELLERS; p < TELLERS + carriers; p++) {
      turns += Carrier.inUserCode(v, row(p)) && v[row(p) + AT_EPOCH] == epoch ? 1 : 0;
    }
    return turns;
  }

  @Override
  public String wrongAtRest(byte[] v, boolean ended) {
    if (!ended && v[RUN] == RUNS && v[ASIDE] == 0) {
      return null; // a turn nobody objects to
    }
    if (!ended && v[TOKENS] > 0 && !isAnyCarrierIdle(v)) {
      return null; // all carriers are in stolen turns, the engine would start another
    }
    for (int call = 0; call < CALLS; call++) {
      if (isSent(call) && v[ANSWERS + call] != 1) {
        return "call " + call + " is never answered";
      }
    }
    if (v[RUN] != IDLE && v[RUN] != DEAD) {
      return "the run word stays " + RUN_NAMES.get(v[RUN]);
    }
    String lost = lostRequest(v);
    return lost == null ? badClose(v) : lost;
  }

  private boolean isAnyCarrierIdle(byte[] v) {
    for (int p = TELLERS; p < TELLERS + carriers; p++) {
      if (!Carrier.inUserCode(v, row(p))) {
        return true;
      }
    }
    return false;
  }

  private boolean isSent(int call) {
    return call % 2 < shared.scenario.calls() && teller(call) < shared.scenario.tellers();
  }

  private String lostRequest(byte[] v) {
    List<Byte> requests = shared.scenario.requests();
    if (requests.contains(KILL) && v[RUN] != DEAD) {
      return "a kill is lost";
    }
    if (requests.contains(RESTART) && v[RUN] != DEAD && v[EPOCH] == 0) {
      return "a restart is lost";
    }
    return null;
  }

  private String badClose(byte[] v) {
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      boolean retired = epoch < v[EPOCH] || (epoch == v[EPOCH] && v[RUN] == DEAD);
      int expected = retired && v[MADE + epoch] != 0 && turns(v, epoch) == 0 ? 1 : 0;
      if (v[CLOSED + epoch] != expected) {
        return "instance %d: closed %d times".formatted(epoch, v[CLOSED + epoch]);
      }
    }
    return null;
  }

  @Override
  public String processName(int process) {
    if (isCarrier(process)) {
      return "carrier";
    }
    int other = process - TELLERS - carriers;
    return process < TELLERS
        ? "teller " + process
        : other == 0 ? "canceller" : requesters.get(other - 1).text();
  }

  @Override
  public String describe(byte[] v) {
    return "%s tokens=%d mailbox=%s words=%s epoch=%d"
        .formatted(
            RUN_NAMES.get(v[RUN]),
            v[TOKENS],
            Arrays.toString(Arrays.copyOfRange(v, BOX, BOX + v[BOX_SIZE])),
            Arrays.toString(Arrays.copyOfRange(v, WORD, WORD + WORDS)),
            v[EPOCH]);
  }
}
