package dev.loomray.internal.actor;

import dev.loomray.error.ActorAlreadyExistsException;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** Who has which name. A name does not keep its actor alive, and is free again when the actor is dead. */
final class Names {
  private record Key(String namespace, String name) {}

  private final String namespace;
  private final ConcurrentMap<Key, Actor> actors = new ConcurrentHashMap<>();

  Names(String namespace) {
    this.namespace = namespace;
  }

  private @Nullable Key key(Actor actor) {
    Identity identity = actor.settings().identity();
    String name = identity.name();
    return name == null ? null : key(name, identity.namespace());
  }

  private Key key(String name, @Nullable String in) {
    return new Key(in == null ? namespace : in, name);
  }

  /** Gives an actor its name; answers the actor that has it, which is another if that was asked for. */
  Actor register(Actor actor) {
    Key key = key(actor);
    if (key == null) {
      return actor;
    }
    Actor holder = actors.putIfAbsent(key, actor);
    if (holder == null) {
      return actor;
    }
    if (actor.settings().identity().getsIfExists()) {
      return holder;
    }
    throw new ActorAlreadyExistsException(
        "expected a free name, found name=%s in namespace=%s taken by %s (%s); use getIfExists(), another name, or stop() it first"
            .formatted(key.name, key.namespace, holder.describe(), holder.life().state()),
        null);
  }

  void release(Actor actor) {
    Key key = key(actor);
    if (key != null) {
      actors.remove(key, actor);
    }
  }

  @Nullable Actor find(String name, @Nullable String in) {
    return actors.get(key(name, in));
  }

  /** All names of the Ray's own namespace. */
  List<String> all() {
    return actors.keySet().stream()
        .filter(key -> key.namespace.equals(namespace))
        .map(Key::name)
        .sorted()
        .toList();
  }
}
