import fc from "fast-check";
import { expect, test } from "vitest";
import { blockProducts, callKernel, KernelMemory, mixColumns, ritzPairs, ritzScratch } from "../../../src/kernels";
import { size } from "../../helpers/size";

const blocks = fc
  .record({ rows: fc.integer({ min: 1, max: 23 }), width: fc.constantFrom(4, 8, 12) })
  .chain(({ rows, width }) => {
    const values = fc.array(fc.float({ min: -2, max: 2, noNaN: true }), {
      minLength: rows * width,
      maxLength: rows * width,
    });
    return fc.record({ rows: fc.constant(rows), width: fc.constant(width), x: values, image: values });
  });

test("inner products of a span of rows, and rows times a change, equal the naive ones", () => {
  fc.assert(
    fc.property(blocks, fc.nat(22), ({ rows, width, x: values, image: images }, from) => {
      const range = [from % rows, rows] as const;
      using memory = KernelMemory.acquire();
      const x = memory.float32(rows * width);
      const image = memory.float32(rows * width);
      x.set(values);
      image.set(images);
      const products = { gram: memory.float64(width * width), energy: memory.float64(width * width) };
      callKernel(memory.memory, blockProducts(range, { x, image, width }, products));
      const dot = (left: Float32Array, a: number, right: Float32Array, b: number) => {
        let sum = 0;
        for (let i = range[0]; i < range[1]; i++) sum += left[i * width + a]! * right[i * width + b]!;
        return sum;
      };
      for (let a = 0; a < width; a++) {
        for (let b = a; b < width; b++) {
          expect(products.gram[a * width + b]).toBe(dot(x, a, x, b));
          expect(products.energy[a * width + b]).toBe(dot(x, a, image, b));
        }
      }

      const change = memory.float64(width * width);
      change.set(Float64Array.from({ length: width * width }, (_, e) => ((e * 7) % 11) - 5.25));
      const before = x.slice();
      callKernel(memory.memory, mixColumns(range, { x, width }, change, memory.float32(width)));
      for (let i = 0; i < rows; i++) {
        for (let c = 0; c < width; c++) {
          let sum = 0;
          for (let a = 0; a < width; a++) sum += before[i * width + a]! * change[a * width + c]!;
          expect(x[i * width + c]).toBeCloseTo(i < range[0] ? before[i * width + c]! : sum, 4);
        }
      }
    }),
  );
});

const spectra = fc.record({
  n: fc.integer({ min: 1, max: 9 }),
  seed: fc.nat(1000),
  dependent: fc.boolean(),
});

test("Ritz vectors are orthonormal and diagonalise the matrix, values fall, depending vectors become nothing", () => {
  fc.assert(
    fc.property(spectra, ({ n, seed, dependent }) => {
      const length = 12;
      let state = seed + 1;
      const draw = () => {
        state = (state * 48271) % 2147483647;
        return state / 2147483647 - 0.5;
      };
      const vectors = Array.from({ length: n }, () => Array.from({ length }, draw));
      if (dependent && n > 1) vectors[n - 1] = vectors[0]!.map((value) => 3 * value);
      const weights = Array.from({ length }, (_, t) => 10 - 2 * t); // a diagonal matrix
      using memory = KernelMemory.acquire();
      const gram = memory.float64(n * n);
      const energy = memory.float64(n * n);
      for (let a = 0; a < n; a++) {
        for (let b = a; b < n; b++) {
          for (let t = 0; t < length; t++) {
            gram[a * n + b]! += vectors[a]![t]! * vectors[b]![t]!;
            energy[a * n + b]! += vectors[a]![t]! * weights[t]! * vectors[b]![t]!;
          }
        }
      }
      const pairs = { change: memory.float64(n * n), values: memory.float64(n) };
      callKernel(memory.memory, ritzPairs(n, { gram, energy }, pairs, memory.float64(ritzScratch(n))));
      const made = Array.from({ length: n }, (_, c) =>
        Array.from({ length }, (_, t) =>
          vectors.reduce((sum, vector, a) => sum + vector[t]! * pairs.change[a * n + c]!, 0),
        ),
      );
      const nothing = made.filter((vector) => vector.every((value) => Math.abs(value) < 1e-7)).length;
      expect(nothing).toBe(dependent && n > 1 ? 1 : 0);
      for (let a = 0; a < n; a++) {
        expect(pairs.values[a]).toBeLessThanOrEqual(pairs.values[Math.max(0, a - 1)]!);
        for (let b = 0; b < n; b++) {
          const dot = made[a]!.reduce((sum, value, t) => sum + value * made[b]![t]!, 0);
          const through = made[a]!.reduce((sum, value, t) => sum + value * weights[t]! * made[b]![t]!, 0);
          const real = made[a]!.some((value) => Math.abs(value) > 1e-7);
          expect(dot).toBeCloseTo(a === b && real ? 1 : 0, 6);
          expect(through).toBeCloseTo(a === b ? pairs.values[a]! : 0, 6);
        }
      }
    }),
    { numRuns: size(75, 300) },
  );
});
