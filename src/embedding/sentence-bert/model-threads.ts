import { startThread, type Thread } from "../../parallel/internal";
import { WORKER_CODE } from "./generated/worker-code";
import type { FromModel, ToModel } from "./protocol";

/** Threads end by themselves when nothing was asked of them for so long; the next question starts them again. */
const IDLE_MS = 10_000;

/** Threads that each hold a session of the model; a question goes to the first that is free. */
export class ModelThreads implements Disposable {
  readonly size: number;
  #free: ModelThread[] = [];
  #working = 0;
  #waiting: ((thread: ModelThread) => void)[] = [];
  #idle: ReturnType<typeof setTimeout> | undefined;

  constructor(size: number) {
    this.size = size;
  }

  /** @throws Error with what the thread says, and MemoryError where it had too little memory. */
  async ask(question: Exclude<ToModel, { kind: "end" }>): Promise<FromModel> {
    clearTimeout(this.#idle);
    const thread = await this.#take();
    try {
      return await thread.ask(question);
    } finally {
      this.#giveBack(thread);
    }
  }

  /** Ends the threads that are free, and the others as they become so; the next question starts them again. */
  dispose(): void {
    clearTimeout(this.#idle);
    for (const thread of this.#free.splice(0)) void thread.end();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  #take(): ModelThread | Promise<ModelThread> {
    const thread = this.#free.pop();
    if (thread === undefined && this.#working >= this.size) return new Promise((take) => this.#waiting.push(take));
    this.#working += 1;
    return thread ?? new ModelThread();
  }

  #giveBack(thread: ModelThread): void {
    const next = this.#waiting.shift();
    if (next) next(thread.alive ? thread : new ModelThread());
    else {
      this.#working -= 1;
      if (thread.alive) this.#free.push(thread);
      if (this.#working > 0) return;
      this.#idle = setTimeout(() => this.dispose(), IDLE_MS);
      (this.#idle as { unref?: () => void }).unref?.();
    }
  }
}

/** A thread with at most one question at a time. */
class ModelThread {
  alive = true;
  readonly #thread: Thread<ToModel>;
  #asked: { resolve(answer: FromModel): void; reject(error: Error): void } | undefined;

  constructor() {
    this.#thread = startThread<ToModel, FromModel>(WORKER_CODE, {
      onMessage: (message) => {
        if (message.kind === "failed") this.#settle()?.reject(failure(message.message));
        else this.#settle()?.resolve(message);
      },
      onError: (error) => {
        this.alive = false;
        this.#settle()?.reject(failure(error.message));
      },
    });
  }

  ask(question: ToModel): Promise<FromModel> {
    return new Promise((resolve, reject) => {
      this.#asked = { resolve, reject };
      this.#thread.hold(true);
      this.#thread.post(question);
    });
  }

  /** Releases the session before the thread ends. */
  async end(): Promise<void> {
    await this.ask({ kind: "end" }).catch(() => {});
    await this.#thread.terminate();
  }

  #settle() {
    const asked = this.#asked;
    this.#asked = undefined;
    this.#thread.hold(false);
    return asked;
  }
}

const OUT_OF_MEMORY = /bad_alloc|allocat|out of memory|memory limit/i;

function failure(message: string): Error {
  return new Error(
    OUT_OF_MEMORY.test(message)
      ? `out of memory in the sentence model: lower "batchTokens", "maxTokens" or "workers" (${message})`
      : `the sentence model failed: ${message}`,
  );
}
