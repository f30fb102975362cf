package dev.loomray;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a Ray is started (Ray: the arguments of {@code ray.init}). Each method returns a changed copy.
 *
 * {@snippet file="Snippets.java" region="config"}
 */
public interface RayConfig {
  /**
   * How many CPUs tasks may ask for in all.
   *
   * @param cpus how many; by default the available processors
   * @return the changed configuration
   */
  RayConfig cpus(int cpus);

  /**
   * How many GPUs tasks may ask for in all.
   *
   * @param gpus how many, to four decimals; 0 by default
   * @return the changed configuration
   */
  RayConfig gpus(double gpus);

  /**
   * How much memory tasks may ask for in all. It is a number for admission and is not enforced.
   *
   * @param bytes how many bytes; by default the maximum heap
   * @return the changed configuration
   */
  RayConfig memory(long bytes);

  /**
   * A resource of your own that tasks may ask for.
   *
   * @param name the name, not blank
   * @param amount how much there is, to four decimals
   * @return the changed configuration
   */
  RayConfig resource(String name, double amount);

  /**
   * A name for threads and messages, for programs with several Rays.
   *
   * @param name the name, not blank; {@code ray} by default
   * @return the changed configuration
   */
  RayConfig name(String name);

  /**
   * The namespace of this Ray, part of what {@link Ray#dump()} says.
   *
   * @param namespace the namespace, not blank; {@code default} by default
   * @return the changed configuration
   */
  RayConfig namespace(String namespace);

  /**
   * The seed of every random choice this Ray makes, such as the jitter of a backoff.
   *
   * @param seed the seed; a random one by default
   * @return the changed configuration
   */
  RayConfig seed(long seed);

  /**
   * How values pass between tasks.
   *
   * @param isolation {@link Isolation#SHARE} by default
   * @return the changed configuration
   */
  RayConfig isolation(Isolation isolation);

  /**
   * What runs tasks.
   *
   * @param engine {@link Engine#LEASES} by default
   * @return the changed configuration
   */
  RayConfig engine(Engine engine);

  /**
   * How many tasks may run on top of each other on one thread. A task that waits in {@link ObjectRef#get()} for a child of
   * its own that has not started runs it right there, which saves two hand-overs. Such a child uses what is left of its
   * parent's stack, and a lock that its parent holds lets it in instead of keeping it out, as with
   * {@link java.util.concurrent.ForkJoinTask#join()}. {@link Engine#REFERENCE} never does this.
   *
   * @param depth 0, for never, to 1000; 16 by default
   * @return the changed configuration
   */
  RayConfig inlineDepth(int depth);

  /**
   * How long {@link Ray#close()} waits for tasks that ignore their interrupt.
   *
   * @param timeout how long; 10 seconds by default
   * @return the changed configuration
   */
  RayConfig closeTimeout(Duration timeout);

  /**
   * How large the object store may become (Ray: {@code object_store_memory}). It takes memory as objects come, and gives it
   * back. By default it may take 30 % of the machine's memory, or of the container's, if that leaves room for the Java heap.
   *
   * @param bytes how many bytes, at least 16 MiB
   * @return the changed configuration
   * @throws IllegalArgumentException if the machine has not so much beside the Java heap; the message gives the sum
   */
  RayConfig storeBytes(long bytes);

  /**
   * Up to which size a stored object lies on the Java heap, where it is smaller and faster, instead of outside (Ray: {@code
   * max_direct_call_object_size}). When all of these are five percent of the heap, more go outside too.
   *
   * @param bytes how many bytes, 0 to 1 MiB; 16 KiB by default
   * @return the changed configuration
   */
  RayConfig inlineBytes(int bytes);

  /**
   * Remembers where in the program each object was stored, for {@link Ray#memory()} (Ray: {@code
   * RAY_record_ref_creation_sites}). It costs some microseconds an object.
   *
   * @return the changed configuration
   */
  RayConfig recordSites();

  /**
   * The directory for the files of the object store. Nothing is written there before an object needs it. It should be in
   * memory, as {@code /dev/shm} is.
   *
   * @param dir a directory, which need not exist; by default the first that serves: shared memory, the user's runtime
   *     directory, the temporary directory
   * @return the changed configuration
   * @throws IllegalArgumentException if it exists and is not a directory
   */
  RayConfig sessionDir(Path dir);

  /**
   * The directory to which objects are spilled that the object store has no room for (Ray: {@code spilling_config}). Nothing is
   * written there before the store is full. It must be on a disk, not in memory.
   *
   * @param dir a directory, which need not exist; by default the temporary directory, or {@code /var/tmp} if that is in memory
   * @return the changed configuration
   * @throws IllegalArgumentException if it exists and is not a directory
   */
  RayConfig spillDir(Path dir);

  /**
   * How long who stores an object waits for room in a full store from which nothing can be spilled, before it goes to a mapped
   * file in {@link #spillDir}; if there is no room either, the answer is an {@link
   * dev.loomray.error.ObjectStoreFullException}.
   *
   * @param timeout how long; 2 seconds by default
   * @return the changed configuration
   */
  RayConfig fullTimeout(Duration timeout);

  /**
   * How values of a class of yours are stored, instead of field by field.
   *
   * {@snippet file="Snippets.java" region="codec"}
   *
   * @param type the exact class
   * @param codec writes and reads its values
   * @param <T> the class
   * @return the changed configuration
   */
  <T> RayConfig codec(Class<T> type, Codec<T> codec);
}
