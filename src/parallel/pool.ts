import type { Checkpoint } from "../core";
import { callKernel, type KernelCall, type KernelMemory, kernelModule } from "../kernels";
import { WORKER_CODE } from "./generated/worker-code";
import type { FromWorker, ToWorker } from "./protocol";
import { startThread, type Thread, threadsAvailable } from "./thread";

/** Calls are run on the calling thread for this long before other threads are asked to help. */
const INLINE_MS = 2;

/**
 * Runs kernel calls on several threads. A job is a fixed list of calls whose results do not depend on each other, so
 * it gives the same bits whichever thread runs which call. Threads start at the first job that needs them.
 */
export class WorkerPool implements Disposable {
  /** Number of threads; 1 runs everything on the calling thread. */
  readonly size: number;
  #threads: PoolThread[] = [];
  #busy = false;

  /** Use {@link createWorkerPool}. */
  constructor(size: number) {
    this.size = threadsAvailable() ? size : 1;
  }

  /**
   * Runs every call and returns their values, in the order of the calls.
   *
   * @param at followed between calls, so that a job of many short calls can tell progress and be aborted.
   * @internal
   */
  async run(memory: KernelMemory, calls: readonly KernelCall[], at?: Checkpoint): Promise<number[]> {
    const results: number[] = [];
    const start = performance.now();
    while (results.length < calls.length) {
      const inline = this.size === 1 || calls.length - results.length === 1 || this.#busy;
      if (!inline && performance.now() - start > INLINE_MS) {
        return results.concat(await this.#share(memory, calls, results.length, at));
      }
      results.push(callKernel(memory.memory, calls[results.length]!));
      const pause = at?.pass(results.length / calls.length);
      if (pause) await pause;
    }
    return results;
  }

  /**
   * Runs one call on every thread at the same time; the kernel itself shares its work out among those who come, and does
   * the same with the same bits alone.
   *
   * @param most threads that find work.
   * @internal
   */
  async runTogether(memory: KernelMemory, call: KernelCall, most: number): Promise<void> {
    const threads = Math.min(this.size, most);
    if (threads <= 1 || this.#busy) callKernel(memory.memory, call);
    else await this.#share(memory, new Array<KernelCall>(threads).fill(call), 0);
  }

  /** Ends the threads; a later job starts them again. */
  dispose(): void {
    for (const thread of this.#threads.splice(0)) void thread.terminate();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  /** Lets all threads work on `calls[from..]`; settles when the last of them has stopped touching the memory. */
  async #share(memory: KernelMemory, calls: readonly KernelCall[], from: number, at?: Checkpoint): Promise<number[]> {
    while (this.#threads.length < this.size) this.#threads.push(new PoolThread());
    const rest = calls.slice(from);
    const next = new Int32Array(new SharedArrayBuffer(4));
    const values = new Array<number>(rest.length);
    let done = from;
    let failure: { error: unknown } | undefined;
    const stop = (error: unknown) => {
      failure ??= { error };
      Atomics.store(next, 0, rest.length);
    };
    const onBlock = () => {
      done += 1;
      try {
        at?.pass(done / calls.length)?.catch(stop);
      } catch (error) {
        stop(error);
      }
    };
    this.#busy = true;
    try {
      const job = { module: kernelModule(), memory: memory.memory, calls: rest, next };
      const outcomes = this.#threads.map((thread) =>
        thread.work(job, onBlock).then((results) => {
          for (const [index, value] of results) values[index] = value;
        }, stop),
      );
      await Promise.all(outcomes);
    } finally {
      this.#busy = false;
    }
    if (failure) {
      this.#threads = this.#threads.filter((thread) => thread.alive);
      throw failure.error;
    }
    return values;
  }
}

type Results = (FromWorker & { kind: "done" })["results"];

/** A thread with at most one job at a time. */
class PoolThread {
  alive = true;
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
    if (message.kind === "block") this.#job?.onBlock();
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
