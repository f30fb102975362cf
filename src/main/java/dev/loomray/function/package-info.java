/** The functions that tasks run: {@code Fn0} to {@code Fn5} with a result, {@code Act0} to {@code Act5} without. */
@NullMarked
package dev.loomray.function;

import org.jspecify.annotations.NullMarked;
