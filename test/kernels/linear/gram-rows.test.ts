import fc from "fast-check";
import { expect, test } from "vitest";
import { callKernel, gramRows, KernelMemory } from "../../../src/kernels";

const table = fc
  .record({ rows: fc.integer({ min: 1, max: 12 }), cols: fc.integer({ min: 1, max: 12 }) })
  .chain(({ rows, cols }) => {
    const value = fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, fc.integer({ min: -9, max: 9 }));
    const row = fc.array(value, { minLength: cols, maxLength: cols });
    return fc.array(row, { minLength: rows, maxLength: rows });
  });

test("rows of a Gram matrix: as the naive ones, in as many calls as one likes", () => {
  fc.assert(
    fc.property(table, fc.integer({ min: 1, max: 5 }), (a, step) => {
      using memory = KernelMemory.acquire();
      const sides = { rows: inMemory(memory, a), turned: inMemory(memory, turned(a)) };
      const stride = a.length + 3;
      const out = memory.float32(a.length * stride);
      for (let first = 0; first < a.length; first += step) {
        const last = Math.min(first + step, a.length);
        callKernel(memory.memory, gramRows(memory, [first, last], sides, { out, stride }));
      }
      for (const [i, x] of a.entries()) {
        for (const [j, y] of a.entries()) {
          expect(out[i * stride + j]).toBe(x.reduce((sum, value, c) => sum + value * y[c]!, 0));
        }
        for (let j = a.length; j < stride; j++) expect(out[i * stride + j]).toBe(0);
      }
    }),
  );
});

function turned(a: readonly (readonly number[])[]): number[][] {
  return a[0]!.map((_, c) => a.map((row) => row[c]!));
}

function inMemory(memory: KernelMemory, a: readonly (readonly number[])[]) {
  const entries = a.map((row) => row.flatMap((value, column) => (value === 0 ? [] : [{ column, value }])));
  const offsets = memory.int32(a.length + 1);
  for (const [i, row] of entries.entries()) offsets[i + 1] = offsets[i]! + row.length;
  const columns = memory.int32(offsets.at(-1)!);
  const values = memory.float32(offsets.at(-1)!);
  columns.set(entries.flat().map(({ column }) => column));
  values.set(entries.flat().map(({ value }) => value));
  return { offsets, columns, values };
}
