import { expect, test } from "vitest";
import { checkpoint, matrix } from "../../src/core/internal";
import { KernelMemory, type PaddedRows, rowNorms } from "../../src/kernels";
import { createWorkerPool } from "../../src/parallel";
import { umap } from "../../src/projection";
import { expectAbortMidway } from "../helpers/abort";

const ROWS = 20_000;
const COLS = 256;
const points = matrix(
  ROWS,
  COLS,
  Float32Array.from({ length: ROWS * COLS }, (_, i) => ((i * 7919) % 1000) / 500 - 1),
);

/** Blocks of 500 rows, many times over, so that the job outlasts the inline budget. */
function blocks(padded: PaddedRows, norms: Float32Array, repeats: number) {
  return Array.from({ length: (ROWS / 500) * repeats }, (_, i) => {
    const start = (i % (ROWS / 500)) * 500;
    const part = {
      ...padded,
      rows: 500,
      data: padded.data.subarray(start * padded.stride, (start + 500) * padded.stride),
    };
    return rowNorms(part, norms.subarray(start, start + 500));
  });
}

async function normsWith(workers: number): Promise<Float32Array> {
  using memory = KernelMemory.acquire();
  using pool = createWorkerPool(workers);
  const norms = memory.float32(ROWS);
  await pool.run(memory, blocks(memory.rows(points), norms, 10));
  return norms.slice();
}

test("1, 2 and 4 workers give the same bits", async () => {
  const one = await normsWith(1);
  expect(one.some((norm) => norm > 0)).toBe(true);
  expect(await normsWith(2)).toEqual(one);
  expect(await normsWith(4)).toEqual(one);
});

test.each([1, 2])("an abort with %i workers rejects with its reason, and the pool works on", async (workers) => {
  using memory = KernelMemory.acquire();
  using pool = createWorkerPool(workers);
  const norms = memory.float32(ROWS);
  const padded = memory.rows(points);
  const calls = blocks(padded, norms, 10);
  for (const past of [0, 0.5]) {
    await expectAbortMidway((follower) => pool.run(memory, calls, checkpoint("norms", follower)), { past });
  }
  await pool.run(memory, blocks(padded, norms, 1));
  expect(norms.every((norm) => norm > 0)).toBe(true);
});

test("progress never falls and ends at 1", async () => {
  using memory = KernelMemory.acquire();
  using pool = createWorkerPool(2);
  const seen: number[] = [];
  const onProgress = ({ fraction }: { fraction: number }) => seen.push(fraction);
  await pool.run(memory, blocks(memory.rows(points), memory.float32(ROWS), 20), checkpoint("norms", { onProgress }));
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
  expect(seen[0]).toBe(0);
  expect(seen.at(-1)).toBe(1);
});

test("jobs at the same time share the threads out, and each gets its own results", async () => {
  using pool = createWorkerPool(2);
  const expected = await normsWith(1);
  const jobs = await Promise.all(
    [1, 2, 3, 4].map(async () => {
      using memory = KernelMemory.acquire();
      const norms = memory.float32(ROWS);
      await pool.run(memory, blocks(memory.rows(points), norms, 10));
      return norms.slice();
    }),
  );
  for (const norms of jobs) expect(norms).toEqual(expected);
});

test("layouts at the same time, more than there are threads, are those of one after the other", async () => {
  using pool = createWorkerPool(2);
  const sets = [600, 1200, 2000].map((rows) => matrix(rows, 4, points.data.subarray(rows, 5 * rows)));
  const alone = [];
  for (const set of sets) alone.push(await umap(set, { nEpochs: 30, workers: 1 }));
  const together = await Promise.all(sets.map((set) => umap(set, { nEpochs: 30, workers: pool })));
  expect(together.map(({ embedding }) => embedding)).toEqual(alone.map(({ embedding }) => embedding));
});
