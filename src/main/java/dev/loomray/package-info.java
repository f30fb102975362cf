/**
 * Loomray: tasks, actors and objects on virtual threads, after Ray Core. Start with {@link dev.loomray.Ray}.
 *
 * {@snippet file="Snippets.java" region="first"}
 */
@NullMarked
package dev.loomray;

import org.jspecify.annotations.NullMarked;
