package dev.loomray.internal.serial;

import org.jspecify.annotations.Nullable;

/**
 * A task returned.
 *
 * @param value what it returned
 */
public record Result(@Nullable Object value) implements Message {}
