package dev.loomray.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Puts the calls of a method into a concurrency group of its actor (Ray: {@code @ray.method(concurrency_group=..)}).
 *
 * {@snippet file="Snippets.java" region="concurrencyGroup"}
 *
 * <p>The actor must be started with {@link dev.loomray.ActorOptions#concurrencyGroup} of that name. The annotation
 * counts where the method itself is called, as by {@code call(Store::read, key)}; a lambda belongs to no group but the
 * one of {@link dev.loomray.TaskOptions#concurrencyGroup}, which also goes before the annotation.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface ConcurrencyGroup {
  /**
   * Which group.
   *
   * @return its name
   */
  String value();
}
