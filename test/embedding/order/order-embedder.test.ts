import fc from "fast-check";
import { expect, test } from "vitest";
import { ModelFormatError } from "../../../src/core";
import { type EmbedderState, type FittedOrder, orderEmbedder, restoreEmbedder } from "../../../src/embedding";
import { OrderedPairs, PAIR_KEYS, pairKey } from "../../../src/embedding/order/ordered-pairs";
import { sequencesFrom } from "../../../src/sequences";
import { anyInputs } from "../../helpers/any-sequences";
import { size } from "../../helpers/size";
import { naiveOrderFeatures, naivePairs } from "../../reference/order-features";

const log = [
  ["start", "shop", "buy"],
  ["start", "shop", "buy"],
  ["start", "play", "fail", "play"],
  ["start", "quit"],
  ["buy", "shop", "start"],
];

const anyTokens = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 60 });

test("ordered pairs are those of looking at every two positions, also after another sequence", () => {
  fc.assert(
    fc.property(anyTokens, anyTokens, fc.integer({ min: 1, max: 20 }), (before, tokens, window) => {
      const settings = { actions: 5, kappa: 0.3, window };
      const pairs = new OrderedPairs(settings);
      for (const token of before) pairs.append(token);
      pairs.clear();
      for (const token of tokens) pairs.append(token);
      const naive = naivePairs(tokens, settings);
      expect(new Set(pairs.keys.subarray(0, pairs.size))).toEqual(new Set(naive.keys()));
      for (let p = 0; p < pairs.size; p++) {
        const { decayed, occurrences, adjacent } = naive.get(pairs.keys[p]!)!;
        expect(pairs.decayed[p]).toBeCloseTo(decayed, 10);
        expect([pairs.occurrences[p], pairs.adjacent[p]]).toEqual([occurrences, adjacent]);
      }
    }),
  );
});

test("a sequence of more different pairs than the table held at first", () => {
  const pairs = new OrderedPairs({ actions: 1000, kappa: 0.2, window: 15 });
  for (let i = 0; i < 3000; i++) pairs.append((i * 7919) % 1000);
  const distinct = new Set(pairs.keys.subarray(0, pairs.size));
  expect([pairs.size, distinct.size]).toEqual([15_000, 15_000]);
});

test("pairs have keys of their own up to 2,048 actions, and keep to the table above", () => {
  expect(pairKey(2047, 2047, 2048)).toBe(PAIR_KEYS - 1);
  const keys = new Set<number>();
  for (let a = 0; a < 300; a++) for (let b = 0; b < 300; b++) keys.add(pairKey(a * 160, b * 160, 50_000));
  expect(Math.max(...[...keys].slice(0, 1000))).toBeLessThan(PAIR_KEYS);
  expect(keys.size).toBeGreaterThan(0.98 * 90_000); // as many collisions as random keys have
});

test("with all components, vectors stand to each other as the features do", async () => {
  await fc.assert(
    fc.asyncProperty(anyInputs, fc.constantFrom([1, 1], [0, 1], [1, 0], [2, 0.5]), async (inputs, [ngrams, pairs]) => {
      const lists = inputs.filter((list) => list.length > 0);
      fc.pre(lists.length > 0);
      const options = { kappa: 0.4, window: 6, ngrams: ngrams!, pairs: pairs! };
      const { data, cols } = await (await orderEmbedder(options).fit(lists)).embed(lists);
      const { vocabulary } = await sequencesFrom(lists);
      const tokens = lists.map((list) => list.map((action) => vocabulary.actions.indexOf(action)));
      const features = naiveOrderFeatures(tokens, { actions: vocabulary.actions.length, ...options }, options);
      for (let i = 0; i < lists.length; i++) {
        const dot = dotOf(data.subarray(0, cols), data.subarray(i * cols, (i + 1) * cols));
        expect(dot).toBeCloseTo(dotOf(features[0]!, features[i]!), 3);
      }
    }),
    { numRuns: size(15, 40) },
  );
});

test("order is seen", async () => {
  const fitted = await orderEmbedder().fit(log);
  const { data, cols } = await fitted.embed([log[0]!, log[4]!]);
  const cosine =
    dotOf(data.subarray(0, cols), data.subarray(cols)) / dotOf(data.subarray(0, cols), data.subarray(0, cols));
  expect(cosine).toBeLessThan(0.5);
});

