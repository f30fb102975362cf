/**
 * Benchmarks: each asks one question, with the plain JDK's answers beside Loomray's in the same
 * run.
 */
package dev.loomray.jmh;
