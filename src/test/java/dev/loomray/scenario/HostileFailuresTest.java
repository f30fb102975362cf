package dev.loomray.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.loomray.Isolation;
import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.TaskScope;
import dev.loomray.error.TaskException;
import dev.loomray.error.UnserializableException;
import java.io.IOException;
import java.io.Serial;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Exceptions as bad as exceptions can be: each fails its task, in words, and nothing else. */
class HostileFailuresTest {
  /** What is wrong with it. */
  private enum Fault {
    MESSAGE,
    LOCALIZED,
    TO_STRING,
    NULL_TO_STRING,
    CAUSE,
    OWN_CAUSE,
    STACK,
    NULL_STACK,
    HASH
  }

  private static final class Evil extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;
    private final Fault fault;

    Evil(Fault fault) {
      super("evil");
      this.fault = fault;
    }

    private void at(Fault here) {
      if (fault == here) {
        throw new UnsupportedOperationException("no " + here);
      }
    }

    @Override
    public String getMessage() {
      at(Fault.MESSAGE);
      return super.getMessage();
    }

    @Override
    public String getLocalizedMessage() {
      at(Fault.LOCALIZED);
      return super.getLocalizedMessage();
    }

    @Override
    public String toString() {
      at(Fault.TO_STRING);
      return fault == Fault.NULL_TO_STRING ? null : super.toString();
    }

    @Override
    public Throwable getCause() {
      at(Fault.CAUSE);
      return fault == Fault.OWN_CAUSE ? this : super.getCause();
    }

    @Override
    public StackTraceElement[] getStackTrace() {
      at(Fault.STACK);
      return fault == Fault.NULL_STACK ? null : super.getStackTrace();
    }

    @Override
    public int hashCode() {
      at(Fault.HASH);
      return 1;
    }

