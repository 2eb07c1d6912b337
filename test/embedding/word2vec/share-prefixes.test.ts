import fc from "fast-check";
import { expect, test } from "vitest";
import { heldOutLoss } from "../../../benchmarks/data/held-out-loss";
import { hierarchicalLog } from "../../../benchmarks/data/hierarchical-log";
import { ModelFormatError } from "../../../src/core";
import { matrix, row } from "../../../src/core/internal";
import {
  type FittedWord2Vec,
  joinEmbedders,
  orderEmbedder,
  poolSequences,
  restoreEmbedder,
  trainWord2Vec,
  type Word2Vec,
  word2vecEmbedder,
} from "../../../src/embedding";
import { sharePrefixes } from "../../../src/embedding/word2vec/share-prefixes";
import { posteriorMeans } from "../../reference/share-prefixes";

const log = [
  ["start", "shop/cart/add", "shop/cart/pay"],
  ["start", "shop/cart/add", "shop/list", "shop/cart/pay"],
  ["start", "play/level/1", "play/level/2", "play"],
  ["start", "play/level/1", "quit"],
];
const settings = { vectorSize: 8, epochs: 60, prefixSeparators: "/" };

test("vectors are the posterior means of a tree of Gaussians", () => {
  const name = fc.array(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 4 }).map((parts) => parts.join("/"));
  const action = fc.record({
    name,
    count: fc.integer({ min: 1, max: 40 }),
    value: fc.integer({ min: -50, max: 50 }),
  });
  fc.assert(
    fc.property(
      fc.uniqueArray(action, { selector: (one) => one.name, minLength: 1, maxLength: 12 }),
      fc.constantFrom(0.5, 3, 40),
      (all, strength) => {
        const actions = all.map((one) => one.name);
        const counts = all.map((one) => one.count);
        const values = all.map((one) => one.value);
        const given = matrix(all.length, 1, Float32Array.from(values));
        const how = { separators: "/", strength };
        const { vectors, prefixes } = sharePrefixes(given, actions, Float64Array.from(counts), how);
        const expected = posteriorMeans(actions, counts, values, strength);
        expect([...vectors.data]).toEqual(actions.map((one) => expect.closeTo(expected.get(one)!, 3)));
        expect([...prefixes.vectors.data]).toEqual(
          prefixes.names.map((one) => expect.closeTo(expected.get(`prefix ${one}`)!, 3)),
        );
        expect([...given.data]).toEqual(values);
      },
    ),
  );
});

test("the order of actions changes no bit; strength 0 changes no vector, and one without siblings keeps its own", () => {
  const actions = ["a/b/x", "a/b/y", "a/z", "alone", "only/one"];
  const given = matrix(5, 2, Float32Array.of(1, 2, 0.3, -4, 5, 0.7, 1, 1, 0.1, 0.9));
  const counts = Float64Array.of(9, 1, 4, 2, 1);
  const share = (order: readonly number[], strength: number) =>
    sharePrefixes(
      matrix(5, 2, Float32Array.from(order.flatMap((a) => [...row(given, a)]))),
      order.map((a) => actions[a]!),
      Float64Array.from(order, (a) => counts[a]!),
      { separators: "/", strength },
    );
  const [forwards, backwards] = [share([0, 1, 2, 3, 4], 3), share([4, 3, 2, 1, 0], 3)];
  expect(forwards.prefixes.names).toEqual(["a", "a/b", "only"]);
  for (const a of actions.keys()) {
    const there = [...row(backwards.vectors, 4 - a)];
    expect([...row(forwards.vectors, a)]).toEqual(there.map((value) => expect.closeTo(value, 6)));
  }
  expect(share([0, 1, 2, 3, 4], 0).vectors).toEqual(given);
  expect(row(forwards.vectors, 3)).toEqual(row(given, 3));
  expect(row(forwards.vectors, 4)).toEqual(row(given, 4));
});

