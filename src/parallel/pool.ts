import type { Checkpoint } from "../core/internal";
import { callKernel, type KernelCall, type KernelMemory, kernelModules } from "../kernels";
import type { PoolThread } from "./pool-thread";
import { leaveThreads, takeThread } from "./spare-threads";
import { threadsAvailable } from "./thread";

/** Calls are run on the calling thread for this long before other threads are started to help. */
const INLINE_MS = 2;
/** The same where threads are there, from the job before. */
const WARM_MS = 0.2;

/**
 * Runs kernel calls on several threads. A job is a fixed list of calls whose results do not depend on each other, so
 * it gives the same bits whichever thread runs which call. Threads start at the first job that needs them; jobs at the
 * same time share them out.
 */
export class WorkerPool implements Disposable, AsyncDisposable {
  #size: number;
  #idle: PoolThread[] = [];
  #started = 0;
  #gangs = 0;
  readonly #waiting: (() => void)[] = [];

  /** Use {@link createWorkerPool}. */
  constructor(size: number) {
    this.#size = threadsAvailable() ? size : 1;
  }

  /** Number of threads; 1 runs everything on the calling thread, as where threads turn out to be forbidden. */
  get size(): number {
    return this.#size;
  }

  /**
   * Runs every call and returns their values, in the order of the calls. While other jobs hold all threads, it runs
   * them itself.
   *
   * @param at followed between calls, so that a job of many short calls can report progress and be aborted.
   * @internal
   */
  async run(memory: KernelMemory, calls: readonly KernelCall[], at?: Checkpoint): Promise<number[]> {
    const results: number[] = [];
    const start = performance.now();
    while (results.length < calls.length) {
      const left = calls.length - results.length;
      if (this.size > 1 && left > 1 && performance.now() - start > (this.#idle.length > 0 ? WARM_MS : INLINE_MS)) {
        const threads = this.#take(left);
        const shared = threads.length > 0 && (await this.#share(threads, memory, calls, results.length, at));
        if (shared) return results.concat(shared);
        if (threads.length > 0) continue; // there are no threads after all
      }
      results.push(callKernel(memory.memory, calls[results.length]!));
      const pause = at?.pass(results.length / calls.length);
      if (pause) await pause;
    }
    return results;
  }

  /**
   * Threads that work in step (a gang) for work of many steps that each take all threads there are; gangs at the same
   * time get as many threads each.
   *
   * @internal
   */
  gang(): Gang {
    this.#gangs += 1;
    let inline = 0;
    return {
      runTogether: async (memory, call, most) => {
        if (this.size === 1 || (most <= 1 && inline < INLINE_MS)) {
          const start = performance.now();
          callKernel(memory.memory, call);
          inline += performance.now() - start;
          return;
        }
        const fair = () => Math.min(most, Math.max(1, Math.floor(this.size / this.#gangs)));
        let threads = this.#take(fair());
        while (threads.length === 0) {
          await new Promise<void>((resolve) => this.#waiting.push(resolve));
          threads = this.#take(fair());
        }
        const shared = await this.#share(threads, memory, new Array<KernelCall>(threads.length).fill(call), 0);
        if (!shared) callKernel(memory.memory, call);
      },
      [Symbol.dispose]: () => {
        this.#gangs -= 1;
      },
    };
  }

  /** Lets the threads go, which end after ten seconds unless another pool takes them; a later job starts some again. */
  dispose(): void {
    this.#started -= this.#idle.length;
    leaveThreads(this.#idle.splice(0));
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.dispose();
  }

  /** At most this many threads of those that have no job. */
  #take(most: number): PoolThread[] {
    const threads = this.#idle.splice(0, most);
    for (; threads.length < most && this.#started < this.size; this.#started++) threads.push(takeThread());
    return threads;
  }

  #giveBack(threads: readonly PoolThread[]): void {
    for (const thread of threads) {
      if (thread.alive) this.#idle.push(thread);
      else {
        this.#started -= 1;
        void thread.terminate();
      }
    }
    for (const wake of this.#waiting.splice(0)) wake();
  }

  /**
   * Lets threads work on `calls[from..]`; settles when the last of them has stopped touching the memory.
   *
   * @returns their values; undefined where no thread could start, so that nothing was done: the pool is of size 1 then.
   */
  async #share(
    threads: readonly PoolThread[],
    memory: KernelMemory,
    calls: readonly KernelCall[],
    from: number,
    at?: Checkpoint,
  ): Promise<number[] | undefined> {
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
    const { memory: bytes } = memory;
    const job = { modules: kernelModules(), memory: bytes, memoryId: idOf(bytes), calls: rest, next };
    const outcomes = threads.map(async (thread) => {
      try {
        for (const [index, value] of await thread.work(job, onBlock)) values[index] = value;
      } catch (error) {
        if (thread.started) stop(error);
      }
    });
    await Promise.all(outcomes);
    const started = threads.some((thread) => thread.started);
    if (!started) this.#size = 1;
    this.#giveBack(threads);
    if (failure) throw failure.error;
    return started ? values : undefined;
  }
}

const ids = new WeakMap<WebAssembly.Memory, number>();
let memories = 0;

/** A number of its own for each memory: threads keep kernels over it from job to job. */
function idOf(memory: WebAssembly.Memory): number {
  const id = ids.get(memory) ?? ++memories;
  ids.set(memory, id);
  return id;
}

/** See {@link WorkerPool.gang}. */
export interface Gang extends Disposable {
  /**
   * Runs one call on several threads at the same time; the kernel itself shares its work out among those who come, and
   * does the same with the same bits alone.
   *
   * @param most threads that find work.
   */
  runTogether(memory: KernelMemory, call: KernelCall, most: number): Promise<void>;
}
