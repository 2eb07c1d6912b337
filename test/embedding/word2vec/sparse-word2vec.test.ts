import fc from "fast-check";
import { expect, test } from "vitest";
import { checkpoint } from "../../../src/core/internal";
import { trainWord2Vec, type Word2Vec } from "../../../src/embedding";
import { balanceSides } from "../../../src/embedding/word2vec/balance-sides";
import { trainSparseSkipGram } from "../../../src/embedding/word2vec/skip-gram-sparse";
import { type SparsePairs, sparsePairs } from "../../../src/embedding/word2vec/sparse-pairs";
import { KernelMemory } from "../../../src/kernels";
import { createWorkerPool } from "../../../src/parallel";
import { sequencesFrom } from "../../../src/sequences";
import { expectAbortMidway } from "../../helpers/abort";
import { Cases } from "../../helpers/cases";
import { size } from "../../helpers/size";
import { meanLoss, countPairs as naiveCounts } from "../../reference/skip-gram";

const at = checkpoint("test", {});
const all = (actions: number) => new Float64Array(actions).fill(1);
const SETTINGS = {
  vectorSize: 16,
  negative: 5,
  negativeExponent: 0.75,
  epochs: 80,
  learningRate: 0.1,
  tolerance: 0,
  seed: 1,
};

test("sparse pairs are those of the table, whatever repeats and weights", async () => {
  const action = fc.constantFrom("a", "b", "c", "d");
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(action, { maxLength: 12 }), { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 1, max: 7 }),
      async (log, window) => {
        const built = await sequencesFrom(log);
        const { actions } = built.vocabulary;
        const tokens = log.map((list) => list.map((name) => actions.indexOf(name)));
        const pairs = await sparsePairs(built, window, { kept: all(actions.length), limit: 1000 }, at);
        const naive = naiveCounts(tokens, actions.length, window);
        expect(dense(pairs)).toEqual(naive);
        expect([...pairs.totals]).toEqual(naive.map((row) => row.reduce((sum, n) => sum + n, 0)));
      },
    ),
  );
});

test("too many pairs are thinned out: symmetric, within the limit, the heavy ones whole, right in sum", async () => {
  const built = await sequencesFrom(topicalLog(400, 3000));
  const whole = await sparsePairs(built, 5, { kept: all(400), limit: 1e6 }, at);
  const limit = Math.floor(whole.columns.length / 4);
  const thin = await sparsePairs(built, 5, { kept: all(400), limit }, at);
  expect(thin.columns.length).toBeLessThanOrEqual(limit);
  expect(thin.totals).toEqual(whole.totals);
  const [a, b] = [dense(whole), dense(thin)];
  const threshold = Math.min(...thin.counts);
  const cases = new Cases("heavy", "light");
  const [crooked, torn]: [string[], string[]] = [[], []];
  for (let i = 0; i < 400; i++) {
    for (let j = 0; j < 400; j++) {
      if (b[i]![j] !== b[j]![i]) crooked.push(`${i} ${j}`);
      if (cases.when("heavy", a[i]![j]! >= threshold, "light") && b[i]![j] !== a[i]![j]) torn.push(`${i} ${j}`);
    }
  }
  expect([crooked, torn]).toEqual([[], []]);
  cases.expectAll(100);
  const sum = ({ counts }: SparsePairs) => counts.reduce((total, count) => total + count, 0);
  expect(Math.abs(sum(thin) / sum(whole) - 1)).toBeLessThan(0.02);
});

test("training on samples comes near the exact loss, and reports it", async () => {
  const log = topicalLog(250, 2000); // so few actions that the default is exact
  const built = await sequencesFrom(log);
  const exact = await trainWord2Vec(built, { vectorSize: 16 });
  const pairs = await sparsePairs(built, 5, { kept: all(built.vocabulary.actions.length), limit: 1e6 }, at);
  using pool = createWorkerPool(1);
  const { vectors, contextVectors, loss } = await trainSparseSkipGram(
    pairs,
    built.vocabulary.counts,
    SETTINGS,
    pool,
    at,
  );
  const rows = (m: typeof vectors) => Array.from({ length: m.rows }, (_, i) => m.data.subarray(i * 16, i * 16 + 16));
  const reached = meanLoss(log, built.vocabulary.actions, rows(vectors), rows(contextVectors));
  expect(Math.abs(loss / reached - 1)).toBeLessThan(0.02);
  expect(reached).toBeLessThan(1.04 * exact.loss);
});

test("above 3,000 actions: the same bits for any workers and order of rows; actions of a topic are near", async () => {
  const log = topicalLog(3200, size(4000, 9000));
  const one = await trainWord2Vec(log, { epochs: 6, vectorSize: 16, workers: 1 });
  expect(one.vocabulary.actions.length).toBeGreaterThan(3000);
  for (const workers of [2, 4].slice(-size(1, 2))) {
    expect(bits(await trainWord2Vec([...log].reverse(), { epochs: 6, vectorSize: 16, workers }))).toEqual(bits(one));
  }
  const model = await trainWord2Vec(log, { vectorSize: 16 });
  expect(model.epochs).toBe(size(40, 39)); // about 160 pairs an action
  const frequent = model.vocabulary.actions.slice(0, 50);
  const near = frequent.map((name) =>
    model.mostSimilar(name, 5).filter(({ action }) => topicOf(action) === topicOf(name)),
  );
  expect(near.flat().length / 250).toBeGreaterThan(0.8); // chance is 1 in 20
});

