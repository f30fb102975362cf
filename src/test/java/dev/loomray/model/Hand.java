package dev.loomray.model;

import dev.loomray.ObjectRef;
import dev.loomray.Ready;
import dev.loomray.TaskOptions;
import dev.loomray.Tasks;
import dev.loomray.error.GetInterruptedException;
import dev.loomray.error.GetTimeoutException;
import dev.loomray.error.RayClosedException;
import dev.loomray.error.TaskCancelledException;
import dev.loomray.function.Fn;
import dev.loomray.function.Fn0;
import dev.loomray.function.Fn1;
import dev.loomray.function.Fn2;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Does what a seed says, in a task or outside, and holds every answer against the journal. For one thread. */
final class Hand {
  private static final int DEEPEST = 4;
  private static final Duration LONG = Duration.ofHours(1);

  private final Play play;
  private final Journal journal;
  // the task that this runs in, or null
  private final Fate me;
  // where it submits: the Ray, or a scope
  private final Function<UnaryOperator<TaskOptions>, Tasks> target;
  private final Place place;
  private final Random source;
  private final int depth;
  private final Known known;
  // tasks with children that it has started itself: it may wait for these
  private final List<Fate> ownParents = new ArrayList<>();
  // of the current act: what it is answered changes no other
  private Random random;

  Hand(Play play, Fate me, Random random, int depth, Known known) {
    this(play, me, play.ray::options, me, random, depth, known);
  }

  private Hand(
      Play play,
      Fate me,
      Function<UnaryOperator<TaskOptions>, Tasks> target,
      Place place,
      Random source,
      int depth,
      Known known) {
    this.play = play;
    this.journal = play.journal;
    this.me = me;
    this.target = target;
    this.place = place;
    this.source = source;
    this.random = source;
    this.depth = depth;
    this.known = known;
  }

  /** Acts until enough tasks were started or the Ray is closed. */
  Void actWhile() throws Exception {
    for (int acts = 0; !play.isEnough(acts); acts++) {
      act();
    }
    return null;
  }

  /** The code of a task. */
  private Integer perform(Fate fate, long seed, Known knows, Integer... arguments)
      throws Exception {
    int attempt = play.ray.context().attempt();
    fate.begins(attempt);
    journal.takes(fate);
    Hand hand = new Hand(play, fate, new Random(seed + attempt), depth + 1, knows.forChild());
    try {
      Marks.checkNone(fate);
      Marks.leave(fate);
      return Marks.bound(fate, () -> hand.perform(attempt, arguments));
    } catch (Throwable e) {
      journal.ends(fate);
      fate.fails(e);
      throw e;
    }
  }

  private Integer perform(int attempt, Integer... arguments) throws Exception {
    checkStart(arguments);
    actInTask();
    Marks.checkOwn(me);
    if (attempt <= me.terms.failures()) {
      throw new Planned(me.id, attempt);
    }
    journal.ends(me);
    return me.returns();
  }

  private void checkStart(Integer... arguments) {
    for (int i = 0; i < arguments.length; i++) {
      Integer argument = arguments[i];
      me.check(argument == me.arguments.get(i).value(), () -> "got argument " + argument);
    }
    long before = journal.now();
    var left = play.ray.context().timeLeft();
    me.check(left.isPresent() == (me.dueFrom != Long.MAX_VALUE), () -> "has deadline " + left);
    if (left.isPresent() && !left.get().isZero()) {
      long at = before + left.get().toNanos();
      me.check(me.dueBy == Long.MAX_VALUE || at <= me.dueBy, () -> "has time until " + at);
      me.check(journal.now() + left.get().toNanos() >= me.dueFrom, "has too little time");
    }
  }

  private void actInTask() throws Exception {
    if (me.isLeaf) {
      rest();
      return;
    }
    for (int i = 1 + random.nextInt(6); i > 0; i--) {
      act();
    }
  }

