import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ModelFormatError } from "../../../src/core";
import { matrix, row } from "../../../src/core/internal";
import { PoolingModel, poolSequences, restoreEmbedder, word2vecEmbedder } from "../../../src/embedding";
import { sequencesFrom } from "../../../src/sequences";
import { Cases } from "../../helpers/cases";

const vectors = {
  vocabulary: { actions: ["a", "b", "c", "d"] },
  vectors: matrix(4, 3, Float32Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1, 0.3, -0.7, 0.11)),
};
const WEIGHTINGS = ["mean", "tf-idf", "sif"] as const;
const log = [
  ["a", "b"],
  ["a", "b"],
  ["a", "c", "c"],
  ["a", "d", "b", "a"],
];

test("mean: each occurrence counts the same", async () => {
  const { embedding: pooled } = await poolSequences([["a", "b", "b", "b"]], vectors, { weighting: "mean" });
  expect([...pooled.data]).toEqual([0.25, 0.75, 0]);
});

test("tf-idf by hand: ln((1 + n) / (1 + n_a)) + 1, inputs counted with their weights", async () => {
  const { weights, weighting } = await poolSequences(log, vectors);
  expect(weighting).toBe("tf-idf");
  const expected = [4, 3, 1, 1].map((showing) => Math.log(5 / (1 + showing)) + 1);
  expect([...weights]).toEqual(expected.map((weight) => expect.closeTo(weight, 12)));
  const { embedding: pooled } = await poolSequences(log, vectors);
  const [a, , c] = expected;
  expect(pooled.data[6]).toBeCloseTo(a! / (a! + 2 * c!), 6);
  expect(pooled.data[8]).toBeCloseTo((2 * c!) / (a! + 2 * c!), 6);
});

test("SIF by hand: a / (a + p), a the share of the median token's action, the common direction taken out", async () => {
  const { weights, component } = await poolSequences(log, vectors, { weighting: "sif" });
  const shares = [5 / 11, 3 / 11, 2 / 11, 1 / 11];
  expect([...weights]).toEqual(shares.map((share) => expect.closeTo(3 / 11 / (3 / 11 + share), 12)));
  const fixed = await poolSequences(log, vectors, { weighting: "sif", sifA: 0.01 });
  expect(fixed.weights[0]).toBeCloseTo(0.01 / (0.01 + 5 / 11), 12);
  const { embedding: pooled } = await poolSequences(log, vectors, { weighting: "sif" });
  for (let i = 0; i < pooled.rows; i++) {
    expect(row(pooled, i).reduce((sum, x, t) => sum + x * component![t]!, 0)).toBeCloseTo(0, 6);
  }
});

describe.each(WEIGHTINGS)("%s", (weighting) => {
  test("frozen weights give the fitted rows' bits again, alone or among others, in any order of actions", async () => {
    const cases = new Cases("kept", "empty");
    const action = fc.constantFrom("a", "b", "c", "d", "unknown");
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(action, { maxLength: 9 }), { minLength: 1, maxLength: 9 }),
        fc.boolean(),
        async (lists, normalize) => {
          const fitted = await poolSequences(lists, vectors, { weighting, normalize });
          const all = fitted.embedding;
          expect([...all.data].every(Number.isFinite)).toBe(true);
          for (const [i, list] of lists.entries()) {
            const alone = await fitted.apply([list.toReversed()]);
            expect(alone.data).toEqual(row(all, i).slice());
            expect(alone.known[0]).toBe(list.filter((name) => name !== "unknown").length);
          }
          const built = await sequencesFrom(lists);
          const distinct = await new PoolingModel(structuredClone(fitted)).apply(built);
          for (const [i, r] of built.rowOf.entries()) {
            if (cases.when("kept", r >= 0, "empty")) expect(row(distinct, r)).toEqual(row(all, i));
          }
        },
      ),
      { numRuns: 50 },
    );
    cases.expectAll(5);
  });

  test("weights mean what repetition gives", async () => {
    const once = await sequencesFrom(log);
    const thrice = await poolSequences([...log, ...log, ...log], vectors, { weighting });
    const weighted = await poolSequences({ ...once, weights: once.weights.map((w) => 3 * w) }, vectors, { weighting });
    for (const name of ["weights", "component"] as const) expect(weighted[name]).toEqual(thrice[name]);
  });

  test("nothing known: zeros, marked by `known`", async () => {
    const { embedding: pooled } = await poolSequences([["x", "y"], [], ["a"], ["b", "x"]], vectors, {
      weighting,
      normalize: true,
    });
    expect([...pooled.data.subarray(0, 6)]).toEqual([0, 0, 0, 0, 0, 0]);
    expect([...pooled.known]).toEqual([0, 0, 1, 1]);
  });

  test("every input identical: one point, no NaN", async () => {
    const { embedding: pooled } = await poolSequences(
      [
        ["a", "d"],
        ["a", "d"],
      ],
      vectors,
      { weighting },
    );
    expect([...pooled.data].every(Number.isFinite)).toBe(true);
    expect(row(pooled, 0)).toEqual(row(pooled, 1));
  });

  test("normalized rows have length 1", async () => {
    const { embedding: pooled } = await poolSequences(log, vectors, { weighting, normalize: true });
    for (let i = 0; i < log.length; i++) expect(Math.hypot(...row(pooled, i))).toBeCloseTo(1, 6);
  });
});

