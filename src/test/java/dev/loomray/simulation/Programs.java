package dev.loomray.simulation;

import dev.loomray.Engine;
import dev.loomray.model.Finding;
import dev.loomray.model.Mix;
import dev.loomray.model.Play;
import dev.loomray.simulation.schedule.Schedule;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/** Programs that a seed makes up, each of one mix; the model judges what they are answered. */
final class Programs {
  private static final int JUMPS = 3;
  private static final int LONGEST_JUMP_NANOS = 300_000_000;

  private Programs() {}

  /** On an engine that the seed chooses. */
  private static void play(Mix mix, Schedule schedule) {
    World world = new World(schedule);
    play(mix, schedule, world, world.engine());
  }

  private static void play(Mix mix, Schedule schedule, Engine engine) {
    play(mix, schedule, new World(schedule), engine);
  }

  private static void play(Mix mix, Schedule schedule, World world, Engine engine) {
    Play.play(new VirtualStage(world, schedule, engine), mix, world.random());
  }

  /** Something of everything, on leases. */
  static final class Leases implements Consumer<Schedule> {
    @Override
    public void accept(Schedule schedule) {
      play(Mix.everything(), schedule, Engine.LEASES);
    }
  }

  /** Something of everything, on the reference engine. */
  static final class Reference implements Consumer<Schedule> {
    @Override
    public void accept(Schedule schedule) {
      play(Mix.everything(), schedule, Engine.REFERENCE);
    }
  }

  /** Tasks that wait for the results of others. */
  static final class Graphs implements Consumer<Schedule> {
    @Override
    public void accept(Schedule schedule) {
      play(Mix.graphs(), schedule);
    }
  }

  /** Attempts that fail and are retried. */
  static final class Retries implements Consumer<Schedule> {
    @Override
    public void accept(Schedule schedule) {
      play(Mix.retries(), schedule);
    }
  }

  /** Deadlines that children inherit. */
  static final class Deadlines implements Consumer<Schedule> {
    @Override
    public void accept(Schedule schedule) {
      play(Mix.deadlines(), schedule);
    }
  }

  /** Everybody cancels anybody. */
  static final class Cancels implements Consumer<Schedule> {
    @Override
    public void accept(Schedule schedule) {
      play(Mix.cancels(), schedule);
    }
  }

  /** Structured scopes, nested and opened in tasks. */
  static final class Scopes implements Consumer<Schedule> {
    @Override
    public void accept(Schedule schedule) {
      play(Mix.scopes(), schedule);
    }
  }

  /** Resources and priorities. */
  static final class Resources implements Consumer<Schedule> {
    @Override
    public void accept(Schedule schedule) {
      play(Mix.resources(), schedule);
    }
  }

  /** A close while everything goes on. */
  static final class Closing implements Consumer<Schedule> {
    @Override
    public void accept(Schedule schedule) {
      play(Mix.closing(), schedule);
    }
  }

  /** Something of everything. */
  static final class Everything implements Consumer<Schedule> {
    @Override
    public void accept(Schedule schedule) {
      play(Mix.everything(), schedule);
    }
  }

  /** One program on both engines: each is held against the model, and against the other. */
  static final class Both implements Consumer<Schedule> {
    @Override
    public void accept(Schedule schedule) {
      World world = new World(schedule);
      long seed = world.random().nextLong();
      var leases = findings(world, schedule, Engine.LEASES, seed);
      var reference = findings(world, schedule, Engine.REFERENCE, seed);
      schedule.tell("tasks", String.valueOf(leases.size()));
      schedule.tell("same", String.valueOf(Finding.compare(leases, reference)));
    }

    private static Map<Integer, Finding> findings(
        World world, Schedule schedule, Engine engine, long seed) {
      VirtualStage stage = new VirtualStage(world, schedule, engine);
      return Play.findings(stage, Mix.compared(), new Random(seed));
    }
  }

  /** Deadlines on a clock that jumps. */
  static final class Jumps implements Consumer<Schedule> {
    @Override
    public void accept(Schedule schedule) {
      Random random = schedule.fork();
      schedule.start(() -> jump(schedule, random));
      play(Mix.deadlines(), schedule);
    }

    private static void jump(Schedule schedule, Random random) {
      for (int i = 0; i < JUMPS; i++) {
        schedule.parkNanos("a jump", random.nextInt(LONGEST_JUMP_NANOS / 20));
        schedule.jump(random.nextInt(LONGEST_JUMP_NANOS));
      }
    }
  }
}