  private void rest() throws InterruptedException {
    boolean isLong = play.mix.sleepingLong().happens(random);
    if (isLong || random.nextBoolean()) {
      sleep(isLong ? LONG : Duration.ofNanos(play.mix.shortNanos(random)));
    }
  }

  /** One thing of many. */
  private void act() throws Exception {
    random = new Random(source.nextLong());
    try {
      if (play.mix.cancelling().happens(random)) {
        cancel();
      } else if (play.mix.scoping().happens(random) && depth < DEEPEST) {
        scope();
      } else {
        actPlainly();
      }
    } catch (RayClosedException e) {
      play.check(journal.isClosing(), () -> "closed by nobody: " + e);
      if (me != null) {
        throw e;
      }
    }
  }

  private void actPlainly() throws Exception {
    switch (random.nextInt(14)) {
      case 0, 1, 2 -> submitSome();
      case 3 -> then();
      case 4, 5 -> readOne();
      case 6 -> readAll();
      case 7 -> waitFor();
      case 8 -> asCompleted();
      case 9 -> future();
      case 10 -> timer();
      case 11 -> lock();
      case 12 -> callAndGet();
      default -> sleep(Duration.ofNanos(play.mix.shortNanos(random)));
    }
  }

  private void submitSome() {
    int burst = me == null ? play.mix.burst() : 1;
    for (int i = random.nextInt(burst); i >= 0; i--) {
      submit();
    }
  }

  private void callAndGet() {
    read(submit(), -1);
  }

  /** It waits for others under a lock that nobody holds while he waits for a task. */
  private void lock() throws InterruptedException {
    play.lock.lock();
    try {
      play.locks(null, this);
      sleep(Duration.ofNanos(play.mix.shortNanos(random) / 4));
    } finally {
      play.locks(this, null);
      play.lock.unlock();
    }
  }

  private Fate submit() {
    return submit(!play.mix.nesting().happens(random) || depth >= DEEPEST);
  }

  private Fate submit(boolean leaf) {
    List<Fate> arguments =
        leaf ? known.someLeaves(List.of(), random.nextInt(3), random) : List.of();
    Terms terms = Terms.drawn(play.mix, random, leaf);
    Fate fate = new Fate(journal, known.nextId(random), place, terms, leaf, arguments);
    long seed = random.nextLong();
    Known knows = known.forChild();
    Fn fn =
        switch (arguments.size()) {
          case 0 -> (Fn0<Integer>) () -> perform(fate, seed, knows);
          case 1 -> (Fn1<Integer, Integer>) a -> perform(fate, seed, knows, a);
          default -> (Fn2<Integer, Integer, Integer>) (a, b) -> perform(fate, seed, knows, a, b);
        };
    Object[] refs = arguments.stream().map(Fate::ref).toArray();
    fate.mayBeDueIn(terms.timeoutNanos());
    boolean late = isStopped();
    submitted(
        fate,
        target
            .apply(options -> terms.apply(options).name("t" + fate.id))
            .submit(fn, (1 << refs.length) - 1, refs));
    fate.check(!late || fate.ref().isReady(), "was submitted by a task that is stopped, and runs");
    fate.isDueIn(terms.timeoutNanos());
    return fate;
  }

  private void submitted(Fate fate, ObjectRef<Integer> ref) {
    fate.submitted(ref);
    journal.submitted(fate);
    known.submitted(fate);
    if (!fate.isLeaf) {
      ownParents.add(fate);
    }
  }

  private void then() {
    for (Fate argument : known.someLeaves(List.of(), 1, random)) {
      int id = known.nextId(random);
      Fate fate = new Fate(journal, id, me, Terms.PLAIN, true, List.of(argument));
      long seed = random.nextLong();
      Known knows = known.forChild();
      submitted(fate, argument.ref().then(value -> perform(fate, seed, knows, value)));
    }
  }

  private void readOne() {
    for (Fate fate : readable(1)) {
      read(fate, limit());
    }
  }

