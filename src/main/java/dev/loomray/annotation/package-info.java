/** What methods of actors say about themselves. */
@NullMarked
package dev.loomray.annotation;

import org.jspecify.annotations.NullMarked;
