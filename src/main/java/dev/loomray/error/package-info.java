/**
 * What {@code get()} throws: {@link dev.loomray.error.RayException} and its six families. Misuse is an {@code
 * IllegalArgumentException} or {@code IllegalStateException} instead, as everywhere in Java.
 */
@NullMarked
package dev.loomray.error;

import org.jspecify.annotations.NullMarked;
