package dev.loomray.function;

import java.io.Serializable;

/**
 * Any function or action that a task can run.
 *
 * <p>It is serializable so that a method reference has a name in messages, and can travel. The forms are {@link Fn0} to
 * {@link Fn5} with a result and {@link Act0} to {@link Act5} without; all may throw.
 */
public sealed interface Fn extends Serializable
    permits Act0, Act1, Act2, Act3, Act4, Act5, Fn0, Fn1, Fn2, Fn3, Fn4, Fn5 {}