test("what is in the common direction alone is nothing", async () => {
  const { embedding: pooled } = await poolSequences([["a"], ["a"], ["a"]], vectors, {
    weighting: "sif",
    normalize: true,
  });
  expect([...pooled.data]).toEqual(new Array(9).fill(0));
});

test.each([
  [{ weighting: "tfidf" }, RangeError, '"weighting" expected "mean", "tf-idf" or "sif", got "tfidf"'],
  [{ sifA: 0 }, RangeError, '"sifA" expected a finite number > 0 and <= 1, got 0'],
  [{ normalise: true }, TypeError, '"normalise" is not an option; did you mean "normalize"?'],
])("refuses %j", async (options, kind, message) => {
  await expect(poolSequences(log, vectors, options as never)).rejects.toThrow(new kind(message));
});

test("refuses vectors that are not one an action, and sequences that are not lists", async () => {
  const short = { ...vectors, vectors: matrix(3, 3) };
  await expect(poolSequences(log, short)).rejects.toThrow(
    new RangeError('"vectors" expected 4 rows, one an action, got 3'),
  );
  await expect((await poolSequences(log, vectors)).apply(["ab"] as never)).rejects.toThrow(
    new TypeError('"sequences" expected lists of actions, got "ab" at position 0'),
  );
});

test("refuses saved data that is incomplete", async () => {
  const saved = structuredClone(await poolSequences(log, vectors));
  for (const [name, value] of Object.entries({ weights: saved.weights.slice(1), vectors: null, weighting: "bm25" })) {
    expect(() => new PoolingModel({ ...saved, [name]: value } as never)).toThrow(
      new ModelFormatError("the data of a pooling is incomplete"),
    );
  }
});

test("an aborted signal rejects with its reason", async () => {
  const signal = AbortSignal.abort(new Error("no"));
  await expect(poolSequences(log, vectors, { signal })).rejects.toThrow("no");
});

describe("halfLife", () => {
  test("by hand: a place before the last counts half, two places a quarter", async () => {
    const { embedding: pooled } = await poolSequences([["b", "a", "a"], ["a"]], vectors, {
      weighting: "mean",
      halfLife: 1,
    });
    expect([...pooled.data]).toEqual([1.5 / 1.75, 0.25 / 1.75, 0, 1, 0, 0].map((x) => expect.closeTo(x, 6)));
    expect([...pooled.known]).toEqual([3, 1]);
  });

  test("frozen weights give the fitted rows' bits again, alone or among others, as a long row does", async () => {
    const action = fc.constantFrom("a", "b", "c", "d", "unknown");
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(action, { maxLength: 9 }), { minLength: 1, maxLength: 9 }),
        fc.constantFrom(...WEIGHTINGS),
        fc.constantFrom(0.01, 2, 1e9),
        async (lists, weighting, halfLife) => {
          const fitted = await poolSequences(lists, vectors, { weighting, halfLife });
          const all = fitted.embedding;
          expect([...all.data].every(Number.isFinite)).toBe(true);
          for (const [i, list] of lists.entries()) {
            const alone = await fitted.apply([list]);
            expect(alone.data).toEqual(row(all, i).slice());
          }
        },
      ),
      { numRuns: 50 },
    );
    const long = Array.from({ length: 100_000 }, (_, i) => (i < 50_000 ? "a" : "b"));
    const { embedding: pooled } = await poolSequences([long], vectors, { weighting: "mean", halfLife: 100 });
    expect([...pooled.data]).toEqual([0, 1, 0].map((x) => expect.closeTo(x, 6)));
  });

  test("a very long one changes nothing that shows; weights of actions are learnt without it", async () => {
    const [plain, recent] = [{}, { halfLife: 1e9 }];
    const [{ embedding: a }, { embedding: b }] = [
      await poolSequences(log, vectors, plain),
      await poolSequences(log, vectors, recent),
    ];
    expect([...b.data]).toEqual([...a.data].map((x) => expect.closeTo(x, 6)));
    const half = await poolSequences(log, vectors, { halfLife: 2 });
    expect(half.weights).toEqual((await poolSequences(log, vectors)).weights);
  });

  test("is saved with an embedder", async () => {
    const fitted = await word2vecEmbedder({ vectorSize: 8, epochs: 5, halfLife: 2 }).fit(log);
    const again = restoreEmbedder(fitted.state()!);
    expect(await again.embed([["a", "c", "b"]])).toEqual(await fitted.embed([["a", "c", "b"]]));
    expect(await fitted.embed([["a", "c", "b"]])).not.toEqual(await fitted.embed([["b", "c", "a"]]));
  });

  test("expects a positive number", async () => {
    const message = '"halfLife" expected a finite number > 0 and <= 1000000000, got 0';
    await expect(poolSequences(log, vectors, { halfLife: 0 })).rejects.toThrow(new RangeError(message));
  });
});
