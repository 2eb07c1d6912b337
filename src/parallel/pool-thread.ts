import { WORKER_CODE } from "./generated/worker-code";
import type { FromWorker, ToWorker } from "./protocol";
import { startThread, type Thread } from "./thread";

type Results = (FromWorker & { kind: "done" })["results"];

/** A thread with at most one job at a time. */
export class PoolThread {
  alive = true;
  /** Whether its code runs. A page's policy may forbid that, and then the thread has touched nothing. */
  started = false;
  readonly #thread: Thread<ToWorker>;
  #job: { resolve(results: Results): void; reject(error: Error): void; onBlock(): void } | undefined;

  constructor() {
    this.#thread = startThread<ToWorker, FromWorker>(WORKER_CODE, {
      onMessage: (message) => this.#onMessage(message),
      onError: (error) => {
        this.alive = false;
        this.#settle()?.reject(error);
      },
    });
  }

  work(job: ToWorker, onBlock: () => void): Promise<Results> {
    return new Promise((resolve, reject) => {
      this.#job = { resolve, reject, onBlock };
      this.#thread.hold(true);
      this.#thread.post(job);
    });
  }

  terminate(): Promise<void> {
    return this.#thread.terminate();
  }

  #onMessage(message: FromWorker): void {
    if (message.kind === "ready") this.started = true;
    else if (message.kind === "block") this.#job?.onBlock();
    else if (message.kind === "done") this.#settle()?.resolve(message.results);
    else this.#settle()?.reject(new Error(`a kernel failed: ${message.message}`));
  }

  #settle() {
    const job = this.#job;
    this.#job = undefined;
    this.#thread.hold(false);
    return job;
  }
}
