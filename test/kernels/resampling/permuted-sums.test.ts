import fc from "fast-check";
import { expect, test } from "vitest";
import { callKernel, KernelMemory, permutedSums, permutedSumsLength } from "../../../src/kernels";
import { permutedSums as naive } from "../../reference/permuted-sums";

const anyRows = fc.tuple(fc.integer({ min: 2, max: 40 }), fc.integer({ min: 1, max: 3 })).chain(([n, cols]) =>
  fc.tuple(
    fc.array(fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: cols, maxLength: cols }), {
      minLength: n,
      maxLength: n,
    }),
    fc.integer({ min: 1, max: n - 1 }),
    fc.tuple(fc.nat(0xffffffff), fc.nat(0xffffffff)),
  ),
);

test("permuted sums are the naive ones, to the bit", () => {
  fc.assert(
    fc.property(anyRows, fc.integer({ min: 1, max: 9 }), ([rows, size, keys], permutations) => {
      using memory = KernelMemory.acquire();
      const cols = rows[0]!.length;
      const values = memory.float64(rows.length * cols);
      values.set(rows.flat());
      const sums = memory.float64(permutedSumsLength(permutations, cols));
      callKernel(memory.memory, permutedSums({ values, rows: rows.length, cols, size }, keys, [0, permutations], sums));
      for (let p = 0; p < permutations; p++) {
        const own = rows[0]!.map((_, c) => sums[((p >> 2) * cols + c) * 4 + (p & 3)]!);
        expect(own).toEqual(naive(rows, size, keys, p));
      }
    }),
  );
});

test("every set of rows is drawn equally often", () => {
  using memory = KernelMemory.acquire();
  const values = memory.float64(5);
  values.set([1, 2, 4, 8, 16]); // a sum identifies its set
  const permutations = 20_000;
  const sums = memory.float64(permutedSumsLength(permutations, 1));
  callKernel(memory.memory, permutedSums({ values, rows: 5, cols: 1, size: 2 }, [7, 9], [0, permutations], sums));
  const counts = new Map<number, number>();
  for (const sum of sums) counts.set(sum, (counts.get(sum) ?? 0) + 1);
  expect(counts.size).toBe(10);
  for (const count of counts.values()) expect(Math.abs(count - 2000)).toBeLessThan(5 * Math.sqrt(1800));
});
