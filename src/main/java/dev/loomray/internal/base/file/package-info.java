/** The memory of a Linux machine, and the directories of sessions on it. */
@NullMarked
package dev.loomray.internal.base.file;

import org.jspecify.annotations.NullMarked;
