import { expect, test } from "vitest";
import { matrix } from "../../../src/core/internal";
import { trainWord2Vec } from "../../../src/embedding";
import { Word2Vec } from "../../../src/embedding/word2vec/word2vec";

const actions = ["add to cart", "BUY", "100%", "🛒"];
const model = new Word2Vec(
  { actions, counts: Float64Array.of(4, 3, 2, 1) },
  {
    vectors: matrix(4, 2, Float32Array.of(1, 0, 2, 0.1, 0, 0, -1, 0.25)),
    contextVectors: matrix(4, 2),
    loss: 1,
    epochs: 1,
  },
);

test("similar actions come nearest first, ties in the order of the vocabulary", () => {
  expect(model.mostSimilar("add to cart", 2)).toEqual([
    { action: "BUY", similarity: expect.closeTo(2 / Math.hypot(2, 0.1), 7) },
    { action: "100%", similarity: 0 },
  ]);
  expect(model.mostSimilar("100%").map(({ action }) => action)).toEqual(["add to cart", "BUY", "🛒"]);
  expect(model.similarity("BUY", "🛒")).toBe(model.similarity("🛒", "BUY"));
  expect(model.similarity("BUY", "BUY")).toBe(1);
});

test.each([
  [
    () => model.mostSimilar("BYE"),
    RangeError,
    '"action" expected an action of the vocabulary, got "BYE"; did you mean "BUY"?',
  ],
  [
    () => model.similarity("BUY", "zzzzzzzzz"),
    RangeError,
    '"action" expected an action of the vocabulary, got "zzzzzzzzz"',
  ],
  [
    () => model.similarity("BUY", "__proto__"),
    RangeError,
    '"action" expected an action of the vocabulary, got "__proto__"',
  ],
  [() => model.similarity(3 as never, "BUY"), TypeError, '"action" expected text, got 3'],
  [() => model.mostSimilar("BUY", 0), RangeError, '"k" expected an integer >= 1, got 0'],
])("refusal %#", (call, kind, message) => {
  expect(call).toThrow(new kind(message));
});

test("the text is word2vec's: a header, then a line an action, white space and % encoded", () => {
  expect(model.toWord2VecText()).toBe("4 2\nadd%20to%20cart 1 0\nBUY 2 0.100000001\n100%25 0 0\n🛒 -1 0.25\n");
});

test("the text gives back the names and the bits", async () => {
  const trained = await trainWord2Vec([["a\tb", "c\nd", "e\u00a0f", "g\u0085h", "%20", "a\tb"]], { epochs: 20 });
  const [header, ...lines] = trained.toWord2VecText().trimEnd().split("\n");
  expect(header).toBe("5 64");
  const cells = lines.map((line) => line.split(" "));
  expect(cells.map(([name]) => decodeURIComponent(name!))).toEqual(trained.vocabulary.actions);
  expect(Float32Array.from(cells.flatMap(([, ...values]) => values.map(Number)))).toEqual(trained.vectors.data);
});
