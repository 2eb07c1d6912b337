import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { checkpoint, matrix } from "../../src/core/internal";
import { KernelMemory, rowNorms } from "../../src/kernels";
import { createWorkerPool } from "../../src/parallel";
import { takeThread } from "../../src/parallel/spare-threads";

/** Workers of a page whose policy forbids them: it throws at once, or notifies the worker a moment later. */
const FORBIDDEN = {
  "throws at once": class {
    constructor() {
      attempts += 1;
      throw new Error("the policy forbids it");
    }
  },
  "reports an error": class {
    onerror: ((event: object) => void) | undefined;
    constructor() {
      attempts += 1;
      setImmediate(() => this.onerror?.({ message: "" }));
    }
    postMessage(): void {}
    terminate(): void {}
  },
};
let attempts = 0;

const ROWS = 40_000;
const points = matrix(
  ROWS,
  64,
  Float32Array.from({ length: ROWS * 64 }, (_, i) => (i % 97) / 97),
);

/** So many that the calling thread alone, however fast, asks for others. */
const CALLS = 200 * (ROWS / 500);

/** Ends the threads that other tests have left: no pool of this one shall find them. */
async function endSpareThreads(): Promise<void> {
  for (let thread = takeThread(); thread.started; thread = takeThread()) await thread.terminate();
}

function calls(memory: KernelMemory, norms: Float32Array) {
  const padded = memory.rows(points);
  return Array.from({ length: CALLS }, (_, i) => {
    const start = (i % (ROWS / 500)) * 500;
    const data = padded.data.subarray(start * padded.stride, (start + 500) * padded.stride);
    return rowNorms({ ...padded, rows: 500, data }, norms.subarray(start, start + 500));
  });
}

describe.each(Object.entries(FORBIDDEN))("a policy that forbids workers and %s", (_, Worker) => {
  beforeEach(async () => {
    vi.spyOn(process, "getBuiltinModule").mockReturnValue(undefined as never);
    vi.stubGlobal("Worker", Worker);
    await endSpareThreads();
    attempts = 0;
  });

  afterEach(() => {
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });

  test("leaves a job to the calling thread, with the same result", async () => {
    using memory = KernelMemory.acquire();
    const pool = createWorkerPool(3);
    expect(pool.size).toBe(3);
    const norms = memory.float32(ROWS);
    const alone = memory.float32(ROWS);
    const values = await pool.run(memory, calls(memory, norms));
    expect(values).toHaveLength(CALLS);
    await expect.poll(() => pool.size).toBe(1); // the error comes by an event of its own
    await createWorkerPool(1).run(memory, calls(memory, alone));
    expect(norms).toEqual(alone);
    expect(norms.some((norm) => norm > 0)).toBe(true);

    const before = attempts;
    expect(before).toBeGreaterThan(0);
    await pool.run(memory, calls(memory, norms));
    expect(attempts).toBe(before); // it does not try again
  });

  test("leaves the steps of a gang to it, each of them done once", async () => {
    using memory = KernelMemory.acquire();
    const pool = createWorkerPool(3);
    const norms = memory.float32(ROWS);
    using gang = pool.gang();
    const [call] = calls(memory, norms);
    await gang.runTogether(memory, call!, 3);
    expect(pool.size).toBe(1);
    expect(norms.subarray(0, 500).every((norm) => norm > 0)).toBe(true);
    norms.fill(0);
    await gang.runTogether(memory, call!, 3);
    expect(norms.subarray(0, 500).every((norm) => norm > 0)).toBe(true);
  });

  test("an abort is seen all the same", async () => {
    using memory = KernelMemory.acquire();
    const pool = createWorkerPool(2);
    const controller = new AbortController();
    const at = checkpoint("norms", {
      signal: controller.signal,
      onProgress: ({ fraction }) => fraction > 0.5 && controller.abort(new Error("enough")),
    });
    await expect(pool.run(memory, calls(memory, memory.float32(ROWS)), at)).rejects.toThrow("enough");
  });
});
