import dev.loomray.ActorHandle;
import dev.loomray.Ray;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/** How fast a message goes from actor to actor: one pair, then a thousand pairs at once. */
class PingPong {
  /** What goes back and forth, and how often it still will. */
  record Ball(int hops, CountDownLatch end) {
    Ball next() {
      return new Ball(hops - 1, end);
    }
  }

  static class Player {
    private ActorHandle<Player> other;

    void meet(ActorHandle<Player> other) {
      this.other = other;
    }

    void hit(Ball ball) {
      if (ball.hops == 0) {
        ball.end.countDown();
      } else {
        other.run(Player::hit, ball.next());
      }
    }
  }

  void main() throws InterruptedException {
    try (Ray ray = Ray.init()) {
      play(ray, 1, 100_000); // the first time the JVM still warms up
      play(ray, 1, 500_000);
      play(ray, 1_000, 1_000);
    }
  }

  static void play(Ray ray, int pairs, int hops) throws InterruptedException {
    var end = new CountDownLatch(pairs);
    long start = System.nanoTime();
    for (int i = 0; i < pairs; i++) {
      ActorHandle<Player> ping = ray.actor(Player::new);
      ActorHandle<Player> pong = ray.actor(Player::new);
      ping.run(Player::meet, pong);
      pong.run(Player::meet, ping);
      ping.run(Player::hit, new Ball(hops, end));
    }
    end.await();
    double seconds = (System.nanoTime() - start) / 1e9;
    long all = (long) pairs * hops;
    IO.println(
        String.format(
            Locale.ROOT,
            "%,5d pairs, %,9d hops: %.2f s, %,.0f hops/s",
            pairs,
            all,
            seconds,
            all / seconds));
  }
}
