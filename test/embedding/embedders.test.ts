import { expect, test } from "vitest";
import { ModelFormatError } from "../../src/core";
import { customEmbedder, type EmbedderState, restoreEmbedder, word2vecEmbedder } from "../../src/embedding";
import { sequencesFrom } from "../../src/sequences";

const log = [
  ["start", "shop", "buy"],
  ["start", "shop", "buy"],
  ["start", "play", "fail", "play"],
  ["start", "quit"],
];

test.each(["mean", "tf-idf", "sif"] as const)("a restored %s embedder gives the same bits", async (weighting) => {
  const fitted = await word2vecEmbedder({ vectorSize: 12, epochs: 30, weighting }).fit(log);
  expect([fitted.method, fitted.dimensions]).toEqual(["word2vec", 12]);
  const state = fitted.state()!;
  const restored = restoreEmbedder({ ...state, json: JSON.parse(JSON.stringify(state.json)) });
  const seen = [["buy", "never seen"], ["never seen"], [], ...log];
  const before = await fitted.embed(seen);
  expect(await restored.embed(seen)).toEqual(before);
  expect([...before.data.subarray(12, 36)]).toEqual(new Array(24).fill(0));
  expect(restored.state()).toEqual(state);
});

test("given vectors are pooled as they are", async () => {
  const vectors = { data: Float32Array.of(1, 0, 0, 1, 5, 5), rows: 3, cols: 2 };
  const pretrained = { vectors, vocabulary: { actions: ["start", "shop", "never logged"] } };
  const fitted = await word2vecEmbedder({ pretrained, weighting: "mean" }).fit(log);
  expect([...(await fitted.embed([["start", "shop", "buy"], ["never logged"], ["buy"]])).data]).toEqual([
    0.5, 0.5, 5, 5, 0, 0,
  ]);
  const state = fitted.state()!;
  const restored = restoreEmbedder({ ...state, json: JSON.parse(JSON.stringify(state.json)) });
  expect(await restored.embed(log)).toEqual(await fitted.embed(log));
  expect(() => word2vecEmbedder({ pretrained: { ...pretrained, vocabulary: { actions: ["a"] } } })).toThrow(
    new RangeError('"pretrained" expected 1 rows, one an action, got 3'),
  );
});

test("built sequences are embedded once each", async () => {
  const fitted = await word2vecEmbedder({ vectorSize: 4, epochs: 5 }).fit(log);
  const points = await fitted.embed(await sequencesFrom(log));
  expect([points.rows, points.cols]).toEqual([3, 4]);
});

test("training follows the signal; options are checked at once", async () => {
  const signal = AbortSignal.abort(new Error("no"));
  await expect(word2vecEmbedder().fit(log, { signal })).rejects.toThrow("no");
  expect(() => word2vecEmbedder({ vectorsize: 3 } as never)).toThrow(
    new TypeError('"vectorsize" is not an option; did you mean "vectorSize"?'),
  );
});

test("a state that is not whole is refused", async () => {
  const state = (await word2vecEmbedder({ epochs: 2 }).fit(log)).state()!;
  const broken: EmbedderState[] = [
    { ...state, matrices: {} },
    { ...state, json: { ...state.json, weights: ["1"] } },
    { ...state, json: { ...state.json, weights: [1] } },
    { ...state, json: { ...state.json, actions: ["start"] } },
    { ...state, json: { ...state.json, weighting: "tfidf" } },
    { ...state, json: { ...state.json, component: [1] } },
  ];
  for (const each of broken) {
    expect(() => restoreEmbedder(each)).toThrow(new ModelFormatError("the state of a word2vec embedder is incomplete"));
  }
  for (const part of ["json", "matrices"]) {
    for (const method of ["word2vec", "ngrams", "order", "sentence-bert", "joined"]) {
      for (const wrong of [undefined, null, 7]) {
        expect(() => restoreEmbedder({ ...state, method, [part]: wrong } as never)).toThrow(
          new ModelFormatError("the state of an embedder is incomplete"),
        );
      }
    }
  }
  expect(() => restoreEmbedder({ ...state, method: "mine" })).toThrow(
    new ModelFormatError('an embedder of method "mine" is not built in: pass your own again'),
  );
});

test("a function is an embedder", async () => {
  const lengths = customEmbedder((lists) => lists.map((list) => [list.length, 1]), { dimensions: 2, method: "length" });
  const fitted = await lengths.fit(log);
  expect([lengths.method, fitted.method, fitted.dimensions, fitted.state()]).toEqual([
    "length",
    "length",
    2,
    undefined,
  ]);
  expect([...(await fitted.embed(log)).data]).toEqual([3, 1, 3, 1, 4, 1, 2, 1]);
  expect((await fitted.embed(await sequencesFrom(log))).rows).toBe(3);
  expect((await fitted.embed([])).cols).toBe(2);
});

test("a function that gives something else is an error that says so", async () => {
  const embed = async (vectors: number[][]) =>
    (await customEmbedder(() => vectors, { dimensions: 2 }).fit([])).embed([["a"], ["b"]]);
  await expect(embed([[1, 2]])).rejects.toThrow(new RangeError('"custom()" expected 2 vectors of 2, got 1 of 2'));
  await expect(embed([[1], [2]])).rejects.toThrow(new RangeError('"custom()" expected 2 vectors of 2, got 2 of 1'));
  await expect(
    embed([
      [1, 2],
      [3, Number.NaN],
    ]),
  ).rejects.toThrow(/^"custom\(\)" expected finite/);
  expect(() => customEmbedder(() => [], {} as never)).toThrow(
    new TypeError('"dimensions" expected an integer >= 1 and <= 1000000, got undefined'),
  );
  expect(() => customEmbedder("x" as never, { dimensions: 1 })).toThrow(
    new TypeError('"embed" expected a function from sequences to vectors, got "x"'),
  );
});
