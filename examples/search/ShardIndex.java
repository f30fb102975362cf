package search;

import java.io.IOException;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import search.Tree.Source;

/** The words of one shard: the lengths of its files, and its slices of the index. */
public record ShardIndex(int[] lengths, List<Slice> slices, List<String> skipped) {
  /** One of the slices. */
  public Slice slice(int i) {
    return slices.get(i);
  }

  /** Reads the files of a shard, one after the other, and counts their words. */
  public static ShardIndex read(String path, Shard shard) throws IOException {
    var counter = new Counter(shard);
    try (Tree tree = Tree.open(path)) {
      for (Source file : shard.files()) {
        counter.add(file, tree);
      }
    }
    return counter.result();
  }

  /** Keeps a log of what it counts while it reads, and sorts it by word at the end. */
  private static final class Counter implements Text.Sink {
    private final Words words = new Words();
    private final int[] lengths;
    private final List<String> skipped = new ArrayList<>();
    private final int first;
    private CharBuffer text = CharBuffer.allocate(1 << 16);
    private int done;
    private int[] log = {0, -1, 0}; // a word, a file, a count; and again; the first is nobody's
    private int end = 3;
    private int[] last = new int[1024]; // where each word was last counted

    Counter(Shard shard) {
      first = shard.first();
      lengths = new int[shard.files().size()];
    }

    void add(Source file, Tree tree) {
      lengths[done] = -1;
      try {
        text = Text.decode(tree.read(file), text);
        lengths[done] = Text.forEachWord(text.array(), text.length(), this);
      } catch (CharacterCodingException e) {
        // not text, and so not meant
      } catch (IOException e) {
        skipped.add(file.name() + ": " + e.getMessage());
      }
      done++;
    }

    @Override
    public void word(char[] text, int from, int to, int hash) {
      int word = words.number(text, from, to, hash);
      if (word == last.length) {
        last = Arrays.copyOf(last, 2 * word);
      }
      int at = last[word];
      if (log[at + 1] != first + done) {
        if (end == log.length) {
          log = Arrays.copyOf(log, 2 * end);
        }
        at = end;
        end += 3;
        last[word] = at;
        log[at] = word;
        log[at + 1] = first + done;
      }
      log[at + 2]++;
    }

    ShardIndex result() {
      int[] order = words.bySliceAndName();
      int[] ends = new int[order.length]; // of each word's postings, by its number
      for (int at = 3; at < end; at += 3) {
        ends[log[at]] += 2;
      }
      int start = 0;
      for (int word : order) {
        start += ends[word];
        ends[word] = start - ends[word]; // not yet the end: each pair moves it on
      }
      int[] postings = new int[start];
      for (int at = 3; at < end; at += 3) {
        postings[ends[log[at]]++] = log[at + 1];
        postings[ends[log[at]]++] = log[at + 2];
      }
      return new ShardIndex(lengths, slices(order, ends, postings), List.copyOf(skipped));
    }

    private List<Slice> slices(int[] order, int[] ends, int[] postings) {
      var slices = new ArrayList<Slice>();
      for (int from = 0, to = 0; slices.size() < Slice.COUNT; from = to) {
        while (to < order.length && words.slice(order[to]) == slices.size()) {
          to++;
        }
        int[] mine = Arrays.copyOfRange(order, from, to);
        int start = from == 0 ? 0 : ends[order[from - 1]];
        int end = to == 0 ? 0 : ends[order[to - 1]];
        slices.add(
            new Slice(
                words.list(mine),
                IntStream.of(mine).map(word -> ends[word] - start).toArray(),
                new Lists.OnHeap(Arrays.copyOfRange(postings, start, end))));
      }
      return slices;
    }
  }
}