test("actions that never meet keep their first vectors; an abort is followed", async () => {
  const lonely = Array.from({ length: 3001 }, (_, i) => [`action ${i}`]);
  const model = await trainWord2Vec(lonely, { vectorSize: 4 });
  expect([model.loss, model.epochs]).toEqual([0, 0]);
  const log = topicalLog(3200, 3400);
  for (const past of [0, 0.2]) {
    await expectAbortMidway((follower) => trainWord2Vec(log, { epochs: 20, vectorSize: 16, ...follower }), {
      stage: "word2vec",
      past,
    });
  }
});

test("subsampling takes weight from frequent actions, in both ways of training", async () => {
  const log = topicalLog(300, 500);
  const built = await sequencesFrom(log);
  const plain = await trainWord2Vec(built, { epochs: 20, vectorSize: 8 });
  const sampled = await trainWord2Vec(built, { epochs: 20, vectorSize: 8, sample: 1e-3 });
  expect(bits(sampled)).not.toEqual(bits(plain));
  expect(bits(await trainWord2Vec(built, { epochs: 20, vectorSize: 8, sample: 1 }))).toEqual(bits(plain));
  const kept = all(300).map((_, a) => (a === 0 ? 0.5 : 1));
  const [half, whole] = [
    await sparsePairs(built, 5, { kept, limit: 1e6 }, at),
    await sparsePairs(built, 5, { kept: all(300), limit: 1e6 }, at),
  ];
  expect(dense(half)[0]![1]).toBeCloseTo(dense(whole)[0]![1]! / 2, 4);
  expect(dense(half)[0]![0]).toBeCloseTo(dense(whole)[0]![0]! / 4, 4);
});

test("balanced sides have the same scores and the same uncorrelated second moments", async () => {
  const [d, n] = [4, 30];
  using memory = KernelMemory.acquire();
  const values = (k: number) => {
    const vectors = memory.float32(n * d);
    for (let i = 0; i < n * d; i++) vectors[i] = Math.sin(k * i + (i % d)) + 0.3 * (i % 3);
    return vectors;
  };
  const sums = Float64Array.from({ length: n }, (_, i) => i + 1);
  const words = { values: values(1.7), sums };
  const contexts = { values: values(0.9), sums };
  const scores = () =>
    Array.from({ length: n * n }, (_, e) => {
      const [w, c] = [Math.floor(e / n), e % n];
      return [0, 1, 2, 3].reduce((sum, t) => sum + words.values[w * d + t]! * contexts.values[c * d + t]!, 0);
    });
  const before = scores();
  using pool = createWorkerPool(2);
  await balanceSides(words, contexts, d, { memory, pool, at });
  for (const [e, score] of scores().entries()) expect(Math.abs(score - before[e]!)).toBeLessThan(1e-3);
  const cases = new Cases("off the diagonal");
  for (let i = 0; i < d; i++) {
    for (let j = 0; j < d; j++) {
      const moment = (of: Float32Array) =>
        Array.from({ length: n }, (_, a) => of[a * d + i]! * of[a * d + j]!).reduce((s, x) => s + x, 0);
      expect(Math.abs(moment(words.values) - moment(contexts.values))).toBeLessThan(1e-3);
      if (cases.when("off the diagonal", i !== j)) expect(Math.abs(moment(words.values))).toBeLessThan(1e-3);
    }
  }
  cases.expectAll(d * (d - 1));
});

function dense({ offsets, columns, counts }: SparsePairs): number[][] {
  const actions = offsets.length - 1;
  return Array.from({ length: actions }, (_, a) => {
    const row = new Array<number>(actions).fill(0);
    for (let p = offsets[a]!; p < offsets[a + 1]!; p++) row[columns[p]!] = counts[p]!;
    return row;
  });
}

const TOPICS = 20;

function topicOf(action: string): number {
  return Number(action.slice(1)) % TOPICS;
}

/** Sequences of 12 actions of one topic, the first of each topic the most frequent; every action comes up. */
function topicalLog(actions: number, sequences: number): string[][] {
  const each = actions / TOPICS;
  return Array.from({ length: sequences }, (_, s) =>
    Array.from({ length: 12 }, (_, i) => {
      const mixed = ((s * 7919 + i * 104729 + s * i * 31) % 1000) / 1000;
      const rank = i === 0 ? Math.floor(s / TOPICS) % each : Math.floor(each * mixed * mixed * mixed);
      return `a${rank * TOPICS + (s % TOPICS)}`;
    }),
  );
}

function bits(model: Word2Vec) {
  return [new Uint32Array(model.vectors.data.buffer), new Uint32Array(model.contextVectors.data.buffer), model.loss];
}
