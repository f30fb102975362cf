/** Where stored objects live. */
@NullMarked
package dev.loomray.internal.store;

import org.jspecify.annotations.NullMarked;