test("a restored embedder gives the same bits; unknown actions are left out", async () => {
  const fitted = await orderEmbedder({ components: 4 }).fit(log);
  expect([fitted.method, fitted.dimensions]).toEqual(["order", 4]);
  const state = fitted.state()!;
  const restored = restoreEmbedder({ ...state, json: JSON.parse(JSON.stringify(state.json)) });
  const seen = [["never seen"], [], ["never seen", "buy"], ["buy"], ...log];
  const before = await fitted.embed(seen);
  expect(await restored.embed(seen)).toEqual(before);
  expect([...before.data.subarray(0, 8)]).toEqual(new Array(8).fill(0));
  expect(before.data.subarray(8, 12)).toEqual(before.data.subarray(12, 16));
  expect(restored.state()).toEqual(state);
});

test("alone or among others, in any order, as lists or built: the same bits", async () => {
  const built = await sequencesFrom(log);
  const fitted = await orderEmbedder().fit(log);
  const again = await orderEmbedder().fit([...log].reverse());
  expect(again.state()).toEqual(fitted.state());
  expect((await orderEmbedder().fit(built)).state()).toEqual(fitted.state());
  const all = await fitted.embed(log);
  for (const [i, list] of log.entries()) {
    const { data, cols } = await fitted.embed([list]);
    expect(data).toEqual(all.data.subarray(i * cols, (i + 1) * cols));
  }
  const distinct = await fitted.embed(built);
  expect(distinct.rows).toBe(4);
  expect(distinct.data.subarray(built.rowOf[3]! * distinct.cols, (built.rowOf[3]! + 1) * distinct.cols)).toEqual(
    all.data.subarray(3 * all.cols, 4 * all.cols),
  );
});

test("a growing sequence has at each step the vector of all of it", async () => {
  const fitted = (await orderEmbedder({ window: 2 }).fit(log)) as FittedOrder;
  const growing = fitted.grow();
  const other = fitted.grow();
  const actions = ["start", "shop", "never seen", "shop", "start", "buy", "buy", "quit"];
  expect(growing.vector()).toEqual(new Float32Array(fitted.dimensions));
  for (const [i, action] of actions.entries()) {
    growing.append(action);
    other.append("quit");
    expect(growing.vector()).toEqual((await fitted.embed([actions.slice(0, i + 1)])).data);
  }
});

test("one action, one row; a user of 100,000 events among many actions", async () => {
  const one = await orderEmbedder().fit([["only"]]);
  expect(one.dimensions).toBe(1);
  expect(Math.abs((await one.embed([["only", "only"]])).data[0]!)).toBeGreaterThan(0.5);
  const long = Array.from({ length: 100_000 }, (_, i) => `a${(i * i + 7 * i) % size(1009, 5003)}`);
  const fitted = await orderEmbedder({ maxPairs: 2000, components: 3 }).fit([long, ["a0", "a8"], ["a8", "a0"]]);
  const { data } = await fitted.embed([long, ["a0", "a8"]]);
  expect([...data].every(Number.isFinite)).toBe(true);
});

test("options are checked at once, data when fitted; work follows the signal", async () => {
  expect(() => orderEmbedder({ component: 3 } as never)).toThrow(
    new TypeError('"component" is not an option; did you mean "components"?'),
  );
  expect(() => orderEmbedder({ ngrams: 0, pairs: 0 })).toThrow(
    new RangeError('"ngrams" and "pairs" expected at least one above 0, got 0 and 0'),
  );
  await expect(orderEmbedder().fit([[]])).rejects.toThrow(
    new RangeError('"sequences" expected at least one action, got none'),
  );
  const signal = AbortSignal.abort(new Error("no"));
  await expect(orderEmbedder().fit(log, { signal })).rejects.toThrow("no");
});

test("a state that is not whole is refused", async () => {
  const state = (await orderEmbedder().fit(log)).state()!;
  const broken: EmbedderState[] = [
    { ...state, matrices: {} },
    ...[
      { actions: ["start"] },
      { idf: [1] },
      { pairs: [2 ** 30] },
      { bigrams: [999] },
      { blocks: null },
      { kappa: "1" },
      { window: undefined },
    ].map((wrong) => ({ ...state, json: { ...state.json, ...wrong } })),
  ];
  for (const each of broken) {
    expect(() => restoreEmbedder(each)).toThrow(new ModelFormatError("the state of an order embedder is incomplete"));
  }
});

function dotOf(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let dot = 0;
  for (let t = 0; t < a.length; t++) dot += a[t]! * b[t]!;
  return dot;
}
