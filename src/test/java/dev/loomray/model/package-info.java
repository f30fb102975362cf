/**
 * What each call may answer. A random program runs on a Ray and writes down what it does; every answer it gets is held
 * against that. The same model judges simulations and real threads.
 */
package dev.loomray.model;