    @Override
    public boolean equals(Object other) {
      throw new UnsupportedOperationException("no equals");
    }
  }

  private static int evil(Fault fault) {
    throw new Evil(fault);
  }

  private static void assertOrdinary(Ray ray, Fault fault) {
    AtomicInteger runs = new AtomicInteger();
    ObjectRef<Integer> ref =
        ray.options(o -> o.name("evil").retries(1))
            .call(
                () -> {
                  runs.incrementAndGet();
                  return evil(fault);
                });
    TaskException e = catchThrowableOfType(TaskException.class, ref::get);
    assertThat(e.getMessage())
        .as(fault.name())
        .startsWith("task evil failed on attempt 2: " + text(fault) + place(fault))
        .endsWith("; not retried: retries=1 are used up");
    assertThat(e.getCause().getClass()).isEqualTo(Evil.class);
    assertThat(runs).hasValue(2);
    assertThat(ref.then(x -> x).toFuture()).failsWithin(Duration.ofSeconds(20));
  }

  private static String text(Fault fault) {
    String name = Evil.class.getName();
    return switch (fault) {
      case MESSAGE, LOCALIZED, TO_STRING, NULL_TO_STRING -> name;
      case CAUSE, OWN_CAUSE, STACK, NULL_STACK, HASH -> name + ": evil";
    };
  }

  private static String place(Fault fault) {
    return fault == Fault.STACK || fault == Fault.NULL_STACK
        ? ";"
        : " at HostileFailuresTest.java:";
  }

  @EngineTest
  void whoseMethodsThrowWhenTheyAreCopied(Engines engine) {
    try (Ray ray = engine.start(config -> config.isolation(Isolation.COPY))) {
      for (Fault fault : Fault.values()) {
        ObjectRef<Integer> ref = ray.call(HostileFailuresTest::evil, fault);
        TaskException e = catchThrowableOfType(TaskException.class, ref::get);
        assertThat(e.getMessage())
            .startsWith("task HostileFailuresTest.evil failed on attempt 1: ");
      }
    }
  }

  @EngineTest
  void whoseMethodsThrow(Engines engine) {
    try (Ray ray = engine.start()) {
      for (Fault fault : Fault.values()) {
        assertOrdinary(ray, fault);
        try (TaskScope scope = ray.scope(o -> o.failFast())) {
          scope.call(HostileFailuresTest::evil, fault);
          assertThatThrownBy(scope::join).isExactlyInstanceOf(TaskException.class);
        }
      }
      assertThat(ray.awaitIdle(Duration.ofSeconds(20))).isTrue();
    }
  }

  /** As light as an exception can be, so that a million are no trouble. */
  static final class Link extends Exception {
    @Serial private static final long serialVersionUID = 1;

    Link(String message, Throwable cause) {
      super(message, cause, false, false);
    }
  }

  private static int chain(int links) throws Link {
    Link top = new Link("bottom", null);
    for (int i = 1; i < links; i++) {
      top = new Link("link " + i, top);
    }
    throw top;
  }

  private static int depth(Throwable top) {
    int depth = 0;
    for (Throwable at = top; at != null; at = at.getCause()) {
      depth++;
    }
    return depth;
  }

  private static final String FAILED =
      "task HostileFailuresTest.chain failed on attempt 1:"
          + " dev.loomray.scenario.HostileFailuresTest$Link: link 999999; not retried: retries=0;"
          + " use options(o -> o.retries(n)) to run it again";

  @EngineTest
  void withAMillionCauses(Engines engine) {
    try (Ray ray = engine.start()) {
      ObjectRef<Integer> ref = ray.call(HostileFailuresTest::chain, 1_000_000);
      TaskException e = catchThrowableOfType(TaskException.class, ref::get);
      assertThat(e.getMessage()).isEqualTo(FAILED);
      assertThat(depth(e.getCause())).isEqualTo(1_000_000);
      TaskException next = catchThrowableOfType(TaskException.class, ref.then(x -> x)::get);
      assertThat(next.getCause()).isSameAs(e.getCause());
    }
  }

  /** As many are kept as stand for themselves in a message. */
  @EngineTest
  void withAMillionCausesThatAreCopied(Engines engine) {
    try (Ray ray = engine.start(c -> c.isolation(Isolation.COPY))) {
      ObjectRef<Integer> ref = ray.call(HostileFailuresTest::chain, 1_000_000);
      TaskException e = catchThrowableOfType(TaskException.class, ref::get);
      assertThat(e.getMessage()).isEqualTo(FAILED);
      assertThat(e.getCause())
          .isExactlyInstanceOf(UnserializableException.class)
          .hasMessageStartingWith(Link.class.getName() + ": link 999999 (cannot store ");
      assertThat(depth(e.getCause())).isEqualTo(32);
    }
  }

  private static int circle() throws IOException {
    IOException a = new IOException("a");
    a.initCause(new IOException("b", a));
    throw a;
  }

  @EngineTest
  void whoseCausesAreACircle(Engines engine) {
    for (Isolation isolation : Isolation.values()) {
      try (Ray ray = engine.start(c -> c.isolation(isolation))) {
        ObjectRef<Integer> ref = ray.call(HostileFailuresTest::circle);
        Throwable a = catchThrowableOfType(TaskException.class, ref::get).getCause();
        assertThat(a.getMessage()).isEqualTo("a");
        assertThat(a.getCause().getMessage()).isEqualTo("b");
        assertThat(a.getCause().getCause()).isSameAs(a);
        assertThat(catchThrowableOfType(TaskException.class, ref.then(x -> x)::get).getMessage())
            .startsWith("task HostileFailuresTest.whoseCausesAreACircle");
      }
    }
  }

  /** What threads were once killed with. */
  private static final class Death extends Error {
    @Serial private static final long serialVersionUID = 1;
  }

  /** What a virtual machine says when it is lost. */
  private static final class Lost extends VirtualMachineError {
    @Serial private static final long serialVersionUID = 1;
  }

  /** Neither an exception nor an error. */
  private static final class Bare extends Throwable {
    @Serial private static final long serialVersionUID = 1;
  }

  @SuppressWarnings("unchecked") // throws what no signature says
  private static <X extends Throwable> int sneak(Throwable thrown) throws X {
    throw (X) thrown;
  }

  @EngineTest
  void thatAreNoExceptions(Engines engine) {
    List<Throwable> all =
        List.of(
            new Death(),
            new Lost(),
            new StackOverflowError("so"),
            new OutOfMemoryError("oom"),
            new InternalError("internal"),
            new LinkageError("link"),
            new Bare());
    try (Ray ray = engine.start(c -> c.cpus(1))) {
      for (Throwable thrown : all) {
        AtomicInteger runs = new AtomicInteger();
        ObjectRef<Integer> ref =
            ray.options(o -> o.name("dies").cpus(1).retries(-1))
                .call(
                    () ->
                        runs.incrementAndGet()
                            + HostileFailuresTest.<RuntimeException>sneak(thrown));
        String why =
            thrown instanceof Error
                ? "an Error is never retried"
                : "retryOn does not name " + Bare.class.getName();
        assertThatThrownBy(ref::get)
            .isExactlyInstanceOf(TaskException.class)
            .hasMessageStartingWith("task dies failed on attempt 1: " + thrown + " at ")
            .hasMessageEndingWith("; not retried: " + why)
            .cause()
            .isSameAs(thrown);
        assertThat(runs).hasValue(1);
      }
      assertThat(ray.awaitIdle(Duration.ofSeconds(20))).isTrue();
      assertThat(ray.dump()).contains("cpus 1 of 1 free, ");
    }
  }
}
