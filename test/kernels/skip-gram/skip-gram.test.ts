import fc from "fast-check";
import { expect, test } from "vitest";
import { callKernel, KernelMemory, type SkipGramMemory, skipGramContexts, skipGramWords } from "../../../src/kernels";
import { skipGram as naive } from "../../reference/skip-gram";

const D = 8;
const STILL = { beta1: 0, beta2: 0, rate: 0 };

/** Counts between 0 and 3, scores from about -40 to 40. */
const problems = fc.integer({ min: 1, max: 13 }).chain((actions) => {
  const rows = (width: number, size: number) =>
    fc.array(fc.array(fc.float({ min: -size, max: size, noNaN: true }), { minLength: width, maxLength: width }), {
      minLength: actions,
      maxLength: actions,
    });
  return fc.record({
    words: rows(D, 3),
    contexts: rows(D, 3),
    counts: rows(actions, 3).map((all) => all.map((row) => row.map((n) => Math.max(0, n)))),
    noise: rows(1, 2).map((all) => all.map(([n]) => Math.abs(n!))),
  });
});
type Problem = typeof problems extends fc.Arbitrary<infer P> ? P : never;

test("loss and gradients equal the naive ones", () => {
  fc.assert(
    fc.property(problems, (problem) => {
      using memory = KernelMemory.acquire();
      const model = layOut(memory, problem);
      const { loss, slopes } = naive(problem.counts, problem.noise, problem.words, problem.contexts);
      const ours = callKernel(memory.memory, skipGramWords(model, 0, model.size, STILL));
      expect(Math.abs(ours - loss)).toBeLessThanOrEqual(2e-5 * loss + 1e-5);
      callKernel(memory.memory, skipGramContexts(model, 0, model.size, STILL));
      for (let a = 0; a < problem.words.length; a++) {
        for (let t = 0; t < D; t++) {
          const ofWord = slopes[a]!.reduce((sum, slope, c) => sum + slope * problem.contexts[c]![t]!, 0);
          const ofContext = slopes.reduce((sum, row, w) => sum + row[a]! * problem.words[w]![t]!, 0);
          expect(Math.abs(model.words.gradient[a * D + t]! - ofWord)).toBeLessThan(2e-3);
          expect(Math.abs(model.contexts.gradient[a * D + t]! - ofContext)).toBeLessThan(2e-3);
        }
      }
    }),
  );
});

test("the gradient is the slope of the loss, by finite differences of the naive one", () => {
  const [problem] = fc.sample(problems, { seed: 5, numRuns: 20 }).filter(({ words }) => words.length > 5);
  const { counts, noise, words, contexts } = problem!;
  const { slopes } = naive(counts, noise, words, contexts);
  const lossAt = (w: number, t: number, step: number) => {
    const moved = words.map((row, i) => row.map((x, s) => (i === w && s === t ? x + step : x)));
    return naive(counts, noise, moved, contexts).loss;
  };
  for (let w = 0; w < words.length; w++) {
    for (let t = 0; t < D; t++) {
      const gradient = slopes[w]!.reduce((sum, slope, c) => sum + slope * contexts[c]![t]!, 0);
      const difference = (lossAt(w, t, 1e-5) - lossAt(w, t, -1e-5)) / 2e-5;
      expect(Math.abs(gradient - difference)).toBeLessThan(1e-5 * (1 + Math.abs(gradient)));
    }
  }
});

test("a step of Adam moves contexts at once, words with the next call, padding never", () => {
  using memory = KernelMemory.acquire();
  const [problem] = fc.sample(problems, { seed: 3, numRuns: 20 }).filter(({ words }) => words.length === 6);
  const model = layOut(memory, problem!);
  const step = { beta1: 0.9, beta2: 0.95, rate: 0.1 };
  const before = [model.words, model.contexts].map(({ values }) => values.slice());
  callKernel(memory.memory, skipGramWords(model, 0, model.size, STILL));
  callKernel(memory.memory, skipGramContexts(model, 0, model.size, step));
  callKernel(memory.memory, skipGramWords(model, 0, model.size, step));
  for (const [i, { values, gradient, mean, square }] of [model.words, model.contexts].entries()) {
    for (let p = 0; p < values.length; p++) {
      const g = mean[p]! / Math.fround(1 - 0.9); // after one step from zero
      const expected = before[i]![p]! - (0.1 * mean[p]!) / (Math.sqrt(square[p]!) + 1e-12);
      expect(values[p]).toBeCloseTo(expected, 5);
      expect(square[p]).toBeCloseTo(0.05 * g * g, 3);
    }
    const padding = values.length - 6 * D;
    expect(padding).toBeGreaterThan(0);
    expect([...values.subarray(6 * D), ...gradient.subarray(6 * D)]).toEqual(new Array(2 * padding).fill(0));
  }
  for (const [p, value] of model.contexts.values.entries()) {
    expect(model.transposed[(p % D) * model.stride + Math.floor(p / D)]).toBe(value);
  }
});

function layOut(memory: KernelMemory, { words, contexts, counts, noise }: Problem): SkipGramMemory {
  const size = Math.ceil(words.length / 8) * 8;
  const stride = 16;
  const parameters = (rows: readonly (readonly number[])[]) => {
    const values = memory.float32(size * D);
    for (const [i, row] of rows.entries()) values.set(row, i * D);
    const [gradient, mean, square] = [0, 0, 0].map(() => memory.float32(size * D));
    return { values, gradient: gradient!, mean: mean!, square: square! };
  };
  const model = {
    size,
    d: D,
    stride,
    words: parameters(words),
    contexts: parameters(contexts),
    transposed: memory.float32(D * stride),
    counts: memory.float32(size * stride),
    slopes: memory.float32(size * stride),
    totals: memory.float32(size),
    noise: memory.float32(size),
  };
  for (const [i, row] of contexts.entries()) for (const [t, x] of row.entries()) model.transposed[t * stride + i] = x;
  for (const [i, row] of counts.entries()) {
    model.counts.set(row, i * stride);
    model.totals[i] = row.reduce((sum, n) => sum + n, 0);
  }
  model.noise.set(noise);
  return model;
}
