import dev.loomray.ActorHandle;
import dev.loomray.ObjectRef;
import dev.loomray.ObjectView;
import dev.loomray.Ray;
import dev.loomray.error.RayException;
import dev.loomray.error.TaskException;
import java.io.IOException;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import search.Catalog;
import search.Index;
import search.Lists;
import search.Options;
import search.Part;
import search.Query;
import search.Query.Hit;
import search.Query.Line;
import search.Shard;
import search.ShardIndex;
import search.Slice;
import search.Tree;
import search.Tree.Source;

/**
 * Full-text search over a source tree, indexed in parallel by many small tasks, and kept by actors outside the heap.
 *
 * <pre>
 *   examples/run CodeSearch "virtual thread"               the sources of this JDK, 213 MB of them
 *   examples/run CodeSearch --in ~/project retry backoff   any directory, zip or jar
 *
 *   files ─► 64 shards, a task each ─► 8 actors, each with the words of one slice ─► best ten hits
 *                                   │    └► the object store, with all postings ───┘
 *                                   └► an actor with what is known of the files
 * </pre>
 *
 * <p>Chapter 1 is all there is of Loomray in here. What the tasks do, and the classes that the actors are of, is plain Java
 * that knows nothing of it; it is next door, in {@code search/}.
 */
class CodeSearch {

  // -------------------------------------------------------------------- 1. The tasks and actors

  /**
   * Builds the index. Nothing waits while the tasks and calls are submitted: each call answers with a ref at once, and
   * an actor adds a shard by itself when the task that reads it has ended.
   */
  static LiveIndex buildWithTasks(Ray ray, Input in, Consumer<LiveIndex> progress)
      throws IOException {
    var index = LiveIndex.start(ray, in.files);
    var shards = new ArrayList<ObjectRef<ShardIndex>>();
    for (Shard shard : in.shards) {
      shards.add(ray.options(o -> o.cpus(1)).call(ShardIndex::read, in.path, shard));
      index.add(shards.getLast());
    }
    try {
      for (ObjectRef<ShardIndex> shard : ray.asCompleted(shards)) {
        shard.get();
        progress.accept(index);
      }
      index.awaitAll();
      return index;
    } catch (TaskException e) {
      throw e.rethrow(IOException.class); // what a task threw, as if it had been thrown here
    }
  }

  /**
   * An index that can be asked while it grows. It lives in actors, so that adding and asking need no lock: a {@link
   * Part} for each slice of the words, and the {@link Catalog} of the files.
   */
  record LiveIndex(
      List<Source> files, ActorHandle<Catalog> catalog, List<ActorHandle<StoringPart>> parts) {
    static LiveIndex start(Ray ray, List<Source> files) {
      var parts = new ArrayList<ActorHandle<StoringPart>>();
      for (int i = 0; i < Slice.COUNT; i++) {
        parts.add(ray.actor(StoringPart::new, i));
      }
      return new LiveIndex(files, ray.actor(Catalog::new), parts);
    }

    /** Adds the next shard when it is there. An actor keeps the order of one caller, refs or not. */
    void add(ObjectRef<ShardIndex> shard) {
      catalog.run(Catalog::add, shard);
      parts.forEach(part -> part.run(Part::add, shard));
    }

    /** Waits for all that this thread has added. */
    void awaitAll() {
      parts.stream().map(part -> part.call(Part::whole)).toList().forEach(ObjectRef::get);
    }

    /** What is in it now. The caller's own calls come first, and so the shards that it has added. */
    Index now() {
      return new Asked(this, catalog.call(Catalog::page).get());
    }

    /** Ends the actors, and with them the index. */
    void end() {
      catalog.kill();
      parts.forEach(ActorHandle::kill);
    }

    /** How many files have all of the words so far; in a task of its own, which has added nothing and waits for nothing. */
    int countNow(Query query) {
      return (int)
          query.search(now()).stream().filter(hit -> hit.words() == query.words().size()).count();
    }
  }

  /** A slice whose postings are an object of the store. The collector frees it when nobody has a ref to it any more. */
  static class StoringPart extends Part {
    StoringPart(int number) {
      super(number);
    }

