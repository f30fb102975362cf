package dev.loomray.internal.store;

import dev.loomray.MemoryReport.Reference;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;

/**
 * What a report asks those who use objects.
 *
 * @param id the id of the object with a number
 * @param byWork which objects unfinished work has as arguments, by number
 * @param numberOf the number of a handle; 0 if it is no ref
 */
public record Uses(
    LongFunction<String> id, Map<Long, Reference> byWork, ToLongFunction<Object> numberOf) {}
