import { expect, test } from "vitest";
import type { Csr } from "../../src/core";
import { checkpoint, randomStream, transposedCsr } from "../../src/core/internal";
import { KernelMemory } from "../../src/kernels";
import { createWorkerPool } from "../../src/parallel";
import { gramProducts, prefersGram } from "../../src/parallel/gram-products";
import { sparseProducts, sparseSides } from "../../src/parallel/matrix-products";
import { sparseSingularVectors } from "../../src/parallel/sparse-singular-vectors";

const at = checkpoint("test", {});

/** Rows with so many entries each, of a few directions and noise. */
function madeUp(rows: number, cols: number, entries: number): Csr {
  const random = randomStream(5, "test/gram");
  const offsets = Uint32Array.from({ length: rows + 1 }, (_, i) => i * entries);
  const columns = new Uint32Array(rows * entries);
  const values = new Float32Array(rows * entries);
  const step = Math.floor(cols / entries);
  for (let i = 0; i < rows; i++) {
    for (let e = 0; e < entries; e++) {
      columns[i * entries + e] = e * step + random.integer(step, i, e);
      values[i * entries + e] = 1 + (i % 4) * (e % 3) + random.uniform(i, e);
    }
  }
  return { offsets, columns, values, rows, cols };
}

test("products with the Gram matrix written out are those of the sparse matrix", async () => {
  using memory = KernelMemory.acquire();
  using pool = createWorkerPool(1);
  const table = madeUp(300, 50, 10);
  const sides = sparseSides(memory, table, await transposedCsr(table, at));
  const width = 16;
  const x = memory.float32(50 * width);
  for (let e = 0; e < x.length; e++) x[e] = Math.sin(e);
  const [one, other] = [memory.float32(x.length), memory.float32(x.length)];
  const step = { x, before: x, scale: 0.01, shift: -0.5 };
  await sparseProducts(memory, sides, width, pool).multiply({ ...step, out: one }, at);
  await (await gramProducts(memory, sides, width, pool, at)).multiply({ ...step, out: other }, at);
  for (let e = 0; e < one.length; e++) expect(Math.abs(one[e]! - other[e]!)).toBeLessThan(1e-4);
});

test("a short side with many entries is searched over its Gram matrix: singular vectors, the same bits for any workers", async () => {
  using memory = KernelMemory.acquire();
  const table = madeUp(120, 4000, 100);
  const turned = await transposedCsr(table, at);
  expect(prefersGram(sparseSides(memory, turned, table), 24)).toBe(true);
  const found = await Promise.all(
    [1, 2, 4].map(async (workers) => {
      using pool = createWorkerPool(workers);
      return sparseSingularVectors(table, 8, { random: randomStream(1, "test/start"), pool, at });
    }),
  );
  for (const other of found) expect(other).toEqual(found[0]);
  const { squares, vectors } = found[0]!;
  for (let c = 0; c < 8; c++) {
    // A'A v = s² v
    const image = new Float64Array(table.cols);
    for (let i = 0; i < table.rows; i++) {
      let along = 0;
      for (let p = table.offsets[i]!; p < table.offsets[i + 1]!; p++) {
        along += table.values[p]! * vectors.data[table.columns[p]! * 8 + c]!;
      }
      for (let p = table.offsets[i]!; p < table.offsets[i + 1]!; p++) {
        image[table.columns[p]!]! += along * table.values[p]!;
      }
    }
    let [apart, length] = [0, 0];
    for (let j = 0; j < table.cols; j++) {
      const value = vectors.data[j * 8 + c]!;
      apart += (image[j]! - squares[c]! * value) ** 2;
      length += value * value;
    }
    expect(Math.abs(length - 1)).toBeLessThan(1e-5);
    expect(Math.sqrt(apart)).toBeLessThan(5e-3 * squares[c]!);
  }
});

test("of a matrix of rank 3 no more than three squares are above 0, over its Gram matrix too", async () => {
  const rows = 60;
  const cols = 900;
  const offsets = Uint32Array.from({ length: rows + 1 }, (_, i) => i * cols);
  const columns = Uint32Array.from({ length: rows * cols }, (_, e) => e % cols);
  const values = Float32Array.from({ length: rows * cols }, (_, e) => {
    const [i, j] = [Math.floor(e / cols), e % cols];
    return (i % 3) * (j % 5) + (i % 2) * (j % 7) + (i % 4 === 0 ? 1 : 0);
  });
  using pool = createWorkerPool(1);
  const table = { offsets, columns, values, rows, cols };
  const { squares } = await sparseSingularVectors(table, 10, { random: randomStream(1, "test/start"), pool, at });
  expect(squares.filter((square) => square > 0).length).toBe(3);
});
