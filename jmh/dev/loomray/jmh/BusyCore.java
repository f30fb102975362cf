package dev.loomray.jmh;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A core that has something else to do: a platform thread that spins. */
@State(Scope.Benchmark)
public class BusyCore {
  private volatile boolean released;

  /** Starts it. */
  @Setup
  public void occupy() {
    Thread.ofPlatform().daemon().start(this::spin);
  }

  private void spin() {
    while (!released) {
      Thread.onSpinWait();
    }
  }

  /** Ends it. */
  @TearDown
  public void release() {
    released = true;
  }
}
