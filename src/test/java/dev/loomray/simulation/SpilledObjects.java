package dev.loomray.simulation;

import dev.loomray.internal.base.FaultyDisk;
import dev.loomray.internal.base.MemoryDisk;
import dev.loomray.internal.base.NoSpaceException;
import dev.loomray.internal.base.SpillFiles;
import dev.loomray.internal.base.SpillFiles.Item;
import dev.loomray.internal.base.Spilled;
import dev.loomray.simulation.schedule.Schedule;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Threads that spill objects into files of their own, and read and delete those of files that they share. Each object has one
 * owner and is full of one byte; a write fails now and then. In the end no file is left.
 */
final class SpilledObjects implements Consumer<Schedule> {
  private static final int THREADS = 3;
  private static final int STEPS = 6;
  private static final int LARGEST = 300;

  private record Owned(Spilled object, byte content) {}

  private World world;
  private SpillFiles spill;

  @Override
  public void accept(Schedule schedule) {
    world = new World(schedule);
    MemoryDisk disk = world.storage().disk();
    try {
      spill = world.storage().openSpill(null, world.environment().reports());
      play();
      requireNone("files are left: " + disk.files(), disk.files().size());
      spill.write(items(world.random(), 2));
      spill.close();
      requireNone("files are left behind it: " + disk.files(), disk.files().size());
      requireNone("files are open", disk.open());
      requireNone("bytes are taken", disk.used());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void play() throws IOException, InterruptedException {
    List<Thread> threads = new ArrayList<>();
    List<List<Owned>> shares = shares();
    for (List<Owned> share : shares) {
      Random random = new Random(world.random().nextLong());
      threads.add(world.start(() -> work(share, random)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  /** Each thread has one object of each file. */
  private List<List<Owned>> shares() throws IOException {
    List<List<Owned>> shares = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      shares.add(new ArrayList<>());
    }
    for (int file = 0; file < 2; file++) {
      List<Item> items = items(world.random(), THREADS);
      List<Spilled> spilled = spill.write(items);
      for (int i = 0; i < THREADS; i++) {
        shares.get(i).add(owned(items.get(i), spilled.get(i)));
      }
    }
    return shares;
  }

  private static List<Item> items(Random random, int count) {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      MemorySegment bytes = MemorySegment.ofArray(new byte[random.nextInt(LARGEST)]);
      items.add(new Item(random.nextInt(), (byte) 0, bytes.fill((byte) random.nextInt())));
    }
    return items;
  }

  private static Owned owned(Item item, Spilled spilled) {
    MemorySegment bytes = item.bytes();
    byte content = bytes.byteSize() == 0 ? 0 : bytes.asByteBuffer().get(0);
    return new Owned(spilled, content);
  }

  private void work(List<Owned> mine, Random random) {
    try {
      for (int i = 0; i < STEPS; i++) {
        step(mine, random);
      }
      for (Owned owned : mine) {
        owned.object.delete();
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void step(List<Owned> mine, Random random) throws IOException {
    if (mine.isEmpty() || random.nextInt(3) == 0) {
      write(mine, random);
      return;
    }
    Owned owned = mine.get(random.nextInt(mine.size()));
    if (random.nextBoolean()) {
      read(owned);
      return;
    }
    mine.remove(owned);
    owned.object.delete();
    if (random.nextInt(4) == 0) {
      owned.object.delete();
    }
  }

  private void write(List<Owned> mine, Random random) throws IOException {
    FaultyDisk faults = world.storage().faults();
    List<Item> items = items(random, 1 + random.nextInt(3));
    boolean isFull = random.nextInt(4) == 0;
    faults.room(isFull ? random.nextInt(LARGEST) : Long.MAX_VALUE);
    try {
      List<Spilled> spilled = spill.write(items);
      for (int i = 0; i < items.size(); i++) {
        mine.add(owned(items.get(i), spilled.get(i)));
      }
    } catch (NoSpaceException e) {
      // it was full, for this one or for another
    } finally {
      faults.room(Long.MAX_VALUE);
    }
  }

  private static void read(Owned owned) throws IOException {
    byte[] bytes = new byte[(int) owned.object.bytes()];
    owned.object.read(MemorySegment.ofArray(bytes));
    for (byte one : bytes) {
      if (one != owned.content) {
        throw new AssertionError("expected only " + owned.content + ", found " + one);
      }
    }
  }

  private static void requireNone(String what, long count) {
    if (count != 0) {
      throw new AssertionError(what + ": " + count);
    }
  }
}
