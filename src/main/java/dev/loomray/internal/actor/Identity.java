package dev.loomray.internal.actor;

import dev.loomray.internal.base.Require;
import org.jspecify.annotations.Nullable;

/**
 * What an actor is called, and whether it lives without handles.
 *
 * @param name its name, or null
 * @param namespace the namespace of the name, or null for that of the Ray
 * @param getsIfExists whether an actor of that name is taken instead
 * @param isDetached whether it stays when its last handle is gone
 */
record Identity(
    @Nullable String name, @Nullable String namespace, boolean getsIfExists, boolean isDetached) {
  static final Identity NONE = new Identity(null, null, false, false);

  Identity named(String chosen) {
    return new Identity(Require.text(chosen, "name"), namespace, getsIfExists, isDetached);
  }

  Identity in(String chosen) {
    return new Identity(name, Require.text(chosen, "namespace"), getsIfExists, isDetached);
  }

  Identity takingExisting() {
    return new Identity(name, namespace, true, isDetached);
  }

  Identity detached() {
    return new Identity(name, namespace, getsIfExists, true);
  }

  void requireConsistent() {
    if (getsIfExists && name == null) {
      throw Require.refused("getIfExists", "a name to look for; use name(..)", true);
    }
  }
}
