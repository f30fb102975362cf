package dev.loomray.house;

import java.lang.classfile.ClassModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What main code does not do: time, threads and randomness are injected, so that a simulation can
 * stand in their place, and locks are {@code ReentrantLock}s.
 */
final class Conduct {
  /** Calls as {@code owner.name descriptor}; only the classes of {@link #isDoor} make them. */
  private static final List<Pattern> CALLS =
      List.of(
          Pattern.compile("java/lang/Thread\\.(sleep|of\\w+|startVirtualThread|<init>) .*"),
          Pattern.compile("java/lang/System\\.(nanoTime|currentTimeMillis|identityHashCode) .*"),
          Pattern.compile("java/time/(Instant|Clock|\\w+Date|\\w+Time)\\.(now|system\\w*) .*"),
          Pattern.compile("java/util/concurrent/TimeUnit\\.(sleep|timedJoin) .*"),
          Pattern.compile("java/util/concurrent/ForkJoinPool\\.(commonPool|<init>) .*"),
          Pattern.compile("java/util/concurrent/Executors\\.new\\w+ .*"),
          Pattern.compile("java/util/concurrent/\\w*ThreadPoolExecutor\\.<init> .*"),
          Pattern.compile(
              "java/util/concurrent/(CompletableFuture|CompletionStage)\\.\\w+Async"
                  + " (?!.*Executor;\\)).*"),
          Pattern.compile("java/util/concurrent/CompletableFuture\\.delayedExecutor .*"),
          Pattern.compile("java/util/Timer\\.<init> .*"),
          Pattern.compile("java/util/concurrent/ThreadLocalRandom\\..*"),
          Pattern.compile("java/lang/Math\\.random .*"),
          Pattern.compile("java/util/Random\\.<init> \\(\\)V"),
          Pattern.compile("java/util/UUID\\.randomUUID .*"),
          Pattern.compile("\\S+\\.(parallelStream|parallel) \\(\\)\\S+"));

  private Conduct() {}

  /** Each offence of the type, as a sentence. */
  static List<String> violations(ClassModel type) {
    var found = new ArrayList<String>();
    if (!isDoor(type)) {
      forbiddenCalls(type, found);
    }
    monitors(type, found);
    type.superclass()
        .filter(s -> s.asInternalName().matches("java/(lang|util/concurrent)/\\w*Thread"))
        .ifPresent(s -> found.add(CompiledCode.nameOf(type) + " extends " + s.asInternalName()));
    return found;
  }

  /** The classes through which the real clock and the real threads come in. */
  private static boolean isDoor(ClassModel type) {
    return type.thisClass().asInternalName().startsWith("dev/loomray/internal/base/System");
  }

  private static void forbiddenCalls(ClassModel type, List<String> found) {
    for (var entry : type.constantPool()) {
      if (entry instanceof MemberRefEntry member) {
        var call = member.owner().asInternalName() + "." + member.name() + " " + member.type();
        if (CALLS.stream().anyMatch(p -> p.matcher(call).matches())) {
          found.add(CompiledCode.nameOf(type) + " uses " + call);
        }
      }
    }
  }

  private static void monitors(ClassModel type, List<String> found) {
    for (var method : type.methods()) {
      var locks =
          method.flags().has(AccessFlag.SYNCHRONIZED)
              || method.code().stream()
                  .flatMap(c -> c.elementStream())
                  .anyMatch(
                      e -> e instanceof MonitorInstruction m && m.opcode() == Opcode.MONITORENTER);
      if (locks) {
        found.add(
            CompiledCode.nameOf(type) + "." + method.methodName() + " is synchronized; use a lock");
      }
    }
  }
}
