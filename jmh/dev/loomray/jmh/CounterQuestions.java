package dev.loomray.jmh;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * The questions to one actor that counts. Its answers are known beforehand, so a message that is
 * lost, doubled or out of order is found.
 */
final class CounterQuestions<A, F> {
  /** What a message adds. */
  static final int BY = 5;

  private final ActorWork<A, F> work;
  private final A counter;

  // the one thread that asks
  private long expected;
  private ActorWork.Asker asker;

  // any thread
  private final LongAdder shared = new LongAdder();

  CounterQuestions(ActorWork<A, F> work) {
    this.work = work;
    counter = work.spawn(1, Counter::new).getFirst();
  }

  /** So many messages, the last of which is an ask: it is answered when all have been handled. */
  long tell(int messages) throws Exception {
    for (int i = 1; i < messages; i++) {
      work.tell(counter, BY);
    }
    return answerAfter(messages, work.ask(counter, BY));
  }

  /** The same, from several threads; {@link #check} looks at the sum. */
  long tellBesideOthers(int messages) throws Exception {
    for (int i = 1; i < messages; i++) {
      work.tell(counter, BY);
    }
    shared.add((long) BY * messages);
    return work.await(work.ask(counter, BY));
  }

  long ask() throws Exception {
    return answerAfter(1, work.ask(counter, BY));
  }

  /** So many asks at once, and then their answers. */
  long askAtOnce(int asks) throws Exception {
    List<F> answers = new ArrayList<>(asks);
    for (int i = 0; i < asks; i++) {
      answers.add(work.ask(counter, BY));
    }
    for (F answer : answers) {
      answerAfter(1, answer);
    }
    return expected;
  }

  long askFromActor(int asks) throws Exception {
    if (asker == null) {
      asker = work.asker(counter);
    }
    long answer = asker.ask(asks).get();
    expected += (long) BY * asks;
    Expect.equal("answer", expected, answer);
    return answer;
  }

  private long answerAfter(int messages, F answer) throws Exception {
    expected += (long) BY * messages;
    long found = work.await(answer);
    Expect.equal("answer", expected, found);
    return found;
  }

  /** When nobody sends. */
  void check() throws Exception {
    Expect.equal("total", expected + shared.sum(), work.await(work.ask(counter, 0)));
  }
}
