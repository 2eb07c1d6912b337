/** A lock for asynchronous work: one piece at a time, in the order they ask. */
export class Mutex {
  /** Settles when the lock is free. */
  #free: Promise<unknown> = Promise.resolve();

  /** Runs `work` when all that asked before have ended, well or not. */
  runExclusive<T>(work: () => T | Promise<T>): Promise<T> {
    const turn = this.#free.then(work);
    this.#free = turn.catch(() => {});
    return turn;
  }
}
