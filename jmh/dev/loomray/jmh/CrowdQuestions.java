package dev.loomray.jmh;

import java.util.ArrayList;
import java.util.List;

/** The questions to a thousand actors that count, each with a message in turn. */
final class CrowdQuestions<A, F> {
  static final int ACTORS = 1_000;
  private static final int BY = 5;

  private final ActorWork<A, F> work;
  private final List<A> counters;
  private long expected;

  CrowdQuestions(ActorWork<A, F> work) {
    this.work = work;
    counters = work.spawn(ACTORS, Counter::new);
  }

  /** So many messages to each, the last of which is an ask. */
  long tell(int each) throws Exception {
    for (int i = 1; i < each; i++) {
      for (A counter : counters) {
        work.tell(counter, BY);
      }
    }
    expected += (long) BY * each;
    return askAll();
  }

  private long askAll() throws Exception {
    List<F> answers = new ArrayList<>(ACTORS);
    for (A counter : counters) {
      answers.add(work.ask(counter, BY));
    }
    for (F answer : answers) {
      Expect.equal("answer", expected, work.await(answer));
    }
    return expected;
  }
}
