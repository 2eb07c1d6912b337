import { expect, test } from "vitest";
import { checkpoint } from "../../src/core/internal";
import { KernelMemory } from "../../src/kernels";
import { createWorkerPool } from "../../src/parallel";
import { rayleighRitz } from "../../src/parallel/internal";

const ROWS = 5000; // more than two chunks
const WIDTH = 8;

async function onThreads(workers: number) {
  using pool = createWorkerPool(workers);
  using memory = KernelMemory.acquire();
  const x = memory.float32(ROWS * WIDTH);
  const image = memory.float32(ROWS * WIDTH);
  for (let i = 0; i < ROWS; i++) {
    for (let c = 0; c < WIDTH; c++) {
      x[i * WIDTH + c] = Math.sin((i + 1) * (c + 1));
      image[i * WIDTH + c] = (1 + (i % 3)) * x[i * WIDTH + c]!; // a diagonal matrix of 1, 2 and 3
    }
  }
  const values = await rayleighRitz(memory, { x, image, width: WIDTH }, pool, checkpoint("projection", {}));
  return { values, x: x.slice() };
}

test("columns become orthonormal, their values are the means of the matrix along them", async () => {
  const { values, x } = await onThreads(1);
  for (let a = 0; a < WIDTH; a++) {
    let energy = 0;
    for (let i = 0; i < ROWS; i++) energy += (1 + (i % 3)) * x[i * WIDTH + a]! ** 2;
    expect(energy).toBeCloseTo(values[a]!, 5);
    for (let b = 0; b <= a; b++) {
      let dot = 0;
      for (let i = 0; i < ROWS; i++) dot += x[i * WIDTH + a]! * x[i * WIDTH + b]!;
      expect(dot).toBeCloseTo(a === b ? 1 : 0, 5);
    }
  }
});

test("1 and 2 workers give the same bits", async () => {
  expect(await onThreads(2)).toEqual(await onThreads(1));
});