test("a new action under a known prefix lands near its siblings; one without is left out", async () => {
  const fitted = (await word2vecEmbedder({ ...settings, weighting: "mean" }).fit(log)) as FittedWord2Vec;
  const { prefixes } = fitted.model;
  expect(prefixes?.names).toEqual(["play", "play/level", "shop", "shop/cart"]);
  const reads = fitted.readsNewActions as (action: string) => boolean;
  expect(["shop/cart/new", "shop/new", "shop", "shopping/new", "new", "shop/cart/add"].map(reads)).toEqual([
    ...[true, true, true, false, false, true],
  ]);
  const of = async (action: string) => [...(await fitted.embed([[action]])).data];
  expect(await of("shop/cart/new")).toEqual([...row(prefixes!.vectors, 3)]);
  expect(await of("shop/new/new")).toEqual([...row(prefixes!.vectors, 2)]);
  expect(await of("new")).toEqual(new Array(8).fill(0));
  const [fresh, cart, level] = [await of("shop/cart/new"), await of("shop/cart/add"), await of("play/level/1")];
  expect(cosine(fresh, cart)).toBeGreaterThan(0.9);
  expect(cosine(fresh, level)).toBeLessThan(cosine(fresh, cart) - 0.3);
});

test.each(["mean", "tf-idf", "sif"] as const)(
  "%s: a restored embedder reads new actions with the same bits",
  async (weighting) => {
    const fitted = await word2vecEmbedder({ ...settings, weighting }).fit(log);
    const state = fitted.state()!;
    const restored = restoreEmbedder({ ...state, json: JSON.parse(JSON.stringify(state.json)) });
    const seen = [["shop/cart/new", "shop/cart/other"], ["start", "new", "play/level/3"], ["new"], [], ...log];
    const before = await fitted.embed(seen);
    expect(await restored.embed(seen)).toEqual(before);
    expect((restored.readsNewActions as (action: string) => boolean)("shop/cart/new")).toBe(true);
    expect(restored.state()).toEqual(state);
    for (const [i, list] of seen.entries()) expect((await fitted.embed([list])).data).toEqual(row(before, i).slice());
  },
);

test("a state whose prefixes are not whole is refused", async () => {
  const state = (await word2vecEmbedder(settings).fit(log)).state()!;
  const prefixes = state.json.prefixes as object;
  const { prefixes: vectors, ...others } = state.matrices;
  for (const broken of [
    { ...state, matrices: others },
    { ...state, json: { ...state.json, prefixes: undefined } },
    { ...state, json: { ...state.json, prefixes: { ...prefixes, separators: 3 } } },
    { ...state, json: { ...state.json, prefixes: { ...prefixes, names: ["play"] } } },
    { ...state, json: { ...state.json, weights: (state.json.weights as number[]).slice(1) } },
    { ...state, matrices: { ...others, prefixes: matrix(vectors!.rows, 3) } },
  ]) {
    expect(() => restoreEmbedder(broken)).toThrow(
      new ModelFormatError("the state of a word2vec embedder is incomplete"),
    );
  }
});

test("the same bits for any number of workers; without separators no vector changes", async () => {
  const lists = hierarchicalLog({ sequences: 60, seed: 3, prefixed: 1 });
  const train = (workers: number) => trainWord2Vec(lists, { ...settings, workers });
  const one = await train(1);
  for (const workers of [2, 4]) {
    const more = await train(workers);
    expect(more.vectors).toEqual(one.vectors);
    expect(more.prefixes).toEqual(one.prefixes);
  }
  const { prefixSeparators: _, ...plain } = settings;
  const apart = await trainWord2Vec(lists, plain);
  expect(apart.prefixes).toBeUndefined();
  expect((await trainWord2Vec(lists, { ...settings, prefixStrength: 0 })).vectors).toEqual(apart.vectors);
  expect(one.vectors).not.toEqual(apart.vectors);
});