    @Override
    protected Lists keep(int[] postings) {
      return new Stored(Ray.current().put(postings), 0, postings.length);
    }
  }

  /** A part of a stored array. Whoever asks for a word gets a ref and two numbers, and reads the array in place. */
  record Stored(ObjectRef<int[]> object, int from, int to) implements Lists {
    @Override
    public IntBuffer ints() {
      try (ObjectView view = object.view()) {
        return view.intBuffer().slice(from, to - from); // good for as long as somebody has it
      }
    }

    @Override
    public int[] array() {
      int[] copy = new int[to - from];
      try (ObjectView view = object.view()) {
        view.copyTo((long) Integer.BYTES * from, copy, 0, copy.length);
      }
      return copy;
    }

    @Override
    public Lists range(int from, int to) {
      return new Stored(object, this.from + from, this.from + to);
    }
  }

  /** An index whose words are with the actors, and its postings in the store. */
  record Asked(LiveIndex live, Catalog.Page page) implements Index {
    @Override
    public List<Source> files() {
      return live.files;
    }

    @Override
    public int[] lengths() {
      return page.lengths();
    }

    @Override
    public List<Lists> postings(String word) {
      return live.parts
          .get(Slice.numberOf(word))
          .call(Part::postings, word, lengths().length)
          .get();
    }

    @Override
    public List<String> skipped() {
      return page.skipped();
    }

    @Override
    public boolean sameAs(Index other) {
      List<Slice> slices = live.parts.stream().map(part -> part.call(Part::whole).get()).toList();
      return new Index.InArrays(files(), lengths(), slices, skipped()).sameAs(other);
    }
  }

  /** The same job without tasks, to compare with: all files as one shard, in one loop. */
  static Index buildInOneLoop(Input in) throws IOException {
    ShardIndex all = ShardIndex.read(in.path, new Shard(0, in.files));
    return Index.of(in.files, List.of(all), all.slices());
  }

  // --------------------------------------------------------------------------- 2. The main program

  /** What to index. */
  record Input(String path, List<Source> files, List<Shard> shards) {
    double megabytes() {
      return Shard.megabytes(files);
    }
  }

  void main(String[] args) {
    Options options;
    try {
      options = Options.of(args);
    } catch (IllegalArgumentException e) {
      System.err.println("CodeSearch: " + e.getMessage());
      System.err.println(Options.USAGE);
      System.exit(2);
      return;
    }
    try {
      run(options);
    } catch (IOException | RayException e) {
      System.err.println("CodeSearch: " + e.getMessage());
      System.exit(1);
    }
  }

  static void run(Options options) throws IOException {
    if (options.help) {
      IO.println(Options.USAGE + Options.HELP);
      return;
    }
    try (Tree tree = options.open();
        Ray ray = Ray.init()) {
      List<Source> files = tree.files();
      if (files.isEmpty()) {
        throw new IOException("there are no files in " + options.in);
      }
      var in = new Input(options.in, files, Shard.split(files, options.shards));
      say("%,d files, %,.1f MB in %s", files.size(), in.megabytes(), in.path);
      Index index =
          options.once
              ? buildOnce(ray, in, options.query)
              : buildAndCompare(ray, in, options.query);
      showHits(options.query.search(index), index, tree, options);
    }
  }

  static Index buildOnce(Ray ray, Input in, Query query) throws IOException {
    long start = System.nanoTime();
    Index index = buildWithTasks(ray, in, new Progress(ray, query, in.shards.size())).now();
    long end = System.nanoTime();
    showIndex(index, in);
    showTime("with tasks", end - start, in);
    return index;
  }

