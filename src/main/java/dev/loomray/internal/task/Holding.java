package dev.loomray.internal.task;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Resources that are held for longer than a task runs: by an actor, from before its constructor until its end. A task of
 * ours waits for them in the queue of all, and leaves here what it holds.
 *
 * <pre>
 *   WAITING ──the task has them──▶ HELD ──end──▶ OVER
 *      └──────────────end───────────────────────▲
 * </pre>
 *
 * <ul>
 *   <li>WAITING: the task waits for its turn
 *   <li>HELD: they are kept, and given back at the end
 *   <li>OVER: nothing is held; what the task gets in the same moment goes back
 * </ul>
 */
public final class Holding extends Waiter {
  private enum State {
    WAITING,
    HELD,
    OVER
  }

  // immutable
  private final Owner owner;
  private final Resources amounts;
  private final Runnable then;
  private final Consumer<Failed> failed;
  private final Task<Boolean> task;

  // any thread
  private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

  /**
   * Resources that nobody has asked for yet.
   *
   * @param name what wants them, for people
   * @param then what is done when they are held
   * @param failed what is done when they will never be, though nobody has ended it
   */
  public Holding(
      Owner owner, String name, Resources amounts, Runnable then, Consumer<Failed> failed) {
    this.owner = owner;
    this.amounts = amounts;
    this.then = then;
    this.failed = failed;
    Settings settings = Settings.asking(name, amounts);
    this.task = owner.submission().ours(settings, this::holds);
  }

  /** Waits for them in the queue of all. */
  public void start() {
    task.addWaiter(this);
    owner.submission().startOurs(task);
  }

  /** The code of the task: whether there was something to hold. */
  public boolean holds() {
    boolean held = owner.admission().keep(task);
    if (held && state.compareAndSet(State.WAITING, State.HELD)) {
      then.run();
    } else if (held) {
      owner.admission().giveBack(amounts);
    }
    return held;
  }

  /** Gives them back, or waits no longer. */
  public void end() {
    switch (state.getAndSet(State.OVER)) {
      case WAITING -> task.cancel();
      case HELD -> owner.admission().giveBack(amounts);
      case OVER -> {}
    }
  }

  @Override
  public boolean readsFailures() {
    return true;
  }

  @Override
  public boolean isLive() {
    return state.get() == State.WAITING;
  }

  @Override
  public void settled(Ref<?> ref, Cascade cascade) {
    Failed why = ref.failed();
    if (why != null && !why.isCancellation()) {
      why.markRead();
      failed.accept(why);
    }
  }
}
