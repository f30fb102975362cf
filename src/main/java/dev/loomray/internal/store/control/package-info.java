/** The session's control file: what a store tells other processes about itself. */
@NullMarked
package dev.loomray.internal.store.control;

import org.jspecify.annotations.NullMarked;
