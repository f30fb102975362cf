package search;

import java.io.IOException;
import java.nio.CharBuffer;
import java.nio.IntBuffer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import search.Tree.Source;

/** Some words to look for. */
public record Query(Set<String> words) {
  /** A file with some of the words. */
  public record Hit(int file, int words, double score) {
    private Hit plus(Hit that) {
      return new Hit(file, words + that.words, score + that.score);
    }
  }

  /** A line of a file. */
  public record Line(int number, String text) {}

  /** The query whose words are those of a text. */
  public static Query of(String text) {
    return new Query(Text.words(text));
  }

  /**
   * First the files that have all of the words, then those that have some, each by their BM25
   * score: a word counts for more the fewer files have it, the more often it occurs, and the
   * shorter the file is.
   */
  public List<Hit> search(Index index) {
    var indexed = index.indexed();
    var hits = new HashMap<Integer, Hit>();
    for (String word : words) {
      List<IntBuffer> postings = index.postings(word).stream().map(Lists::ints).toList();
      double files = postings.stream().mapToInt(IntBuffer::remaining).sum() / 2.0;
      double weight = Math.log(1 + (indexed.getCount() - files + 0.5) / (files + 0.5));
      for (IntBuffer pairs : postings) {
        while (pairs.hasRemaining()) {
          int file = pairs.get();
          int count = pairs.get();
          double relativeLength = index.lengths()[file] / indexed.getAverage();
          double norm = 1.2 * (0.25 + 0.75 * relativeLength); // k1 = 1.2, b = 0.75
          double score = weight * 2.2 * count / (count + norm);
          hits.merge(file, new Hit(file, 1, score), Hit::plus);
        }
      }
    }
    var order =
        Comparator.comparing((Hit hit) -> hit.words < words.size())
            .thenComparing(Hit::score, Comparator.reverseOrder())
            .thenComparing(Hit::file); // the number, so by name
    return hits.values().stream().sorted(order).toList();
  }

  /** The first of the lines that have the most of the words. */
  public Line bestLine(Source file, Tree tree) {
    var best = new Line(1, "");
    int most = 0;
    try {
      String[] lines = Text.decode(tree.read(file), CharBuffer.allocate(0)).toString().split("\n");
      for (int i = 0; i < lines.length; i++) {
        Set<String> found = Text.words(lines[i]);
        found.retainAll(words);
        if (found.size() > most) {
          most = found.size();
          best = new Line(i + 1, lines[i].strip().replaceAll("\\p{Cntrl}", " "));
        }
      }
      return best;
    } catch (IOException e) {
      return new Line(1, "(can no longer be read: " + e.getMessage() + ")");
    }
  }
}