  /** How long to wait for a ref, in nanoseconds; -1 is for ever. */
  long limit() {
    return random.nextInt(3) == 0 ? play.mix.shortNanos(random) : -1;
  }

  /** Gets a ref, perhaps not for long. */
  void read(Fate fate, long limit) {
    waits();
    long before = journal.now();
    try {
      Integer value = limit < 0 ? fate.ref().get() : fate.ref().get(Duration.ofNanos(limit));
      fate.answered(Outcome.value(value));
    } catch (GetTimeoutException e) {
      fate.check(limit >= 0 && journal.now() - before >= limit, () -> "gives up too early: " + e);
    } catch (RuntimeException e) {
      thrownBy(List.of(fate), limit >= 0, e);
    }
  }

  private void readAll() {
    List<Fate> fates = readable(1 + random.nextInt(4));
    waits();
    try {
      List<Integer> values = play.ray.get(fates.stream().map(Fate::ref).toList());
      for (int i = 0; i < fates.size(); i++) {
        fates.get(i).answered(Outcome.value(values.get(i)));
      }
    } catch (RuntimeException e) {
      thrownBy(fates, fates.size() > 1, e);
    }
  }

  private void waitFor() {
    List<Fate> fates = readable(1 + random.nextInt(4));
    int count = random.nextInt(fates.size() + 1);
    long limit = play.mix.shortNanos(random);
    long before = journal.now();
    waits();
    List<ObjectRef<Integer>> refs = fates.stream().map(Fate::ref).toList();
    try {
      Ready<Integer> ready = play.ray.waitFor(count, refs, Duration.ofNanos(limit));
      play.check(ready.ready().size() <= count, "more are ready than asked for");
      play.check(ready.ready().stream().allMatch(ObjectRef::isReady), "ready ones are not");
      play.check(
          ready.ready().size() == count || journal.now() - before >= limit, "gives up too early");
      play.check(isSplit(refs, ready), "not the same refs in the same order");
    } catch (RuntimeException e) {
      thrownBy(List.of(), true, e);
    }
  }

  private static boolean isSplit(List<ObjectRef<Integer>> refs, Ready<Integer> ready) {
    List<ObjectRef<Integer>> first = new ArrayList<>(refs);
    first.retainAll(ready.ready());
    List<ObjectRef<Integer>> second = new ArrayList<>(refs);
    second.removeAll(ready.ready());
    return first.equals(ready.ready()) && second.equals(ready.pending());
  }

  private void asCompleted() {
    List<Fate> fates = readable(1 + random.nextInt(4));
    List<ObjectRef<Integer>> left = new ArrayList<>(fates.stream().map(Fate::ref).toList());
    waits();
    try {
      for (ObjectRef<Integer> ref : play.ray.asCompleted(List.copyOf(left))) {
        play.check(
            ref.isReady() && left.remove(ref), () -> "not ready, or given out twice: " + ref);
      }
      play.check(left.isEmpty(), () -> "not given out: " + left);
    } catch (RuntimeException e) {
      thrownBy(List.of(), true, e);
    }
  }

  private void future() {
    for (Fate fate : readable(1)) {
      var unused =
          fate.ref()
              .toFuture()
              .whenComplete(
                  (value, thrown) ->
                      fate.answered(thrown == null ? Outcome.value(value) : Outcome.of(thrown)));
    }
  }

  private void timer() {
    long nanos = play.mix.shortNanos(random);
    long before = journal.now();
    ObjectRef<Void> timer = play.ray.after(Duration.ofNanos(nanos));
    boolean cancelled = random.nextInt(3) == 0 && timer.cancel();
    waits();
    try {
      timer.get();
      play.check(!cancelled && journal.now() - before >= nanos, "a timer is early");
    } catch (TaskCancelledException e) {
      play.check(cancelled || journal.isClosing(), () -> "cancelled by nobody: " + e);
    } catch (RuntimeException e) {
      thrownBy(List.of(), true, e);
    }
  }

