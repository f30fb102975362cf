/**
 * Object graphs as bytes, through Kryo: which serializer a class gets, the serializers Kryo lacks,
 * and the pool. No type of Kryo leaves this package.
 */
@NullMarked
package dev.loomray.internal.serial.graph;

import org.jspecify.annotations.NullMarked;
