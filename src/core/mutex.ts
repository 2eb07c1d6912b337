/** Lets asynchronous pieces of work that share something have it one after the other, in the order they ask. */
export class Mutex {
  /** Settles when nobody is at work. */
  #free: Promise<unknown> = Promise.resolve();

  /** Runs `work` when all that asked before have ended, well or not. */
  runExclusive<T>(work: () => T | Promise<T>): Promise<T> {
    const turn = this.#free.then(work);
    this.#free = turn.catch(() => {});
    return turn;
  }
}
