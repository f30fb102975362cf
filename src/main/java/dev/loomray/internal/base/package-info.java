/** What every other internal package stands on: time, threads, spinning, cleaning, ids, and argument checks. */
@NullMarked
package dev.loomray.internal.base;

import org.jspecify.annotations.NullMarked;
