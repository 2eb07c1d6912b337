import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkpoint, row } from "../../../src/core/internal";
import { trainWord2Vec, type Word2Vec } from "../../../src/embedding";
import { countPairs } from "../../../src/embedding/word2vec/count-pairs";
import { createWorkerPool } from "../../../src/parallel";
import { sequencesFrom } from "../../../src/sequences";
import { expectAbortMidway } from "../../helpers/abort";
import { fixture } from "../../helpers/fixture";
import { meanLoss, countPairs as naiveCounts } from "../../reference/skip-gram";

interface Oracle {
  log: string[][];
  loss: number;
  neighbors: Record<string, string[]>;
  counts: Record<string, number>;
}
const gensim = fixture<Oracle>("word2vec");
const ours = await trainWord2Vec(gensim.log);

describe("beside gensim, 20 epochs, on the same log", () => {
  test("counts the same actions", () => {
    const counted = ours.vocabulary.actions.map((action, a) => [action, ours.vocabulary.counts[a]]);
    expect(Object.fromEntries(counted)).toEqual(gensim.counts);
  });

  test("reaches a loss at least as low", () => {
    expect(ours.loss).toBeLessThan(gensim.loss);
  });

  test("finds the same neighbours, mostly", () => {
    const names = Object.keys(gensim.neighbors);
    const shared = names.map((name) => {
      const near = new Set(ours.mostSimilar(name, 5).map(({ action }) => action));
      return gensim.neighbors[name]!.filter((other) => near.has(other)).length / 5;
    });
    // chance is 5 of 59; gensim itself stops short of the optimum
    expect(shared.reduce((sum, share) => sum + share, 0) / names.length).toBeGreaterThan(0.5);
  });

  test("reports the loss that its vectors have by definition", () => {
    expect(ours.loss).toBeCloseTo(lossByDefinition(gensim.log, ours), 6);
  });
});

test("pairs are counted as the definition says, whatever repeats and weights", async () => {
  const action = fc.constantFrom("a", "b", "c", "d");
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(action, { maxLength: 12 }), { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 1, max: 7 }),
      async (log, window) => {
        const built = await sequencesFrom(log);
        const { actions } = built.vocabulary;
        const tokens = log.map((list) => list.map((name) => actions.indexOf(name)));
        const counts = await countPairs(built, window, checkpoint("test", {}));
        expect([...counts]).toEqual(naiveCounts(tokens, actions.length, window).flat());
      },
    ),
  );
});

describe("the same bits", () => {
  const log = manyActions(800, 2500); // enough work a step for threads to be asked to help

  test("for 1, 2 and 4 workers, and again", async () => {
    const one = await trainWord2Vec(log, { epochs: 3, workers: 1 });
    expect(one.vocabulary.actions.length).toBeGreaterThan(550);
    for (const workers of [1, 2, 4]) {
      const other = await trainWord2Vec(log, { epochs: 3, workers });
      expect(bits(other)).toEqual(bits(one));
    }
    using pool = createWorkerPool(2);
    expect(bits(await trainWord2Vec(log, { epochs: 3, workers: pool }))).toEqual(bits(one));
  });

  test("whatever the order of the sequences", async () => {
    const forward = await trainWord2Vec(gensim.log, { epochs: 2 });
    expect(bits(await trainWord2Vec(gensim.log.toReversed(), { epochs: 2 }))).toEqual(bits(forward));
  });

  test("but others for another seed", async () => {
    const [a, b] = [
      await trainWord2Vec(gensim.log, { epochs: 2 }),
      await trainWord2Vec(gensim.log, { epochs: 2, seed: 2 }),
    ];
    expect(bits(a)).not.toEqual(bits(b));
  });
});

describe("options", () => {
  test("sizes that are no multiple of anything", async () => {
    for (const vectorSize of [1, 3, 13]) {
      const model = await trainWord2Vec(gensim.log, { vectorSize, epochs: 30 });
      expect([model.vectors.cols, model.contextVectors.cols]).toEqual([vectorSize, vectorSize]);
      expect(model.loss).toBeCloseTo(lossByDefinition(gensim.log, model), 5);
    }
  });

  test("a wide tolerance stops early", async () => {
    const model = await trainWord2Vec(gensim.log, { tolerance: 0.01 });
    expect(model.epochs).toBeLessThan(100);
    expect(model.loss).toBeLessThan(1.05 * ours.loss);
    expect((await trainWord2Vec(gensim.log, { tolerance: 0, epochs: 40 })).epochs).toBe(40);
  });

  test.each([
    [{ vectorSize: 0 }, RangeError, '"vectorSize" expected an integer >= 1 and <= 1024, got 0'],
    [{ window: 2.5 }, RangeError, '"window" expected an integer >= 1 and <= 1000, got 2.5'],
    [{ learningRate: "fast" }, TypeError, '"learningRate" expected a finite number > 0 and <= 10, got "fast"'],
    [{ vector_size: 10 }, TypeError, '"vector_size" is not an option; did you mean "vectorSize"?'],
    [{ iterations: 10 }, TypeError, /^"iterations" is not an option/],
  ])("refuses %j", async (options, kind, message) => {
    const refused = trainWord2Vec([["a"]], options as never);
    await expect(refused).rejects.toBeInstanceOf(kind);
    await expect(refused).rejects.toThrow(message);
  });
});

