package dev.loomray.internal.store;

import dev.loomray.error.ObjectLostException;
import dev.loomray.internal.base.DamagedFileException;
import dev.loomray.internal.base.Signal;
import dev.loomray.internal.base.Spilled;
import java.io.IOException;

/**
 * Brings objects back to memory that someone wants to read. The first who wants it finds room and has it read, on a thread of
 * the store's; others wait for that.
 */
final class Restoring {
  private final Places places;
  private final StoreThread thread;
  private final Pause pause;
  private final Signal changed;

  /**
   * Makes it.
   *
   * @param changed tells those who wait that an object stands otherwise
   */
  Restoring(Places places, StoreThread thread, Pause pause, Signal changed) {
    this.places = places;
    this.thread = thread;
    this.pause = pause;
    this.changed = changed;
  }

  /**
   * Has an object brought to memory, where it may not stay; returns at once if it is there, or was freed.
   *
   * @throws dev.loomray.error.ObjectStoreFullException if there is no room
   * @throws ObjectLostException if it cannot be read
   */
  void bring(StoredObject object) {
    if (object.beginRestore()) {
      restore(object);
    } else if (object.isChanging()) {
      changed.enter();
      try {
        pause.await(() -> !object.isChanging(), Pause.FOREVER, object.describe());
      } finally {
        changed.leave();
      }
    }
  }

  private void restore(StoredObject object) {
    StoredObject.Facts facts = object.facts();
    Place to;
    try {
      to = places.takeAgain(facts);
    } catch (Throwable e) {
      later(object);
      throw e;
    }
    boolean isDone;
    try {
      isDone = Request.ask(thread, pause, object.describe(), () -> read(object, to));
    } catch (IOException e) {
      throw new ObjectLostException(
          "expected to read "
              + object.describe()
              + " back from its file, found "
              + e.getMessage()
              + "; it is still there, and the next who reads it tries again",
          e);
    }
    if (!isDone) { // closed before it began
      places.giveBack(to);
      later(object);
    }
  }

  private void later(StoredObject object) {
    object.restoreLater(places);
    changed.all();
  }

  /** Ends the claim, whatever happens. On the thread of the store. */
  private boolean read(StoredObject object, Place to) throws IOException {
    try {
      readInto(object, to);
      object.endRestore(to, places);
    } catch (DamagedFileException e) { // who waits finds it lost
      places.giveBack(to);
      object.lose(e, places);
    } catch (Throwable e) {
      places.giveBack(to);
      object.restoreLater(places);
      throw e;
    } finally {
      changed.all();
    }
    return true;
  }

  private void readInto(StoredObject object, Place to) throws IOException {
    Spilled file = object.file();
    if (file == null) {
      throw new IllegalStateException("an object on disk without a file: " + object);
    }
    file.read(to.memory());
    places.seal(to, object.facts());
    places.live(to, object);
  }
}
