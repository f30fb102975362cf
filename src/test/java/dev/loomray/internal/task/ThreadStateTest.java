package dev.loomray.internal.task;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ThreadStateTest {
  private static final ThreadLocal<String> LOCAL = new ThreadLocal<>();
  private static final InheritableThreadLocal<String> INHERITED = new InheritableThreadLocal<>();

  private final ClassLoader fresh = new ClassLoader(null) {};

  private static void onAThread(Runnable body) throws InterruptedException {
    Throwable[] thrown = new Throwable[1];
    Thread thread = Thread.ofVirtual().unstarted(body);
    thread.setUncaughtExceptionHandler((_, e) -> thrown[0] = e);
    thread.start();
    thread.join();
    assertThat(thrown[0]).isNull();
  }

  private static void pollute() {
    Thread current = Thread.currentThread();
    current.setName("polluted");
    current.setContextClassLoader(null);
    LOCAL.set("local");
    INHERITED.set("inherited");
    current.interrupt();
  }

  @Test
  void whatATaskLeftIsCleared() throws InterruptedException {
    onAThread(
        () -> {
          Thread current = Thread.currentThread();
          pollute();
          current.setUncaughtExceptionHandler((_, _) -> {});
          ThreadState.clear(current, fresh);
          var own = current.getUncaughtExceptionHandler();
          current.setUncaughtExceptionHandler((_, e) -> throwOn(e));
          assertThat(own).isSameAs(current.getThreadGroup());
          ThreadState.name(current, "next");
          assertThat(current.getName()).isEqualTo("next");
          assertThat(current.getContextClassLoader()).isSameAs(fresh);
          assertThat(current.isInterrupted()).isFalse();
          assertThat(LOCAL.get()).isNull();
          assertThat(INHERITED.get()).isNull();
        });
  }

  private static void throwOn(Throwable e) {
    throw new AssertionError(e);
  }

  @Test
  void thisJdkLetsThreadLocalsBeCleared() {
    assertThat(ThreadState.isClearable()).isTrue();
  }
}
