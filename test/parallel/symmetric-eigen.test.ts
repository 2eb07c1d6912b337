import fc from "fast-check";
import { expect, test } from "vitest";
import { symmetricEigen } from "../../src/parallel/internal";
import { size } from "../helpers/size";
import { symmetricEigen as naiveEigen } from "../reference/symmetric-eigen";

const values = fc.oneof(fc.integer({ min: -2, max: 2 }), fc.double({ min: -1e3, max: 1e3, noNaN: true }));
const symmetric = fc.integer({ min: 1, max: 9 }).chain((n) =>
  fc.array(values, { minLength: n * n, maxLength: n * n }).map((entries) => {
    const a = Float64Array.from(entries);
    for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) a[i * n + j] = a[j * n + i]!;
    return { a, n };
  }),
);

test("vectors are orthonormal and rebuild the matrix, values fall", async () => {
  await fc.assert(
    fc.asyncProperty(symmetric, async ({ a, n }) => {
      const { values, vectors } = await symmetricEigen(a, n);
      const size = Math.max(...a.map(Math.abs));
      for (let i = 0; i < n; i++) {
        expect(values[i]).toBeLessThanOrEqual(values[Math.max(0, i - 1)]!);
        for (let j = 0; j < n; j++) {
          let dot = 0;
          let rebuilt = 0;
          for (let c = 0; c < n; c++) {
            dot += vectors[i * n + c]! * vectors[j * n + c]!;
            rebuilt += values[c]! * vectors[c * n + i]! * vectors[c * n + j]!;
          }
          expect(Math.abs(dot - (i === j ? 1 : 0))).toBeLessThan(1e-12);
          expect(Math.abs(rebuilt - a[i * n + j]!)).toBeLessThanOrEqual(1e-12 * size + 2 * n * Number.MIN_VALUE);
        }
      }
    }),
    { numRuns: size(125, 500) },
  );
});

test("a known matrix", async () => {
  const { values, vectors } = await symmetricEigen(Float64Array.of(2, 1, 1, 2), 2);
  expect(values[0]).toBeCloseTo(3, 14);
  expect(values[1]).toBeCloseTo(1, 14);
  expect(Math.abs(vectors[0]!)).toBeCloseTo(Math.SQRT1_2, 14);
});

test("a larger matrix has the naive one's eigenvalues", async () => {
  const n = 61;
  const a = Float64Array.from({ length: n * n }, (_, e) => {
    const [i, j] = [Math.floor(e / n), e % n];
    return Math.sin((i + 1) * (j + 1)) + (i === j ? i : 0);
  });
  const naive = naiveEigen(a, n);
  const { values } = await symmetricEigen(a, n);
  for (let i = 0; i < n; i++) expect(values[i]).toBeCloseTo(naive.values[i]!, 10);
});
