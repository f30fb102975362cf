package dev.loomray.simulation.actor;

import dev.loomray.Engine;
import dev.loomray.simulation.World;
import dev.loomray.simulation.schedule.Schedule;
import java.util.function.Consumer;

/** Programs of actors that a seed makes up. */
public final class Actors {
  private Actors() {}

  /** Actors that run one call after the other, on carriers. */
  public static final class Serial implements Consumer<Schedule> {
    @Override
    public void accept(Schedule schedule) {
      new ActorPlay(schedule, new World(schedule), Engine.LEASES, Mix.PLAIN).run(false);
    }
  }

  /** One actor that is called by many, and restarted again and again. */
  public static final class Busy implements Consumer<Schedule> {
    @Override
    public void accept(Schedule schedule) {
      new ActorPlay(schedule, new World(schedule), Engine.LEASES, Mix.BUSY).run(false);
    }
  }

  /** Actors of all kinds on an engine that the seed chooses. */
  public static final class Mixed implements Consumer<Schedule> {
    @Override
    public void accept(Schedule schedule) {
      World world = new World(schedule);
      new ActorPlay(schedule, world, world.engine(), Mix.MIXED).run(false);
    }
  }

  /** The same on the reference engine. */
  public static final class Reference implements Consumer<Schedule> {
    @Override
    public void accept(Schedule schedule) {
      new ActorPlay(schedule, new World(schedule), Engine.REFERENCE, Mix.MIXED).run(false);
    }
  }

  /** The Ray is closed while everything goes on. */
  public static final class Closing implements Consumer<Schedule> {
    @Override
    public void accept(Schedule schedule) {
      World world = new World(schedule);
      new ActorPlay(schedule, world, world.engine(), Mix.drawn(world.random())).run(true);
    }
  }
}
