/** One worker thread, the same on every platform. */
export interface Thread<To> {
  post(message: To): void;
  /** While held, the thread keeps the process alive. */
  hold(held: boolean): void;
  terminate(): Promise<void>;
}

interface Listener<From> {
  onMessage(message: From): void;
  onError(error: Error): void;
}

/** Whether this platform can run kernels on other threads: workers, and memory shared with them. */
export function threadsAvailable(): boolean {
  const shareable = typeof SharedArrayBuffer !== "undefined";
  return shareable && (nodeThreads() !== undefined || typeof Worker !== "undefined") && threadsAllowed();
}

/** Node's permission model refuses threads unless the process was started with `--allow-worker`. */
function threadsAllowed(): boolean {
  const { permission } = (globalThis.process ?? {}) as { permission?: { has(scope: string): boolean } };
  return permission === undefined || permission.has("worker");
}

/** Starts a thread from code given as text, so that it survives bundling. */
export function startThread<To, From>(code: string, listener: Listener<From>): Thread<To> {
  const node = nodeThreads();
  return node ? startNodeThread(node, code, listener) : startWebThread(code, listener);
}

function nodeThreads(): typeof import("node:worker_threads") | undefined {
  return globalThis.process?.getBuiltinModule?.("node:worker_threads");
}

function startNodeThread<To, From>(
  { Worker }: typeof import("node:worker_threads"),
  code: string,
  { onMessage, onError }: Listener<From>,
): Thread<To> {
  const worker = new Worker(code, { eval: true, execArgv: [], name: "seqment" });
  worker.on("message", onMessage);
  worker.on("error", onError);
  worker.on("exit", (code) => onError(new Error(`a worker thread ended with code ${code}`)));
  worker.unref();
  return {
    post: (message) => worker.postMessage(message),
    hold: (held) => (held ? worker.ref() : worker.unref()),
    async terminate() {
      await worker.terminate();
    },
  };
}

/** Where the page's policy forbids such workers, some browsers throw here, others report it as an error of the worker. */
function startWebThread<To, From>(code: string, { onMessage, onError }: Listener<From>): Thread<To> {
  const url = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
  let worker: Worker | undefined;
  try {
    worker = new Worker(url, { name: "seqment" });
    worker.onmessage = (event: MessageEvent<From>) => onMessage(event.data);
    worker.onerror = (event) => onError(new Error(event.message || "a worker thread failed"));
  } catch (error) {
    queueMicrotask(() => onError(error instanceof Error ? error : new Error(String(error))));
  }
  return {
    post: (message) => worker?.postMessage(message),
    hold: () => {},
    async terminate() {
      worker?.terminate();
      URL.revokeObjectURL(url);
    },
  };
}
