import { expect, test } from "vitest";
import { fitSegments, loadSegments } from "../../src";
import { joinEmbedders, orderEmbedder, word2vecEmbedder } from "../../src/embedding";

const [shopping, playing] = ["shop/cart", "play/level"].map((screen) =>
  Array.from({ length: 40 }, (_, i) =>
    ["add", "pay", "list", "see"].map((action, a) => `${screen}/${action}${(i * (a + 1)) % 3}`),
  ),
);
const paths = [...shopping!, ...playing!];
const embedding = { method: "word2vec", vectorSize: 8, epochs: 60, prefixSeparators: "/" } as const;
const others = {
  reduction: false,
  clustering: { method: "hdbscan", minClusterSize: 10 },
  projection: false,
} as const;
const model = await fitSegments(paths, { embedding, ...others });
const newPaths = [
  ["shop/cart/gift", "shop/cart/pay0", "shop/cart/list0", "nothing like it"],
  ["play/level/99", "play/level/pay1"],
  ["shop/cart/new"],
  ["nothing like it"],
  ["shopping"],
];

test("new actions under known prefixes are assigned with their siblings, others are left out; saved and loaded alike", async () => {
  const answers = await model.assign(newPaths);
  const [ofShopping, ofPlaying] = [model.labels.slice(0, 40), model.labels.slice(40)].map((labels) => new Set(labels));
  expect([...ofShopping!].filter((label) => ofPlaying!.has(label))).toEqual([]);
  const nearest = answers.map(({ alternatives }) => alternatives[0]?.segment);
  expect([nearest[0], nearest[2]].every((segment) => ofShopping!.has(segment!))).toBe(true);
  expect(ofPlaying!.has(nearest[1]!)).toBe(true);
  expect(answers.slice(3).map(({ reason }) => reason)).toEqual(["no known action", "no known action"]);
  expect(await model.assign([newPaths[0]!.slice(0, -1)])).toEqual([answers[0]]);
  expect((await model.assign(paths)).map(({ segment }) => segment)).toEqual([...model.labels]);

  const loaded = await loadSegments(await model.toBytes());
  expect(await loaded.assign(newPaths)).toEqual(answers);
  expect(await loaded.toBytes()).toEqual(await model.toBytes());
});

test("an explanation names new actions that were read", async () => {
  const { actions } = await model.explain(newPaths[0]!);
  expect(actions).toEqual(newPaths[0]!.slice(0, -1));
});

test("the same bytes for 1, 2 and 4 workers", async () => {
  for (const workers of [1, 2, 4]) {
    expect(await (await fitSegments(paths, { embedding, ...others, workers })).toBytes()).toEqual(
      await model.toBytes(),
    );
  }
});

test("without separators new actions are left out; beside an order-aware embedding they are read", async () => {
  const { prefixSeparators: _, ...plain } = embedding;
  const deaf = await fitSegments(paths, { embedding: plain, ...others });
  expect((await deaf.assign([["shop/cart/new"]]))[0]!.reason).toBe("no known action");
  const { method: __, ...settings } = embedding;
  const both = joinEmbedders([{ embedder: orderEmbedder() }, { embedder: word2vecEmbedder(settings) }]);
  const joined = await fitSegments(paths, { embedding: both, ...others });
  const [read, unread] = await joined.assign([["shop/cart/new"], ["nothing like it"]]);
  expect([read!.reason === "no known action", unread!.reason]).toEqual([false, "no known action"]);
});
