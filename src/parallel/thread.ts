import { WORKER_CODE } from "./generated/worker-code";
import type { FromWorker, ToWorker } from "./protocol";

/** One worker thread, the same on every platform. */
export interface Thread {
  post(job: ToWorker): void;
  /** While held, the thread keeps the process alive. */
  hold(held: boolean): void;
  terminate(): Promise<void>;
}

interface Listener {
  onMessage(message: FromWorker): void;
  onError(error: Error): void;
}

/** Whether this platform can run kernels on other threads: workers, and memory shared with them. */
export function threadsAvailable(): boolean {
  const shareable = typeof SharedArrayBuffer !== "undefined";
  return shareable && (nodeThreads() !== undefined || typeof Worker !== "undefined");
}

/** Starts a thread from embedded code, so that it survives bundling. */
export function startThread(listener: Listener): Thread {
  const node = nodeThreads();
  return node ? startNodeThread(node, listener) : startWebThread(listener);
}

function nodeThreads(): typeof import("node:worker_threads") | undefined {
  return globalThis.process?.getBuiltinModule?.("node:worker_threads");
}

function startNodeThread({ Worker }: typeof import("node:worker_threads"), { onMessage, onError }: Listener): Thread {
  const worker = new Worker(WORKER_CODE, { eval: true, execArgv: [], name: "seqment" });
  worker.on("message", onMessage);
  worker.on("error", onError);
  worker.on("exit", (code) => onError(new Error(`a worker thread ended with code ${code}`)));
  worker.unref();
  return {
    post: (job) => worker.postMessage(job),
    hold: (held) => (held ? worker.ref() : worker.unref()),
    async terminate() {
      await worker.terminate();
    },
  };
}

function startWebThread({ onMessage, onError }: Listener): Thread {
  const url = URL.createObjectURL(new Blob([WORKER_CODE], { type: "text/javascript" }));
  const worker = new Worker(url, { name: "seqment" });
  worker.onmessage = (event: MessageEvent<FromWorker>) => onMessage(event.data);
  worker.onerror = (event) => onError(new Error(event.message || "a worker thread failed"));
  return {
    post: (job) => worker.postMessage(job),
    hold: () => {},
    async terminate() {
      worker.terminate();
      URL.revokeObjectURL(url);
    },
  };
}
