import dev.loomray.ActorHandle;
import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.error.TaskException;
import java.io.Serial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * Ten thousand accounts, each an actor, that crash on purpose; no cent is lost or made.
 *
 * <p>A crash takes what the actor had in memory, and the restart begins with the constructor. So each account writes what
 * must last to its {@link Page}, a stand-in for a file, as the one step that counts. A crash before it undoes the
 * operation; a crash after it hides from the caller that it is done. The caller cannot tell these two from each other and
 * does the same in both: it asks again with the same number, and the account knows from its page what it has done.
 *
 * <p>A transfer takes first and gives then. Between the two the amount is in the task's hands, which asks until the other
 * account has it; the total is read when all tasks have ended.
 */
class Bank {
  static final int ACCOUNTS = 10_000;
  static final int TASKS = 100;
  static final int TRANSFERS = 500; // of each task
  static final long OPENING_BALANCE = 100;
  static final int ONE_IN = 100; // chances to crash that are taken

  /** What outlives a crash; replaced as a whole, so that it is never half written. */
  static final class Page {
    record Saved(long balance, Set<Integer> transfers) {}

    private volatile Saved saved = new Saved(OPENING_BALANCE, Set.of());
  }

  static final class Crash extends Error {
    @Serial private static final long serialVersionUID = 1;
  }

  static final class Account {
    private final Page page;
    private final Set<Integer> transfers;
    private long balance;

    Account(Page page) {
      this.page = page;
      balance = page.saved.balance();
      transfers = new HashSet<>(page.saved.transfers());
    }

    /** Adds an amount, which may be negative, once for each number; false if there is too little. */
    boolean book(int transfer, long amount) {
      crashSometimes(); // nothing has happened
      if (!transfers.contains(transfer)) {
        if (balance + amount < 0) {
          return false;
        }
        balance += amount;
        transfers.add(transfer);
        crashSometimes(); // this is forgotten, as if nothing had happened
        page.saved = new Page.Saved(balance, Set.copyOf(transfers));
        crashSometimes(); // it has happened, and nobody is told
      }
      return true;
    }

    long balance() {
      return balance;
    }

    private static void crashSometimes() {
      if (ThreadLocalRandom.current().nextInt(ONE_IN) == 0) {
        throw new Crash();
      }
    }
  }

  /** What a task has seen. */
  record Day(int transfers, int refused, int crashes) {
    Day plus(Day other) {
      return new Day(transfers + other.transfers, refused + other.refused, crashes + other.crashes);
    }
  }

  /** One clerk, who makes transfers one after the other between accounts drawn by lot. */
  static final class Clerk {
    private final int number;
    private final List<ActorHandle<Account>> accounts;
    private int crashes;

    Clerk(int number, List<ActorHandle<Account>> accounts) {
      this.number = number;
      this.accounts = accounts;
    }

    Day work() {
      Random random = new Random(number);
      int refused = 0;
      for (int i = 0; i < TRANSFERS; i++) {
        int transfer = number * TRANSFERS + i;
        int from = random.nextInt(ACCOUNTS);
        int to = (from + 1 + random.nextInt(ACCOUNTS - 1)) % ACCOUNTS;
        long amount = 1 + random.nextInt(100);
        if (book(from, transfer, -amount)) {
          book(to, transfer, amount);
        } else {
          refused++;
        }
      }
      return new Day(TRANSFERS - refused, refused, crashes);
    }

    private boolean book(int account, int transfer, long amount) {
      while (true) {
        try {
          return accounts.get(account).call(Account::book, transfer, amount).get();
        } catch (TaskException e) {
          if (!(e.getCause() instanceof Crash)) {
            throw e;
          }
          crashes++;
        }
      }
    }
  }

  void main() {
    try (Ray ray = Ray.init()) {
      List<Page> pages = IntStream.range(0, ACCOUNTS).mapToObj(_ -> new Page()).toList();
      var restarting =
          ray.actorOptions(
              o -> o.maxRestarts(-1).restartOn(Crash.class).backoff(Duration.ofMillis(1)));
      List<ActorHandle<Account>> accounts = new ArrayList<>();
      for (Page page : pages) {
        accounts.add(restarting.actor(Account::new, page));
      }
      say("%,d accounts hold %,d in all", ACCOUNTS, total(ray, accounts));

      long start = System.nanoTime();
      List<ObjectRef<Day>> clerks = new ArrayList<>();
      for (int i = 0; i < TASKS; i++) {
        clerks.add(ray.call(Clerk::work, new Clerk(i, accounts)));
      }
      Day day = ray.get(clerks).stream().reduce(new Day(0, 0, 0), Day::plus);
      double seconds = (System.nanoTime() - start) / 1e9;
      say("%,d transfers, %,d refused, in %.2f s", day.transfers, day.refused, seconds);
      say("%,d crashes, each with a restart", day.crashes);

      long total = total(ray, accounts);
      long onPages = pages.stream().mapToLong(page -> page.saved.balance()).sum();
      say("%,d accounts hold %,d in all, and their pages %,d", ACCOUNTS, total, onPages);
      say("conserved: %b", total == ACCOUNTS * OPENING_BALANCE && onPages == total);
    }
  }

  static long total(Ray ray, List<ActorHandle<Account>> accounts) {
    List<ObjectRef<Long>> balances = new ArrayList<>();
    for (ActorHandle<Account> account : accounts) {
      balances.add(account.call(Account::balance));
    }
    return ray.get(balances).stream().mapToLong(balance -> balance).sum();
  }

  static void say(String format, Object... args) {
    IO.println(String.format(Locale.ROOT, format, args));
  }
}
