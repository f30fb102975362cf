package dev.loomray.model.actor;

import static dev.loomray.model.actor.Boxes.*;

import java.util.Arrays;
import java.util.List;

/** Two tellers, the carriers and perhaps a thief at an actor that changes its mailbox once. */
final class MailboxModel implements Model {
  private static final int TELLERS = 2;
  private static final int CARRIERS = 2;
  private static final int THIEF = TELLERS + CARRIERS;
  private static final List<String> NAMES =
      List.of("teller 0", "teller 1", "carrier", "carrier", "thief");

  // a teller's counters
  private static final byte READ = 0;
  private static final byte OFFER = 1;
  private static final byte LINK = 2;
  private static final byte LOOK = 3;
  private static final byte MAKE_READY = 4;
  private static final byte LIST = 5;
  private static final byte LOOK_EARLY = 6;
  private static final byte LINK_LATE = 7;
  private static final byte LINK_THEN_MAKE_READY = 8;

  private final Mailboxes mailboxes;
  private final Consumer consumer;

  MailboxModel(Mailboxes mailboxes) {
    this.mailboxes = mailboxes;
    consumer = new Consumer(mailboxes);
  }

  @Override
  public byte[] start() {
    return new byte[PROCESSES + ROW * processes()];
  }

  @Override
  public int processes() {
    return TELLERS + CARRIERS + 1;
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
    if (process >= TELLERS && process < THIEF) {
      return consumer.step(v, row(process), choice);
    }
    if (choice == 1) {
      return null;
    }
    return process == THIEF ? steal(v) : tell(v, process, row(process));
  }

  private String steal(byte[] v) {
    int thief = row(THIEF);
    for (int p = TELLERS; mailboxes.thief() && v[thief] == 0 && p < THIEF; p++) {
      if (Consumer.inUserCode(v, row(p))) {
        consumer.steal(v, row(p));
        v[thief] = 1;
        return "steals the turn";
      }
    }
    return null;
  }

  private String tell(byte[] v, int teller, int at) {
    return switch (v[at + COUNTER]) {
      case READ -> read(v, at);
      case OFFER -> offer(v, teller, at);
      case LINK -> link(v, teller, at, LOOK);
      case LOOK -> go(v, at, v[RUN] == IDLE ? MAKE_READY : READ, "looks at the run word");
      case MAKE_READY -> makeReady(v, at);
      case LIST -> list(v, at);
      case LOOK_EARLY ->
          go(v, at, v[RUN] == IDLE ? LINK_THEN_MAKE_READY : LINK_LATE, "looks early");
      case LINK_LATE -> link(v, teller, at, READ);
      case LINK_THEN_MAKE_READY -> link(v, teller, at, MAKE_READY);
      default -> throw new IllegalStateException("counter=" + v[at + COUNTER]);
    };
  }

  private static String go(byte[] v, int at, byte to, String did) {
    v[at + COUNTER] = to;
    return did;
  }

  private String read(byte[] v, int at) {
    if (v[at + CALL] == mailboxes.calls()) {
      return null;
    }
    v[at + HELD] = (byte) (v[OPEN] == 0 ? FIRST : SECOND);
    return go(v, at, OFFER, v[OPEN] == 0 ? "reads the first" : "reads the second");
  }

  private String offer(byte[] v, int teller, int at) {
    boolean first = v[at + HELD] == FIRST;
    boolean once = mailboxes.stack() && first;
    if (isOdd(v, v[at + HELD])) {
      return null;
    }
    int hidden = mailboxes.resizes() && !first ? HIDDEN | ODD : HIDDEN;
    int call = call(teller, v[at + CALL]);
    add(v, v[at + HELD], once ? call : call | hidden);
    byte next = mailboxes.late() ? LOOK_EARLY : LINK;
    return once ? offered(v, at, LOOK) : go(v, at, next, "takes a place");
  }

  private static String offered(byte[] v, int at, byte then) {
    v[at + CALL]++;
    v[at + HELD] = 0;
    return go(v, at, then, "has offered");
  }

  private static String link(byte[] v, int teller, int at, byte then) {
    Boxes.link(v, v[at + HELD], call(teller, v[at + CALL]));
    return offered(v, at, then);
  }

  private static String makeReady(byte[] v, int at) {
    boolean idle = v[RUN] == IDLE;
    v[RUN] = idle ? READY : v[RUN];
    return go(v, at, idle ? LIST : READ, "IDLE → READY?");
  }

  private static String list(byte[] v, int at) {
    v[TOKENS]++;
    return go(v, at, READ, "lists the actor");
  }

  @Override
  public boolean mayStay(byte[] v, int process) {
    return false;
  }

  @Override
  public String wrong(byte[] v) {
    return switch (v[WRONG]) {
      case 0 -> null;
      case 1 -> "a teller's calls run out of order";
      default -> "two carriers run the actor";
    };
  }

  @Override
  public String wrongAtRest(byte[] v, boolean ended) {
    for (int teller = 0; ended && teller < TELLERS; teller++) {
      if (v[NEXT_OF + teller] != mailboxes.calls()) {
        return "a call of teller " + teller + " never runs";
      }
    }
    return null;
  }

  @Override
  public String processName(int process) {
    return NAMES.get(process);
  }

  @Override
  public String describe(byte[] v) {
    return "run=%d tokens=%d first=%s second=%s polled=%s"
        .formatted(v[RUN], v[TOKENS], content(v, FIRST), content(v, SECOND), content(v, POLLED));
  }

  private static String content(byte[] v, int box) {
    return Arrays.toString(Arrays.copyOfRange(v, box + 1, box + 1 + v[box]));
  }
}
