/** Values and messages as bytes: codecs, Kryo, names of functions, refs inside values. */
@NullMarked
package dev.loomray.internal.serial;

import org.jspecify.annotations.NullMarked;
