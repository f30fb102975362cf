/** Objects in files: what they look like there, how they get there, and how they come back. */
@NullMarked
package dev.loomray.internal.base.spill;

import org.jspecify.annotations.NullMarked;
