/** What programs build from actors again and again: a pool of them, and a queue in one of them. */
@NullMarked
package dev.loomray.util;

import org.jspecify.annotations.NullMarked;
