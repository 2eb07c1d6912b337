import { expect, test } from "vitest";
import { ModelFormatError } from "../../src/core";
import { row } from "../../src/core/internal";
import { customEmbedder, joinEmbedders, orderEmbedder, restoreEmbedder, word2vecEmbedder } from "../../src/embedding";

const log = [
  ["start", "shop", "buy"],
  ["start", "play", "fail", "play"],
  ["start", "quit"],
];
const lengths = customEmbedder((lists) => lists.map((list) => [list.length]), { dimensions: 1, method: "length" });

test("each part counts by its weight, whatever the length of its vectors", async () => {
  const parts = [{ embedder: lengths, weight: 2 }, { embedder: orderEmbedder() }];
  const fitted = await joinEmbedders(parts).fit(log);
  const points = await fitted.embed(log);
  expect([fitted.method, fitted.dimensions, points.cols]).toEqual(["length + order", 4, 4]);
  const squares = (from: number, to: number) =>
    log.reduce(
      (sum, _, r) =>
        row(points, r)
          .subarray(from, to)
          .reduce((s, x) => s + x * x, sum),
      0,
    ) / log.length;
  expect(squares(0, 1)).toBeCloseTo(4, 5);
  expect(squares(1, 4)).toBeCloseTo(1, 5);
  expect(points.data[4]! / points.data[0]!).toBeCloseTo(4 / 3, 6);
});

test("restored joins, also of joins, give the same bits", async () => {
  const inner = joinEmbedders([{ embedder: orderEmbedder() }, { embedder: word2vecEmbedder({ vectorSize: 4 }) }]);
  const fitted = await joinEmbedders([{ embedder: inner, weight: 3 }, { embedder: orderEmbedder() }]).fit(log);
  const state = fitted.state()!;
  const restored = restoreEmbedder({ ...state, json: JSON.parse(JSON.stringify(state.json)) });
  const seen = [...log, ["quit", "start"], ["never"], []];
  expect(await restored.embed(seen)).toEqual(await fitted.embed(seen));
  expect(restored.state()).toEqual(state);
  expect((await fitted.embed([seen[3]!])).data).toEqual(row(await fitted.embed(seen), 3));
});

test("a join with a function cannot be saved; a state that is not whole is refused", async () => {
  const fitted = await joinEmbedders([{ embedder: lengths }, { embedder: orderEmbedder() }]).fit(log);
  expect(fitted.state()).toBe(undefined);
  for (const parts of [undefined, [], [{ method: "order" }], [{ method: "order", json: {}, scale: "1" }]]) {
    expect(() => restoreEmbedder({ method: "joined", json: { parts }, matrices: {} })).toThrow(
      new ModelFormatError("the state of joined embedders is incomplete"),
    );
  }
});

test("parts are checked at once", () => {
  expect(() => joinEmbedders([])).toThrow(new RangeError('"parts" expected at least one embedder, got none'));
  expect(() => joinEmbedders([{} as never])).toThrow(
    new TypeError('"parts[0].embedder" expected an embedder: an object with a function fit'),
  );
  expect(() => joinEmbedders([{ embedder: lengths, weigth: 1 } as never])).toThrow(
    new TypeError('"parts[0].weigth" is not an option; did you mean "parts[0].weight"?'),
  );
});
