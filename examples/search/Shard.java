package search;

import java.util.ArrayList;
import java.util.List;
import search.Tree.Source;

/** Neighbours in the list of all files; the first of them has the number {@code first} there. */
public record Shard(int first, List<Source> files) {
  /** Cuts the list into about {@code count} shards of equal bytes. */
  public static List<Shard> split(List<Source> files, int count) {
    var shards = new ArrayList<Shard>();
    double share = megabytes(files) / Math.min(count, files.size());
    double sum = 0;
    int first = 0;
    for (int i = 0; i < files.size(); i++) {
      sum += files.get(i).bytes() / 1e6;
      if (sum >= share * (shards.size() + 1) || i == files.size() - 1) {
        shards.add(new Shard(first, List.copyOf(files.subList(first, i + 1))));
        first = i + 1;
      }
    }
    return shards;
  }

  /** How large some files are in all. */
  public static double megabytes(List<Source> files) {
    return files.stream().mapToLong(Source::bytes).sum() / 1e6;
  }
}
