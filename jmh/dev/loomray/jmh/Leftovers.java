package dev.loomray.jmh;

import java.util.List;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Ends what an invocation has spawned, before the next one. */
@State(Scope.Thread)
public class Leftovers {
  /** The end of them. */
  private interface End {
    void await() throws Exception;
  }

  private End end;

  <A> List<A> after(ActorWork<A, ?> work, List<A> spawned) {
    end = () -> work.stop(spawned);
    return spawned;
  }

  /** Ends them. */
  @TearDown(Level.Invocation)
  public void end() throws Exception {
    end.await();
  }
}
