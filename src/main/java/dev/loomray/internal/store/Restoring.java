package dev.loomray.internal.store;

import dev.loomray.error.ObjectLostException;
import dev.loomray.internal.base.DamagedFileException;
import dev.loomray.internal.base.Signal;
import dev.loomray.internal.base.Spilled;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

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
    AtomicBoolean isTaken = new AtomicBoolean(); // before the claim: there may be no memory for it
    if (object.beginRestore()) {
      restore(object, isTaken);
    } else if (object.isChanging()) {
      changed.enter();
      try {
        pause.await(() -> !object.isChanging(), Pause.FOREVER, object.describe());
      } finally {
        changed.leave();
      }
    }
  }

  /**
   * Has it read.
   *
   * @param isTaken whether somebody sees to the end of the claim: the reading thread, or this one if it gives up before
   */
  private void restore(StoredObject object, AtomicBoolean isTaken) {
    Place to;
    try {
      to = places.takeAgain(object.facts());
    } catch (Throwable e) {
      later(object);
      throw e;
    }
    try {
      Request.ask(
          thread,
          pause,
          object.describe(),
          () -> isTaken.compareAndSet(false, true) && read(object, to));
    } catch (IOException e) {
      throw new ObjectLostException(
          "expected to read "
              + object.describe()
              + " back from its file, found "
              + e.getMessage()
              + "; it is still there, and the next who reads it tries again",
          e);
    } finally {
      if (isTaken.compareAndSet(false, true)) { // interrupted or closed before it began
        places.giveBack(to);
        later(object);
      }
    }
  }

  private void later(StoredObject object) {
    object.restoreLater(places);
    changed.all();
  }

  /** Ends the claim, whatever happens. On the thread of the store. */
  private boolean read(StoredObject object, Place to) throws IOException {
    try {
      if (isRead(object, to)) {
        object.endRestore(to, places);
      }
    } finally {
      changed.all();
    }
    return true;
  }

  /** False if it is lost, which who waits finds out. */
  private boolean isRead(StoredObject object, Place to) throws IOException {
    try {
      readInto(object, to);
      return true;
    } catch (DamagedFileException e) {
      places.giveBack(to);
      object.lose(e, places);
      return false;
    } catch (Throwable e) {
      places.giveBack(to);
      object.restoreLater(places);
      throw e;
    }
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
