// What a worker thread runs. Bundled to text by scripts/build-kernels.mjs; imports nothing but types.
import type { FromWorker, ToWorker } from "./protocol";

interface Port {
  postMessage(message: FromWorker): void;
  onMessage(listener: (message: ToWorker) => void): void;
}

type Kernels = Record<string, (...args: number[]) => number>;

const port = openPort();

/** How long the memory of a job is held after it, in milliseconds: the next job is often on the same. */
const HOLD_MS = 100;

let held: { readonly id: number; readonly modules: number; readonly kernels: Kernels } | undefined;
let forgetting: ReturnType<typeof setTimeout> | undefined;

port.onMessage(({ modules, memory, memoryId, calls, next }) => {
  clearTimeout(forgetting);
  const results: [index: number, value: number][] = [];
  try {
    if (held?.id !== memoryId || held.modules !== modules.length) {
      const kernels: Kernels = {};
      for (const module of modules)
        Object.assign(kernels, new WebAssembly.Instance(module, { env: { memory } }).exports);
      held = { id: memoryId, modules: modules.length, kernels };
    }
    const { kernels } = held;
    for (let index = Atomics.add(next, 0, 1); index < calls.length; index = Atomics.add(next, 0, 1)) {
      const [kernel, ...args] = calls[index]!;
      results.push([index, kernels[kernel]!(...args)]);
      port.postMessage({ kind: "block" });
    }
    port.postMessage({ kind: "done", results });
  } catch (error) {
    port.postMessage({ kind: "failed", message: error instanceof Error ? error.message : String(error) });
  }
  forgetting = setTimeout(() => {
    held = undefined;
  }, HOLD_MS);
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
