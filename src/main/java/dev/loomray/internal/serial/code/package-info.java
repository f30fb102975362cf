/** What classes and lambdas are called, and what a lambda was made from. */
@NullMarked
package dev.loomray.internal.serial.code;

import org.jspecify.annotations.NullMarked;
