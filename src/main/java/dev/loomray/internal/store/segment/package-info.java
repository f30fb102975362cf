/** Memory outside the heap in which objects are laid down: files that are mapped, and blocks in them. */
@NullMarked
package dev.loomray.internal.store.segment;

import org.jspecify.annotations.NullMarked;