  private void cancel() {
    for (Fate fate : known.some(1, random)) {
      List<Fate> below = fate.below();
      fate.cancelling();
      boolean won = fate.ref().cancel();
      fate.check(fate.ref().isReady(), "is cancelled and not ready");
      if (won) {
        for (Fate child : below) {
          child.check(child.ref().isReady(), () -> "outlives its cancelled ancestor " + fate.id);
        }
      }
    }
  }

  private void scope() throws Exception {
    Group group = new Group(journal, me, random.nextBoolean());
    long nanos = play.mix.timed().happens(random) ? 1 + play.mix.shortNanos(random) : 0;
    group.mayBeDueIn(nanos);
    var scope =
        play.ray.scope(
            options -> {
              var timed = nanos > 0 ? options.timeout(Duration.ofNanos(nanos)) : options;
              return group.failsFast() ? timed.failFast() : timed;
            });
    group.isDueIn(nanos);
    try {
      Hand inside = new Hand(play, me, scope::options, group, random, depth + 1, known);
      for (int i = 1 + random.nextInt(5); i > 0; i--) {
        inside.act();
      }
      if (random.nextInt(4) > 0) {
        inside.join(group, scope::join);
      }
    } finally {
      group.closing();
      waits();
      scope.close();
      group.below().forEach(play::checkEnded);
    }
  }

  private void join(Group group, Runnable join) {
    List<Fate> below = group.below();
    waits();
    try {
      join.run();
      group.joined();
      below.forEach(play::checkEnded);
    } catch (RuntimeException e) {
      Outcome outcome = Outcome.of(e);
      if (outcome == null) {
        thrownBy(List.of(), true, e);
      } else {
        play.check(group.mayJoinWith(outcome), () -> "join answers " + outcome);
      }
    }
  }

  private void sleep(Duration time) throws InterruptedException {
    long before = journal.now();
    try {
      play.ray.sleep(time);
      play.check(journal.now() - before >= time.toNanos(), "sleeps too short");
    } catch (InterruptedException e) {
      play.check(isStopped(), "interrupted by nobody");
      if (random.nextBoolean()) {
        throw e;
      }
    }
  }

  /**
   * A call on these has thrown: either that is what one of them answers, or the task was stopped. Whether it threw, or
   * which of them, may depend on time.
   */
  private void thrownBy(List<Fate> fates, boolean isTimed, RuntimeException thrown) {
    Outcome outcome = Outcome.of(thrown);
    if (outcome != null) {
      List<Fate> ready = fates.stream().filter(fate -> fate.ref().isReady()).toList();
      play.check(
          ready.stream().anyMatch(fate -> answers(fate, outcome)), () -> "a stray " + outcome);
    } else if (thrown instanceof GetInterruptedException) {
      play.check(isStopped(), "interrupted by nobody");
    } else if (!(thrown instanceof RayClosedException)) {
      throw journal.violation("unexpected " + thrown);
    }
    if (me != null && random.nextInt(4) == 0) {
      fates.forEach(me::leanOn);
      if (isTimed) {
        me.sway();
      }
      throw thrown;
    }
  }

  private static boolean answers(Fate fate, Outcome outcome) {
    try {
      fate.answered(Outcome.value(fate.ref().get()));
      return false;
    } catch (RayClosedException e) {
      return true;
    } catch (RuntimeException e) {
      Outcome own = Outcome.of(e);
      fate.answered(own);
      return own.equals(outcome);
    }
  }

  private boolean isStopped() {
    return me != null && play.ray.context().isCancelled();
  }

  /** It may lose its CPUs here. */
  private void waits() {
    if (me != null) {
      journal.waits(me);
    }
  }

  /** What it may wait for. */
  private List<Fate> readable(int count) {
    return known.someLeaves(ownParents, count, random);
  }
}