  /** Builds the index three times with tasks and three times without, in turns. */
  static Index buildAndCompare(Ray ray, Input in, Query query) throws IOException {
    LiveIndex index = null;
    boolean same = true;
    long tasks = Long.MAX_VALUE;
    long loop = Long.MAX_VALUE;
    for (int round = 1; round <= 3; round++) {
      if (index != null) {
        index.end();
      }
      long start = System.nanoTime();
      index = buildWithTasks(ray, in, new Progress(ray, query, in.shards.size()));
      long middle = System.nanoTime();
      Index other = buildInOneLoop(in);
      long end = System.nanoTime();
      same &= index.now().sameAs(other);
      tasks = Math.min(tasks, middle - start);
      loop = Math.min(loop, end - middle);
      say(
          "round %d: %.2f s with tasks, %.2f s in one loop",
          round, (middle - start) / 1e9, (end - middle) / 1e9);
    }
    showIndex(index.now(), in);
    showTime("with tasks", tasks, in);
    showTime("in one loop", loop, in);
    say("%-12s %10.2f    (best of 3 each)", "speed-up", (double) loop / tasks);
    say("index equals the sequential one: %b", same);
    return index.now();
  }

  // --------------------------------------------------------------------------------- 3. The screen

  static void showIndex(Index index, Input in) throws IOException {
    var indexed = index.indexed();
    List<String> skipped = index.skipped();
    if (!skipped.isEmpty()) {
      System.err.printf(
          "CodeSearch: %,d of the files cannot be read and %s skipped: %s%s%n",
          skipped.size(),
          skipped.size() == 1 ? "was" : "were",
          String.join("; ", skipped.subList(0, Math.min(3, skipped.size()))),
          skipped.size() > 3 ? "; ..." : "");
    }
    if (indexed.getCount() == 0) {
      throw new IOException("there is no text file in " + in.path);
    }
    long notText = in.files.size() - indexed.getCount() - skipped.size();
    int shards = in.shards.size();
    say("%-12s %,10d    (%,d more are not text)", "files", indexed.getCount(), notText);
    say("%-12s %,10d    (in %d actors)", "shards", shards, Slice.COUNT + 1);
    say("%-12s %,10d", "words", indexed.getSum());
  }

  static void showTime(String how, long nanos, Input in) {
    say("%-12s %10.2f s  (%,.1f MB/s)", how, nanos / 1e9, in.megabytes() / (nanos / 1e9));
  }

  static void showHits(List<Hit> hits, Index index, Tree tree, Options options) {
    String words = String.join(", ", options.query.words());
    if (hits.isEmpty()) {
      say("%nno file has any of the words: %s", words);
      return;
    }
    int wanted = options.query.words().size();
    long all = hits.stream().filter(hit -> hit.words() == wanted).count();
    say("%n%,d files have all of the words, %,d some: %s", all, hits.size() - all, words);
    for (int i = 0; i < Math.min(options.top, hits.size()); i++) {
      Source file = index.files().get(hits.get(i).file());
      Line line = options.query.bestLine(file, tree);
      String text = line.text().length() <= 95 ? line.text() : line.text().substring(0, 92) + "...";
      say("%2d. %s:%d%n    %s", i + 1, file.name(), line.number(), text);
    }
  }

  static void say(String format, Object... args) {
    IO.println(String.format(Locale.ROOT, format, args));
  }

  /** Shows how far the work is: by a bar that moves, or four lines where there is no terminal. */
  static final class Progress implements Consumer<LiveIndex> {
    private final boolean terminal = System.console() != null && System.console().isTerminal();
    private final Ray ray;
    private final Query query;
    private final int all;
    private int done;
    private String found = "";

    Progress(Ray ray, Query query, int all) {
      this.ray = ray;
      this.query = query;
      this.all = all;
    }

    @Override
    public void accept(LiveIndex index) {
      done++;
      boolean quarter = 4 * done / all > 4 * (done - 1) / all;
      if (quarter && done < all) {
        int files = ray.call(LiveIndex::countNow, index, query).get(); // while the index grows
        found = String.format(Locale.ROOT, ", %,d files have all of the words so far", files);
      }
      if (terminal) {
        int width = 50 * done / all;
        IO.print(
            "\r["
                + "#".repeat(width)
                + "-".repeat(50 - width)
                + "] "
                + done
                + " of "
                + all
                + found);
        IO.print(done < all ? "" : "\r" + " ".repeat(120) + "\r");
      } else if (quarter) {
        say("indexed %d of %d shards%s", done, all, done < all ? found : "");
      }
    }
  }
}
