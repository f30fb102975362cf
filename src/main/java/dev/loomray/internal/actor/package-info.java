/** Actors: their options, mailboxes and carriers, the turn loop, restarts, names. */
@NullMarked
package dev.loomray.internal.actor;

import org.jspecify.annotations.NullMarked;
