import fc from "fast-check";
import { expect, test } from "vitest";
import {
  callKernel,
  KernelMemory,
  type SkipGramPositives,
  type SkipGramSide,
  skipGramRows,
} from "../../../src/kernels";

const D = 8;
const DRAWN = 8;
const STILL = { beta1: 0, beta2: 0, rate: 0, doubt: 0 };

interface Problem {
  readonly own: number[][];
  readonly others: number[][];
  readonly samples: number[][];
  /** A row's positives: columns with their counts. */
  readonly positives: (readonly [column: number, count: number])[][];
  readonly noise: number[];
  readonly weights: number[];
}

const problems: fc.Arbitrary<Problem> = fc.integer({ min: 1, max: 11 }).chain((actions) => {
  const numbers = (length: number, min: number, max: number) =>
    fc.array(fc.float({ min, max, noNaN: true }), { minLength: length, maxLength: length });
  const rows = (count: number) => fc.array(numbers(D, -2, 2), { minLength: count, maxLength: count });
  const positive = fc.tuple(
    fc.integer({ min: 0, max: actions - 1 }),
    fc.float({ min: Math.fround(0.1), max: 5, noNaN: true }),
  );
  return fc.record({
    own: rows(actions),
    others: rows(actions),
    samples: rows(DRAWN),
    positives: fc.array(fc.array(positive, { maxLength: 9 }), { minLength: actions, maxLength: actions }),
    noise: numbers(actions, 0, 1),
    weights: numbers(actions, 0, 2),
  });
});

test.each([false, true])("value and gradient equal the naive ones; contexts: %s", (contexts) => {
  fc.assert(
    fc.property(problems, (problem) => {
      using memory = KernelMemory.acquire();
      const { shared, side, others, size } = layOut(memory, problem);
      const value = callKernel(
        memory.memory,
        skipGramRows(shared, side, others, [0, size], { contexts, draw: 1 }, STILL),
      );
      const naive = naiveRows(problem, contexts);
      expect(Math.abs(value - naive.value)).toBeLessThan(1e-4 * (1 + naive.size));
      for (const [i, row] of naive.gradient.entries()) {
        for (const [t, slope] of row.entries()) {
          expect(Math.abs(side.parameters.gradient[i * D + t]! - slope)).toBeLessThan(1e-3);
        }
      }
    }),
  );
});

test("thinned positives are right on average; no draw is like another", () => {
  using memory = KernelMemory.acquire();
  const many = (length: number, of: (i: number) => number) => Array.from({ length }, (_, i) => of(i));
  const problem: Problem = {
    own: [many(D, (t) => 0.1 * t)],
    others: many(60, (c) => c).map((c) => many(D, (t) => ((c * 7 + t) % 5) / 5 - 0.4)),
    samples: many(DRAWN, () => 0).map(() => many(D, () => 0)),
    positives: [many(60, (c) => c).map((c) => [c, c % 10 === 0 ? 3 : 0.2] as const)],
    noise: many(60, () => 0),
    weights: [0],
  };
  const { shared, side, others, size } = layOut(memory, problem);
  const at = (draw: number) =>
    callKernel(memory.memory, skipGramRows(shared, side, others, [0, size], { contexts: false, draw }, STILL));
  const whole = at(0);
  side.thresholds.fill(1);
  const values = Array.from({ length: 500 }, (_, draw) => at(draw));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  expect(Math.abs(mean / whole - 1)).toBeLessThan(0.02);
  expect(new Set(values).size).toBeGreaterThan(400);
  expect(at(7)).toBe(values[7]);
});

test("a step of Adam; what is within the doubt of its row moves in proportion", () => {
  fc.assert(
    fc.property(problems, fc.constantFrom(0, 0.5, 20), (problem, doubt) => {
      using memory = KernelMemory.acquire();
      const { shared, side, others, size } = layOut(memory, problem);
      for (let i = 0; i < size; i++) shared.deviations[i] = 1 + (i % 3);
      const before = side.parameters.values.slice();
      const step = { beta1: 0.8, beta2: 0.9, rate: 0.1, doubt };
      callKernel(memory.memory, skipGramRows(shared, side, others, [0, size], { contexts: false, draw: 1 }, step));
      const { values, gradient } = side.parameters;
      for (let e = 0; e < size * D; e++) {
        const slope = gradient[e]!;
        const unsure = doubt * shared.deviations[Math.floor(e / D)]!;
        const move = slope === 0 ? 0 : (0.1 * 0.2 * slope) / (Math.sqrt(0.1 * slope * slope) + unsure + 1e-12);
        expect(values[e]).toBeCloseTo(before[e]! - move, 5);
      }
    }),
  );
});

function layOut(memory: KernelMemory, problem: Problem) {
  const actions = problem.own.length;
  const size = Math.ceil(actions / 8) * 8;
  const fill = (length: number, rows: readonly (readonly number[])[], width: number) => {
    const array = memory.float32(length);
    for (const [i, row] of rows.entries()) array.set(row, i * width);
    return array;
  };
  const zeros = () => memory.float32(size * D);
  const offsets = memory.int32(size + 1);
  const flat = problem.positives.flat();
  let end = 0;
  for (let i = 0; i < size; i++) offsets[i + 1] = end += problem.positives[i]?.length ?? 0;
  const columns = memory.int32(flat.length);
  columns.set(flat.map(([column]) => column));
  const turned = memory.float32(D * DRAWN);
  for (const [s, row] of problem.samples.entries()) for (const [t, x] of row.entries()) turned[t * DRAWN + s] = x;
  const shared: SkipGramPositives = {
    d: D,
    drawn: DRAWN,
    offsets,
    columns,
    counts: fill(flat.length, [flat.map(([, count]) => count)], 0),
    noise: fill(Math.max(size, problem.noise.length), [problem.noise], 0),
    deviations: memory.float32(size),
    scores: memory.float32(size * DRAWN),
  };
  const side: SkipGramSide = {
    parameters: { values: fill(size * D, problem.own, D), gradient: zeros(), mean: zeros(), square: zeros() },
    thresholds: memory.float32(size),
    weights: fill(size, [problem.weights], 0),
    samples: fill(DRAWN * D, problem.samples, D),
    turned,
  };
  return { shared, side, others: fill(problem.others.length * D, problem.others, D), size };
}

function naiveRows({ own, others, samples, positives, noise, weights }: Problem, contexts: boolean) {
  let value = 0;
  let size = 0;
  const gradient = own.map((u, i) => {
    const slopes = new Array<number>(D).fill(0);
    const add = (y: readonly number[], slope: number) => {
      for (const [t, x] of y.entries()) slopes[t]! += slope * x;
    };
    for (const sample of samples) {
      const x = dot(u, sample);
      value += weights[i]! * softplus(x);
      add(sample, weights[i]! * sigma(x));
    }
    for (const [column, n] of positives[i]!) {
      const x = dot(u, others[column]!);
      const b = noise[contexts ? i : column]!;
      value += n * (softplus(-x) - b * softplus(x));
      size += n * (softplus(-x) + b * softplus(x));
      add(others[column]!, n * (sigma(x) - 1) - n * b * sigma(x));
    }
    return slopes;
  });
  return { value, size, gradient };
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, x, t) => sum + x * b[t]!, 0);
}

function sigma(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}