describe("odd logs", () => {
  const finite = ({ vectors, contextVectors, loss }: Word2Vec) =>
    Number.isFinite(loss) && [...vectors.data, ...contextVectors.data].every(Number.isFinite);

  test.each([
    ["no rows", []],
    ["empty rows", [[], []]],
  ])("%s are refused", async (_, log) => {
    await expect(trainWord2Vec(log)).rejects.toThrow(
      new RangeError('"sequences" expected at least one action, got none'),
    );
  });

  test.each([
    ["one action, once", [["a"]]],
    ["one action, always", [["a", "a", "a"], ["a"]]],
    ["one user", [["a", "b", "c", "a"]]],
    ["every user identical", Array.from({ length: 50 }, () => ["a", "b", "c"])],
    ["names of objects' own", [["__proto__", "constructor", "🛒", "naïve", "__proto__", "toString"]]],
    ["no two actions together", [["a"], ["b"], ["c"]]],
  ])("%s: finite vectors", async (_, log) => {
    const model = await trainWord2Vec(log);
    expect(finite(model)).toBe(true);
    expect([...model.vocabulary.actions].sort()).toEqual([...new Set(log.flat())].sort());
  });

  test("actions that never meet keep their first vectors, at no loss", async () => {
    const model = await trainWord2Vec([["a"], ["b"]]);
    expect([model.loss, model.epochs]).toEqual([0, 0]);
    expect(Math.max(...model.vectors.data.map(Math.abs))).toBeLessThanOrEqual(0.5 / 64);
    expect(model.similarity("a", "b")).toBeLessThan(1);
  });

  test("one user of 100,000 actions", async () => {
    const long = Array.from({ length: 100_000 }, (_, i) => `step ${(i * i) % 17}`);
    expect(finite(await trainWord2Vec([long], { epochs: 20 }))).toBe(true);
  });
});

describe("a warm start", () => {
  test("begins where the other ended", async () => {
    const again = await trainWord2Vec(gensim.log, { start: ours, epochs: 1, learningRate: 1e-6 });
    expect(again.loss).toBeCloseTo(ours.loss, 4);
    const cold = await trainWord2Vec(gensim.log, { epochs: 1, learningRate: 1e-6 });
    expect(cold.loss).toBeGreaterThan(1.2 * ours.loss);
  });

  test("takes the actions it knows, in any order, and needs no context vectors", async () => {
    const vectors = { data: Float32Array.of(1, 2, 3, 4), rows: 2, cols: 2 };
    const start = { vectors, vocabulary: { actions: ["b", "gone"] } };
    const model = await trainWord2Vec([["a"], ["b"]], { vectorSize: 2, start });
    expect([...row(model.vectors, model.vocabulary.actions.indexOf("b"))]).toEqual([1, 2]);
  });

  test("refuses other sizes and other things", async () => {
    await expect(trainWord2Vec([["a"]], { start: ours, vectorSize: 3 })).rejects.toThrow(
      new RangeError('"start" expected vectors of 3 numbers, got 64'),
    );
    await expect(trainWord2Vec([["a"]], { start: [] as never })).rejects.toThrow(
      new TypeError('"start" expected vectors of actions: { vectors, vocabulary: { actions } }, got an array of 0'),
    );
  });
});

test.each([1, 2])("an abort with %i workers rejects with the signal's reason", async (workers) => {
  const log = manyActions(900, 2000);
  await expectAbortMidway((follower) => trainWord2Vec(log, { epochs: 50, tolerance: 0, workers, ...follower }), {
    stage: "word2vec",
    past: 0.2,
  });
});

test("progress never falls and ends at 1", async () => {
  const seen: number[] = [];
  const built = await sequencesFrom(manyActions(300, 500));
  await trainWord2Vec(built, { epochs: 20, onProgress: ({ fraction }) => seen.push(fraction) });
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
  expect([seen[0], seen.at(-1)]).toEqual([0, 1]);
});

function bits(model: Word2Vec) {
  return [new Uint32Array(model.vectors.data.buffer), new Uint32Array(model.contextVectors.data.buffer), model.loss];
}

/** Sequences over many actions, some frequent, in a fixed pattern. */
function manyActions(actions: number, sequences: number): string[][] {
  return Array.from({ length: sequences }, (_, i) =>
    Array.from(
      { length: 3 + (i % 11) },
      (_, j) => `a${(((i * 31 + j * j * 7 + i * j) % actions) * (i % 3)) % actions}`,
    ),
  );
}

function lossByDefinition(
  log: readonly (readonly string[])[],
  { vocabulary, vectors, contextVectors }: Word2Vec,
): number {
  const rows = (of: Word2Vec["vectors"]) => vocabulary.actions.map((_, a) => row(of, a));
  return meanLoss(log, vocabulary.actions, rows(vectors), rows(contextVectors));
}
