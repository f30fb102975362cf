package dev.loomray.internal.task;

import dev.loomray.Engine;

/**
 * What runs tasks, and how.
 *
 * @param engine the kind of engine
 * @param inlineDepth how many tasks may run on top of each other on one thread; 0 for none
 */
public record EngineSettings(Engine engine, int inlineDepth) {
  /** What a Ray has if nobody says otherwise. */
  public static final EngineSettings DEFAULT = new EngineSettings(Engine.LEASES, 16);

  /** Another engine. */
  public EngineSettings with(Engine chosen) {
    return new EngineSettings(chosen, inlineDepth);
  }

  /** Another depth. */
  public EngineSettings withInlineDepth(int depth) {
    return new EngineSettings(engine, depth);
  }
}