test("where names have prefixes, sharing lowers the loss on other sequences; where none has a sibling it changes nothing", async () => {
  const log = { sequences: 80, prefixed: 1 };
  const lists = hierarchicalLog({ ...log, seed: 1 });
  const others = hierarchicalLog({ ...log, seed: 2 });
  const lossOf = async (prefixStrength: number) =>
    judged(await trainWord2Vec(lists, { vectorSize: 16, epochs: 60, prefixSeparators: "/", prefixStrength }), others);
  expect(await lossOf(3)).toBeLessThan(0.97 * (await lossOf(0)));
  const flat = await trainWord2Vec(
    [
      ["a", "b"],
      ["c", "d"],
    ],
    { ...settings, epochs: 5 },
  );
  expect(flat.prefixes!.names).toEqual([]);
  expect(flat.vectors).toEqual(
    (
      await trainWord2Vec(
        [
          ["a", "b"],
          ["c", "d"],
        ],
        { vectorSize: 8, epochs: 5 },
      )
    ).vectors,
  );
});

test("given vectors stay as they are, and give others theirs", async () => {
  const vectors = matrix(3, 2, Float32Array.of(1, 0, 0, 1, 5, 5));
  const pretrained = { vectors, vocabulary: { actions: ["shop/a", "shop/b", "start"] } };
  const embedder = word2vecEmbedder({ pretrained, prefixSeparators: "/", weighting: "mean" });
  const fitted = (await embedder.fit([["shop/c"]])) as FittedWord2Vec;
  expect([...(await fitted.embed([["shop/a"], ["shop/c"], ["play/c"]])).data]).toEqual([1, 0, 0.5, 0.5, 0, 0]);
  const again = await word2vecEmbedder({ pretrained: fitted.model, weighting: "mean" }).fit([["shop/c"]]);
  expect([...(await again.embed([["shop/d"]])).data]).toEqual([0.5, 0.5]);
  const pooling = await poolSequences([["shop/c", "start"]], fitted.model);
  expect((await pooling.apply([["shop/c", "play/c"]])).known).toEqual(Uint32Array.of(1));
  const prefixes = { ...fitted.model.prefixes!, names: ["shop", "play"] };
  expect(() => word2vecEmbedder({ pretrained: { ...pretrained, prefixes } })).toThrow(
    new RangeError('"pretrained.prefixes.vectors" expected 2 rows of 2 numbers, one a prefix, got 1 of 2'),
  );
});

test("joined embedders read what one of them reads", async () => {
  const meaning = word2vecEmbedder(settings);
  const joined = await joinEmbedders([{ embedder: orderEmbedder() }, { embedder: meaning }]).fit(log);
  const reads = joined.readsNewActions as (action: string) => boolean;
  expect([reads("shop/cart/new"), reads("new")]).toEqual([true, false]);
  const deaf = await joinEmbedders([{ embedder: orderEmbedder() }]).fit(log);
  expect(deaf.readsNewActions).toBe(false);
});

test.each([
  [{ prefixSeparators: "" }, RangeError, '"prefixSeparators" expected a non-empty string, got ""'],
  [{ prefixSeparators: true }, TypeError, '"prefixSeparators" expected a non-empty string, got true'],
  [{ prefixStrength: -1 }, RangeError, '"prefixStrength" expected a finite number >= 0 and <= 1000000000, got -1'],
])("refusal of %j", (options, kind, message) => {
  expect(() => word2vecEmbedder(options as never)).toThrow(new kind(message));
});

function judged({ vocabulary: { actions, counts }, vectors, contextVectors }: Word2Vec, others: string[][]): number {
  const frequencies = new Map(actions.map((action, a) => [action, counts[a]!]));
  const rowsOf = (held: typeof vectors) => actions.map((_, a) => row(held, a));
  const held = { actions, vectors: rowsOf(vectors), contextVectors: rowsOf(contextVectors) };
  return heldOutLoss(others, frequencies, held);
}

function cosine(a: readonly number[], b: readonly number[]): number {
  const dot = a.reduce((sum, value, t) => sum + value * b[t]!, 0);
  return dot / Math.hypot(...a) / Math.hypot(...b);
}
