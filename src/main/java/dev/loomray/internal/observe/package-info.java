/** What a Ray tells about itself: reports to the system logger. */
@NullMarked
package dev.loomray.internal.observe;

import org.jspecify.annotations.NullMarked;
