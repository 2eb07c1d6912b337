import { expect, test } from "vitest";
import type { Csr } from "../../src/core";
import { checkpoint, randomStream } from "../../src/core/internal";
import { createWorkerPool } from "../../src/parallel";
import { spectralCoordinates } from "../../src/projection/spectral";

/** A path of n points; eigenvectors of its normalised Laplacian are cosines along it. */
function path(n: number): Csr {
  const offsets = new Uint32Array(n + 1);
  const columns: number[] = [];
  for (let i = 0; i < n; i++) {
    if (i > 0) columns.push(i - 1);
    if (i < n - 1) columns.push(i + 1);
    offsets[i + 1] = columns.length;
  }
  const values = new Float32Array(columns.length).fill(1);
  return { offsets, columns: Uint32Array.from(columns), values, rows: n, cols: n };
}

test.each([
  ["densely", 20],
  ["by filtered subspaces", 150],
])("the slowest vibrations of a path, %s", async (_, n) => {
  using pool = createWorkerPool(1);
  const context = { random: randomStream(1, "test"), pool, at: checkpoint("test", {}) };
  const { data } = await spectralCoordinates(path(n), 2, context);
  for (const mode of [1, 2]) {
    const expected = Array.from({ length: n }, (_, i) => {
      const root = i === 0 || i === n - 1 ? 1 : Math.SQRT2;
      return root * Math.cos((Math.PI * mode * i) / (n - 1));
    });
    const column = Array.from({ length: n }, (_, i) => data[2 * i + mode - 1]!);
    const dot = (a: number[], b: number[]) => a.reduce((sum, x, i) => sum + x * b[i]!, 0);
    const cosine = dot(expected, column) / Math.sqrt(dot(expected, expected) * dot(column, column));
    expect(Math.abs(cosine)).toBeGreaterThan(0.999);
    expect(Math.max(...column)).toBeGreaterThanOrEqual(-Math.min(...column) - 1e-6);
  }
});
