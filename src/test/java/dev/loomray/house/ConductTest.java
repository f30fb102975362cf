package dev.loomray.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConductTest {
  @Test
  void mainCodeTakesNoTimeThreadsOrMonitorsBehindTheBackOfTheHouse() {
    assertThat(CompiledCode.ofMain().types()).isNotEmpty().flatMap(Conduct::violations).isEmpty();
  }

  @Test
  void onlyRootScopeTouchesAPreviewApi() {
    assertThat(previewClasses(CompiledCode.ofMain()))
        .containsExactly("dev.loomray.internal.task.RootScope");
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        Sleeping.class,
        Timing.class,
        Dating.class,
        Threading.class,
        VirtualThreading.class,
        Referring.class,
        Pooling.class,
        Supplying.class,
        Streaming.class,
        Hashing.class,
        Locking.class,
        Blocking.class
      })
  void eachOffenceIsFound(Class<?> offender) {
    assertThat(CompiledCode.of(offender).types()).flatMap(Conduct::violations).hasSize(1);
  }

  @Test
  void aThreadOfItsOwnKindIsFound() {
    assertThat(CompiledCode.of(Subclass.class).types())
        .flatMap(Conduct::violations)
        .contains(Subclass.class.getName() + " extends java/lang/Thread");
  }

  @Test
  void stagesOnAGivenExecutorAreFine() {
    assertThat(CompiledCode.of(Given.class).types()).flatMap(Conduct::violations).isEmpty();
  }

  @Test
  void aPreviewMarkIsFound() {
    var marked =
        ClassFile.of()
            .build(
                ClassDesc.of("dev.loomray.Early"),
                c -> c.withVersion(ClassFile.JAVA_25_VERSION, ClassFile.PREVIEW_MINOR_VERSION));
    assertThat(previewClasses(CompiledCode.of(List.of(marked))))
        .containsExactly("dev.loomray.Early");
  }

  private static List<String> previewClasses(CompiledCode code) {
    return code.types().stream()
        .filter(t -> t.minorVersion() == ClassFile.PREVIEW_MINOR_VERSION)
        .map(CompiledCode::nameOf)
        .toList();
  }

  static final class Sleeping {
    void offend() throws InterruptedException {
      Thread.sleep(1);
    }
  }

  static final class Timing {
    long offend() {
      return System.nanoTime();
    }
  }

  static final class Dating {
    Instant offend() {
      return Instant.now();
    }
  }

  static final class Threading {
    Thread offend() {
      return new Thread("mine");
    }
  }

  static final class VirtualThreading {
    Thread.Builder offend() {
      return Thread.ofVirtual();
    }
  }

  static final class Referring {
    Function<Runnable, Thread> offend() {
      return Thread::new;
    }
  }

  static final class Pooling {
    ForkJoinPool offend() {
      return ForkJoinPool.commonPool();
    }
  }

  static final class Supplying {
    CompletableFuture<Integer> offend() {
      return CompletableFuture.supplyAsync(() -> 1);
    }
  }

  static final class Streaming {
    long offend(List<String> names) {
      return names.parallelStream().count();
    }
  }

  static final class Hashing {
    int offend(Object o) {
      return System.identityHashCode(o);
    }
  }

  static final class Locking {
    private int count;

    synchronized int offend() {
      return count++;
    }
  }

  static final class Blocking {
    private int count;

    int offend() {
      synchronized (this) {
        return count++;
      }
    }
  }

  static final class Subclass extends Thread {}

  static final class Given {
    CompletableFuture<Integer> stage(Executor executor) {
      return CompletableFuture.supplyAsync(() -> 1, executor).thenApplyAsync(i -> i, executor);
    }
  }
}
