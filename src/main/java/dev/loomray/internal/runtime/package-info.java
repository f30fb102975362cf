/** The composition root: builds everything else, starts and stops it in order. */
@NullMarked
package dev.loomray.internal.runtime;

import org.jspecify.annotations.NullMarked;
