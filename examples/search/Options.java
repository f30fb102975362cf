package search;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.StringJoiner;
import java.util.zip.ZipException;

/** What the user of the search asked for. */
public final class Options {
  public static final String USAGE =
      "usage: CodeSearch [--in PATH] [--shards N] [--top N] [--once] [--help] WORD...";
  public static final String HELP =
      """

      Indexes source code with many small tasks, and shows the files that fit the words best.
        --in PATH   a directory, zip or jar; by default lib/src.zip of this JDK
        --shards N  how many shards, about; by default at least 64
        --top N     how many files to show; by default 10
        --once      one round only, and no loop without tasks to compare with
      Every file of valid UTF-8 without NULs is text; hidden directories are left out. The exit
      code is 0, also if no file fits; 1 if the input cannot be read; 2 for unclear options.\
      """;

  public Query query;
  public String in = ownSources();
  public int shards = Math.max(64, 8 * Runtime.getRuntime().availableProcessors());
  public int top = 10;
  public boolean once;
  public boolean help;

  /** Understands the arguments; who gets an exception gets one sentence. */
  public static Options of(String... args) {
    var options = new Options();
    var text = new StringJoiner(" ");
    for (var rest = List.of(args).iterator(); rest.hasNext(); ) {
      String arg = rest.next();
      switch (arg) {
        case "--in" -> options.in = value(arg, rest);
        case "--shards" -> options.shards = number(arg, rest);
        case "--top" -> options.top = number(arg, rest);
        case "--once" -> options.once = true;
        case "--help" -> options.help = true;
        default -> {
          require(!arg.startsWith("-"), "unknown option " + arg);
          text.add(arg);
        }
      }
    }
    options.query = Query.of(text.toString());
    require(
        options.help || !options.query.words().isEmpty(),
        "no words to look for; try \"virtual thread\"");
    return options;
  }

  private static String value(String option, Iterator<String> rest) {
    require(rest.hasNext(), option + " needs a value");
    return rest.next();
  }

  private static int number(String option, Iterator<String> rest) {
    String value = value(option, rest);
    require(value.matches("[1-9][0-9]{0,8}"), option + " needs a number above 0, not " + value);
    return Integer.parseInt(value);
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  static String ownSources() {
    return Path.of(System.getProperty("java.home"), "lib", "src.zip").toString();
  }

  /** Opens the input; who gets an exception gets one sentence. */
  public Tree open() throws IOException {
    try {
      return Tree.open(in);
    } catch (NoSuchFileException e) {
      throw new IOException(
          in.equals(ownSources())
              ? "this JDK has no lib/src.zip; name a directory, zip or jar with --in"
              : "there is no file or directory " + in);
    } catch (AccessDeniedException e) {
      throw new IOException("access to " + in + " is denied");
    } catch (ZipException e) {
      throw new IOException(in + " is neither a directory nor a zip: " + e.getMessage());
    }
  }
}
