/** Tasks: refs and waiting, dependencies, admission, the task tree, retries, deadlines, scopes, and the engine. */
@NullMarked
package dev.loomray.internal.task;

import org.jspecify.annotations.NullMarked;
