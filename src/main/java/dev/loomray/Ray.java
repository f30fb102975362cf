package dev.loomray;

import dev.loomray.error.GetInterruptedException;
import dev.loomray.error.GetTimeoutException;
import dev.loomray.error.RayClosedException;
import dev.loomray.error.UnserializableException;
import dev.loomray.internal.runtime.Boot;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One running Ray: it starts tasks and actors, keeps objects and waits for them (Ray: the {@code ray} module after
 * {@code ray.init()}).
 *
 * {@snippet file="Snippets.java" region="first"}
 *
 * <p>A Ray is an object, not a global: many live in one JVM, each with its own resources, and nothing is shared between
 * them. Its threads are daemons. {@link #close()} ends it; a program that forgets to close still exits, and says how
 * many tasks it cut.
 *
 * <p>Safe for use by any thread, platform or virtual, and from inside tasks. Misuse (a null, a negative count, a ref of
 * another Ray) is an {@link IllegalArgumentException} at the call that names the argument; once the Ray is closed every
 * call that starts or reads something throws {@link RayClosedException}.
 */
public interface Ray extends Tasks, Actors, AutoCloseable {
  /**
   * Starts a Ray with the defaults of {@link RayConfig} (Ray: {@code ray.init()}).
   *
   * @return the new Ray
   * @throws IllegalStateException if this Java is not JDK 25 with {@code --enable-preview}
   */
  static Ray init() {
    return init(config -> config);
  }

  /**
   * Starts a Ray with a changed configuration.
   *
   * {@snippet file="Snippets.java" region="config"}
   *
   * @param change takes the defaults and returns what to use instead
   * @return the new Ray
   * @throws IllegalStateException if this Java is not JDK 25 with {@code --enable-preview}
   */
  static Ray init(UnaryOperator<RayConfig> change) {
    return Boot.start(change);
  }

  /**
   * The Ray whose task or actor runs on the current thread.
   *
   * <p>It is known in a task and in the threads that a task forks in a {@code StructuredTaskScope} of its own; not in
   * parallel streams, executors or {@code CompletableFuture} stages.
   *
   * @return the Ray
   * @throws IllegalStateException outside a task or actor; the message names the fix, which is to capture the {@code ray}
   */
  static Ray current() {
    return Boot.current();
  }

  /**
   * Ends the actor whose call runs on this thread, without a restart (Ray: {@code ray.actor.exit_actor()}). It does not
   * return: what it throws passes through {@code catch (Exception e)}, and the actor ends even if the code catches it.
   * This call and all that are queued fail with {@link dev.loomray.error.ActorDiedException}; if the class is {@link
   * AutoCloseable}, its {@code close} is called once.
   *
   * @throws IllegalStateException outside the constructor and the calls of an actor
   */
  static void exitActor() {
    Boot.exitActor();
  }

  /**
   * Stores a snapshot of a value (Ray: {@code ray.put}). Later changes to the value do not reach the snapshot, and
   * every {@link ObjectRef#get()} of a mutable value gives a fresh copy; values that are immutable by their types, such
   * as strings, numbers, enums and records of these, may be shared.
   *
   * {@snippet file="Snippets.java" region="put"}
   *
   * @param value the value; may be null
   * @param <T> its type
   * @return a ref that is ready
   * @throws UnserializableException if the value cannot be stored; the message gives the path to the field
   * @throws IllegalArgumentException if the value is itself an {@code ObjectRef}
   */
  <T extends @Nullable Object> ObjectRef<T> put(T value);

  /**
   * Starts an object that is filled in place, where it will stay (Ray: {@code create} and {@code seal} of its object store).
   *
   * {@snippet file="StoreSnippets.java" region="create"}
   *
   * @param bytes how large it is
   * @return the object, to be written and sealed
   * @throws dev.loomray.error.ObjectStoreFullException if there is no room; the message says who has it
   */
  WritableObject create(long bytes);

  /**
   * What the object store holds now (Ray: {@code ray memory}).
   *
   * {@snippet file="StoreSnippets.java" region="memory"}
   *
   * @return a report
   */
  MemoryReport memory();

  /**
   * Waits for all refs and returns their values in the given order (Ray: {@code ray.get(list)}). Fails as soon as one
   * ref has failed, without waiting for the others.
   *
   * @param refs the refs; the same ref may stand in it twice
   * @param <T> the type of the values
   * @return the values, in the order of {@code refs}; the list is unmodifiable
   * @throws dev.loomray.error.RayException as {@link ObjectRef#get()} does
   */
  <T extends @Nullable Object> List<T> get(Collection<? extends ObjectRef<? extends T>> refs);

  /**
   * Waits for all refs, at most for the given time.
   *
   * @param refs the refs
   * @param timeout how long to wait in all; zero looks without waiting
   * @param <T> the type of the values
   * @return the values, in the order of {@code refs}; the list is unmodifiable
   * @throws GetTimeoutException if some ref is not ready in time
   * @throws dev.loomray.error.RayException as {@link ObjectRef#get()} does
   */
  <T extends @Nullable Object> List<T> get(
      Collection<? extends ObjectRef<? extends T>> refs, Duration timeout);

  /**
   * Waits until {@code count} of the refs are ready, without a limit in time (Ray: {@code ray.wait}).
   *
   * @param count how many to wait for; 0 returns at once
   * @param refs the refs, each at most once
   * @param <T> the type of the values
   * @return at most {@code count} ready refs and all others
   * @throws IllegalArgumentException if {@code count} is negative or above the number of refs, or a ref stands twice
   * @throws GetInterruptedException if the thread is interrupted; its flag stays set
   */
  <T extends @Nullable Object> Ready<T> waitFor(
      int count, Collection<? extends ObjectRef<? extends T>> refs);

  /**
   * Waits until {@code count} of the refs are ready, at most for the given time (Ray: {@code ray.wait}). A failed ref
   * counts as ready. The cost is one callback a ref, so a thousand refs taken one by one are no trouble.
   *
   * {@snippet file="Snippets.java" region="waitFor"}
   *
   * @param count how many to wait for; 0 returns at once
   * @param refs the refs, each at most once
   * @param timeout how long to wait; zero looks without waiting
   * @param <T> the type of the values
   * @return at most {@code count} ready refs and all others, both in the order of {@code refs}
   * @throws IllegalArgumentException if {@code count} is negative or above the number of refs, or a ref stands twice
   * @throws GetInterruptedException if the thread is interrupted; its flag stays set
   */
  <T extends @Nullable Object> Ready<T> waitFor(
      int count, Collection<? extends ObjectRef<? extends T>> refs, Duration timeout);

  /**
   * The refs in the order in which they become ready. Each iterator waits in its {@code next()}; a failed ref is given
   * out as it is, so that {@code get()} on it throws.
   *
   * {@snippet file="Snippets.java" region="asCompleted"}
   *
   * @param refs the refs, each at most once
   * @param <T> the type of the values
   * @return the refs; each iterator starts anew and is for one thread
   * @throws IllegalArgumentException if a ref stands twice
   */
  <T extends @Nullable Object> Iterable<ObjectRef<T>> asCompleted(
      Collection<? extends ObjectRef<? extends T>> refs);

  /**
   * A ref that becomes ready after the given time, by timer: no thread waits. {@code ray.after(d).thenRun(..)} is the
   * cheap form of a task that sleeps first.
   *
   * @param delay how long; zero is ready at once
   * @return a ref to nothing; {@link ObjectRef#cancel()} ends the timer
   */
  ObjectRef<Void> after(Duration delay);

  /**
   * The same calls with other options (Ray: {@code f.options(..)}).
   *
   * {@snippet file="Snippets.java" region="options"}
   *
   * @param change takes the defaults of {@link TaskOptions} and returns what to use instead
   * @return a view of this Ray; it may be kept and used by many threads
   */
  Tasks options(UnaryOperator<TaskOptions> change);

  /**
   * The same starts with other options (Ray: {@code Class.options(..)}).
   *
   * {@snippet file="Snippets.java" region="actorOptions"}
   *
   * @param change takes the defaults of {@link ActorOptions} and returns what to use instead
   * @return a view of this Ray; it may be kept and used by many threads
   * @throws IllegalArgumentException for options that exclude each other
   */
  Actors actorOptions(UnaryOperator<ActorOptions> change);

  /**
   * Finds an actor by its name in the namespace of this Ray (Ray: {@code ray.get_actor(name)}).
   *
   * {@snippet file="Snippets.java" region="actorNamed"}
   *
   * @param name the name it was started with
   * @param type its class, or one above it
   * @param <T> that class
   * @return a handle to the actor; empty if none of that name lives. An actor that is being made or restarted is found
   * @throws IllegalArgumentException if the actor is of another class; the message names both
   */
  <T> Optional<ActorHandle<T>> actorNamed(String name, Class<T> type);

  /**
   * Finds an actor by its name in a namespace (Ray: {@code ray.get_actor(name, namespace)}).
   *
   * @param name the name it was started with
   * @param namespace the namespace it was started in
   * @param type its class, or one above it
   * @param <T> that class
   * @return a handle to the actor; empty if none of that name lives there
   * @throws IllegalArgumentException if the actor is of another class; the message names both
   */
  <T> Optional<ActorHandle<T>> actorNamed(String name, String namespace, Class<T> type);

  /**
   * The names of the living actors in the namespace of this Ray (Ray: {@code ray.util.list_named_actors()}).
   *
   * @return the names, sorted; the list is unmodifiable and does not change with the actors
   */
  List<String> actorNames();

  /**
   * Opens a scope whose tasks end with it (Ray has none).
   *
   * @return the scope, to be closed
   */
  TaskScope scope();

  /**
   * Opens a scope with options.
   *
   * {@snippet file="Snippets.java" region="scope"}
   *
   * @param change takes the defaults of {@link ScopeOptions} and returns what to use instead
   * @return the scope, to be closed
   */
  TaskScope scope(UnaryOperator<ScopeOptions> change);

  /**
   * What is known of the task that runs on this thread (Ray: {@code ray.get_runtime_context()}).
   *
   * @return the context of this thread's task
   * @throws IllegalStateException outside a task of this Ray
   */
  RuntimeContext context();

  /**
   * Sleeps on this Ray's clock: real time, or virtual time where the Ray runs under simulation.
   *
   * @param time how long
   * @throws InterruptedException if the thread is interrupted, or the task it runs was cancelled
   */
  void sleep(Duration time) throws InterruptedException;

  /**
   * This Ray's clock: real time, or virtual time where the Ray runs under simulation.
   *
   * @return the clock
   */
  InstantSource clock();

  /**
   * Waits until no submitted task or call of an actor is unfinished, without cancelling any. Living actors without calls
   * are idle.
   *
   * @param limit how long to wait
   * @return true if idle; false if it took longer
   * @throws IllegalStateException inside a task of this Ray, which would wait for itself
   * @throws GetInterruptedException if the thread is interrupted; its flag stays set
   */
  boolean awaitIdle(Duration limit);

  /**
   * What goes on in this Ray, as text for a person: resources, queues, how full the object store is, and the tree of unfinished tasks with their
   * states, what they wait for, and their stacks (Ray: {@code ray stack}, {@code ray list tasks}). The text is not a
   * format; do not parse it.
   *
   * @return many lines of text
   */
  String dump();

  /**
   * Ends this Ray: refuses new work, cancels every task, kills every actor, and waits for them up to {@link RayConfig#closeTimeout} (Ray:
   * {@code ray.shutdown()}). Unfinished refs fail with {@link dev.loomray.error.TaskCancelledException}; a task that
   * ignores its interrupt for longer is logged with its stack and left behind on its daemon thread. A second close does
   * nothing, a concurrent one waits for the first; an interrupted one finishes and keeps the interrupt.
   *
   * @throws IllegalStateException from inside a task of this Ray, which would wait for itself
   */
  @Override
  void close();
}
