package dev.loomray.model;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** The tasks that a hand may choose from. */
interface Known {
  /** At most so many different ones of all. */
  List<Fate> some(int count, Random random);

  /**
   * At most so many of those that wait for nothing but their arguments, and of these others: whoever waits for them waits in no
   * circle.
   */
  List<Fate> someLeaves(List<Fate> others, int count, Random random);

  /** The hand has submitted one more. */
  void submitted(Fate fate);

  /** What a task knows that is submitted now. */
  Known forChild();

  /** A number for the next task. */
  int nextId(Random random);

  /** Chooses from two lists. */
  static List<Fate> choose(List<Fate> first, List<Fate> second, int count, Random random) {
    Set<Fate> chosen = new LinkedHashSet<>();
    int size = first.size() + second.size();
    for (int i = 0; size > 0 && i < count; i++) {
      int index = random.nextInt(size);
      chosen.add(index < first.size() ? first.get(index) : second.get(index - first.size()));
    }
    return List.copyOf(chosen);
  }

  /** Everything that anybody has submitted so far: what is chosen depends on who was faster. */
  record Everything(Journal journal) implements Known {
    @Override
    public List<Fate> some(int count, Random random) {
      return journal.some(count, random);
    }

    @Override
    public List<Fate> someLeaves(List<Fate> others, int count, Random random) {
      return journal.someLeaves(others, count, random);
    }

    @Override
    public void submitted(Fate fate) {}

    @Override
    public Known forChild() {
      return this;
    }

    @Override
    public int nextId(Random random) {
      return journal.nextId();
    }
  }

  /** What the hand has submitted itself, or its parent before it: the same, whoever is faster. */
  record Own(Journal journal, List<Fate> fates, List<Fate> leaves) implements Known {
    Own(Journal journal) {
      this(journal, new ArrayList<>(), new ArrayList<>());
    }

    @Override
    public List<Fate> some(int count, Random random) {
      return choose(fates, List.of(), count, random);
    }

    @Override
    public List<Fate> someLeaves(List<Fate> others, int count, Random random) {
      return choose(leaves, others, count, random);
    }

    @Override
    public void submitted(Fate fate) {
      fates.add(fate);
      if (fate.isLeaf) {
        leaves.add(fate);
      }
    }

    @Override
    public Known forChild() {
      return new Own(journal, new ArrayList<>(fates), new ArrayList<>(leaves));
    }

    @Override
    public int nextId(Random random) {
      journal.nextId();
      return random.nextInt(1 << 30);
    }
  }
}
