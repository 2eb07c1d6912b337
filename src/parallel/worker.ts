// What a worker thread runs. Bundled to text by scripts/build-kernels.mjs; imports nothing but types.
import type { FromWorker, ToWorker } from "./protocol";

interface Port {
  postMessage(message: FromWorker): void;
  onMessage(listener: (message: ToWorker) => void): void;
}

type Kernels = Record<string, (...args: number[]) => number>;

const port = openPort();

port.onMessage(({ modules, memory, calls, next }) => {
  const results: [index: number, value: number][] = [];
  try {
    const kernels: Kernels = {};
    for (const module of modules) Object.assign(kernels, new WebAssembly.Instance(module, { env: { memory } }).exports);
    for (let index = Atomics.add(next, 0, 1); index < calls.length; index = Atomics.add(next, 0, 1)) {
      const [kernel, ...args] = calls[index]!;
      results.push([index, kernels[kernel]!(...args)]);
      port.postMessage({ kind: "block" });
    }
    port.postMessage({ kind: "done", results });
  } catch (error) {
    port.postMessage({ kind: "failed", message: error instanceof Error ? error.message : String(error) });
  }
});

port.postMessage({ kind: "ready" });

/** Node's worker_threads, or the Worker of browsers, Deno and Bun. */
function openPort(): Port {
  const node = globalThis.process?.getBuiltinModule?.("node:worker_threads")?.parentPort;
  if (node) {
    return {
      postMessage: (message) => node.postMessage(message),
      onMessage: (listener) => void node.on("message", listener),
    };
  }
  const scope = globalThis as unknown as Worker;
  return {
    postMessage: (message) => scope.postMessage(message),
    onMessage(listener) {
      scope.onmessage = (event: MessageEvent<ToWorker>) => listener(event.data);
    },
  };
}
