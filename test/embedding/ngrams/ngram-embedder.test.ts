import { describe, expect, test } from "vitest";
import { ModelFormatError } from "../../../src/core";
import { type EmbedderState, type FittedNgrams, ngramEmbedder, restoreEmbedder } from "../../../src/embedding";
import { sequencesFrom } from "../../../src/sequences";
import { fixture } from "../../helpers/fixture";

const log = [
  ["start", "shop", "buy"],
  ["start", "shop", "buy"],
  ["start", "play", "fail", "play"],
  ["start", "quit"],
  ["buy", "shop", "start"],
];

interface Oracle {
  log: string[][];
  new: string[][];
  features: number;
  products: number[][];
  projected: number[][];
  projectedNew: number[][];
}

describe("as scikit-learn's TfidfVectorizer and TruncatedSVD", () => {
  const oracle = fixture<Oracle>("ngrams");

  test("with all components, products of vectors are those of the features", async () => {
    const fitted = await ngramEmbedder({ components: 1024 }).fit(oracle.log);
    expect(fitted.dimensions).toBeLessThanOrEqual(oracle.features);
    expectProducts(await fitted.embed(oracle.log), oracle.products, 5);
  });

  test("with few, products are those of the projection, also of new sequences with unknown actions", async () => {
    const fitted = await ngramEmbedder({ components: 5 }).fit(oracle.log);
    expectProducts(await fitted.embed(oracle.log.slice(0, 20)), oracle.projected, 3);
    expectProducts(await fitted.embed(oracle.new), oracle.projectedNew, 3);
  });

  test("built sequences with weights stand for their inputs", async () => {
    const built = await sequencesFrom(oracle.log);
    expect(built.weights.length).toBeLessThan(oracle.log.length);
    const fitted = await ngramEmbedder({ components: 5 }).fit(built);
    expectProducts(await fitted.embed(oracle.log.slice(0, 20)), oracle.projected, 3);
  });
});

function expectProducts({ data, cols }: { data: Float32Array; cols: number }, expected: number[][], digits: number) {
  for (const [i, line] of expected.entries()) {
    for (const [j, product] of line.entries()) {
      let dot = 0;
      for (let t = 0; t < cols; t++) dot += data[i * cols + t]! * data[j * cols + t]!;
      expect(dot).toBeCloseTo(product, digits);
    }
  }
}

test("what is unknown is left out and counted, and no bigram reaches across it", async () => {
  const fitted = (await ngramEmbedder().fit(log)) as FittedNgrams;
  const pairs = [
    [
      ["start", "never seen", "shop"],
      ["start", "x", "shop"],
    ],
    [["never seen", "buy"], ["buy"]],
  ] as const;
  for (const [a, b] of pairs) expect((await fitted.embed([a])).data).toEqual((await fitted.embed([b])).data);
  expect((await fitted.embed([["start", "x", "shop"]])).data).not.toEqual(
    (await fitted.embed([["start", "shop"]])).data,
  );
  expect([...(await fitted.embed([[], ["never seen"]])).data].every((value) => value === 0)).toBe(true);
  expect(await fitted.unknown([["start", "x", "shop", "y"], ["quit", "buy", "shop"], []])).toEqual({
    actions: 2,
    bigrams: 1,
  });
});

test("a restored embedder gives the same bits", async () => {
  const fitted = await ngramEmbedder({ components: 4 }).fit(log);
  expect([fitted.method, fitted.dimensions]).toEqual(["ngrams", 4]);
  const state = fitted.state()!;
  const restored = restoreEmbedder({ ...state, json: JSON.parse(JSON.stringify(state.json)) });
  const seen = [["never seen"], [], ["buy", "shop", "shop"], ...log];
  expect(await restored.embed(seen)).toEqual(await fitted.embed(seen));
  expect(restored.state()).toEqual(state);
});

test("alone or among others, in any order, as lists or built, on any number of workers: the same bits", async () => {
  const built = await sequencesFrom(log);
  const fitted = await ngramEmbedder().fit(log, { workers: 1 });
  expect((await ngramEmbedder().fit([...log].reverse(), { workers: 4 })).state()).toEqual(fitted.state());
  expect((await ngramEmbedder().fit(built)).state()).toEqual(fitted.state());
  const all = await fitted.embed(log);
  for (const [i, list] of log.entries()) {
    const { data, cols } = await fitted.embed([list]);
    expect(data).toEqual(all.data.subarray(i * cols, (i + 1) * cols));
  }
  expect((await fitted.embed(built)).rows).toBe(4);
});

test("the bigrams that most inputs show are kept, ties by the more frequent actions", async () => {
  const fitted = await ngramEmbedder({ maxBigrams: 2 }).fit(log);
  const { actions, bigrams } = fitted.state()!.json as { actions: string[]; bigrams: number[] };
  expect(bigrams.map((key) => [actions[Math.floor(key / actions.length)], actions[key % actions.length]])).toEqual([
    ["start", "shop"],
    ["shop", "buy"],
  ]);
});

test("one action, one row; a user of 100,000 events among 5,000 actions", async () => {
  const one = await ngramEmbedder().fit([["only"]]);
  expect(one.dimensions).toBe(1);
  expect((await one.embed([["only"]])).data[0]).toBeCloseTo(1, 6);
  const long = Array.from({ length: 100_000 }, (_, i) => `a${(i * i + 7 * i) % 5003}`);
  const fitted = await ngramEmbedder({ maxBigrams: 2000, components: 3 }).fit([long, ["a0", "a8"], ["a8", "a0"]]);
  const { data } = await fitted.embed([long, ["a0", "a8"]]);
  expect([...data].every(Number.isFinite)).toBe(true);
});

test("no new sequences, no vectors", async () => {
  const fitted = await ngramEmbedder({ components: 2 }).fit(log);
  expect(await fitted.embed([])).toEqual({ data: new Float32Array(0), rows: 0, cols: 2 });
});

test("options are checked at once, data when fitted; work follows the signal", async () => {
  expect(() => ngramEmbedder({ component: 3 } as never)).toThrow(
    new TypeError('"component" is not an option; did you mean "components"?'),
  );
  expect(() => ngramEmbedder({ maxBigrams: 0 })).toThrow(
    new RangeError('"maxBigrams" expected an integer >= 1 and <= 16777216, got 0'),
  );
  await expect(ngramEmbedder().fit([[]])).rejects.toThrow(
    new RangeError('"sequences" expected at least one action, got none'),
  );
  await expect(ngramEmbedder().fit(log, { signal: AbortSignal.abort(new Error("no")) })).rejects.toThrow("no");
});

test("a state that is not whole is refused", async () => {
  const state = (await ngramEmbedder().fit(log)).state()!;
  const broken: EmbedderState[] = [
    { ...state, matrices: {} },
    ...[{ actions: ["start"] }, { idf: [1] }, { bigrams: [1] }, { bigrams: ["x"] }].map((wrong) => ({
      ...state,
      json: { ...state.json, ...wrong },
    })),
  ];
  for (const each of broken) {
    expect(() => restoreEmbedder(each)).toThrow(new ModelFormatError("the state of an n-gram embedder is incomplete"));
  }
});
