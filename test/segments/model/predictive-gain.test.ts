import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { buildSequences, type FitInput, fitSegments, loadSegments, sequencesFrom } from "../../../src";
import { randomStream } from "../../../src/core/internal";
import { predictiveGain } from "../../../src/segments";
import { demoEvents, pathsOf } from "../../helpers/demo-paths";
import { plantedPlayers } from "../../helpers/planted-players";
import { size } from "../../helpers/size";
import { secondHalfBits } from "../../reference/predictive-code";

const HELD_OUT = size(60, 100);
const { events } = await demoEvents(size(180, 500));
const paths = pathsOf(events);
const [fitted, heldOut] = [paths.slice(0, -HELD_OUT), paths.slice(-HELD_OUT)];
const model = await fitSegments(fitted, { projection: false });
const gain = await predictiveGain(model, heldOut);
const nothing = { perAction: 0, ofSegments: new Float64Array(model.segments.length), ofNoise: 0, baseline: 0 };

/** One at a time, by assignment of each first half and the naive code. */
async function naiveGain(fittedModel: typeof model, lists: readonly (readonly string[])[]) {
  const { sequences, labels, segments } = fittedModel;
  const { actions } = sequences.vocabulary;
  const read = lists
    .map((list) => list.filter((action) => actions.includes(action)))
    .filter(({ length }) => length > 1);
  const halves = read.map((list) => list.slice(0, Math.ceil(list.length / 2)));
  const added = Array.from(await fittedModel.assign(halves), ({ segment }) => segment);
  const known = Array.from(sequences.weights, (_, row) => labels[sequences.rowOf.indexOf(row)]!);
  const offsets = [0];
  for (const { length } of read) offsets.push(offsets.at(-1)! + length);
  const built = {
    tokens: Uint32Array.from(read.flat(), (action) => actions.indexOf(action)),
    offsets: Uint32Array.from(offsets),
    weights: new Float64Array(read.length).fill(1),
    vocabulary: { actions },
  };
  const alike = { known: known.map(() => 0), added: added.map(() => 0) };
  const without = secondHalfBits(sequences, built, alike);
  const bits = secondHalfBits(sequences, built, { known, added });
  const actionsOf = read.map(({ length }) => Math.floor(length / 2) + 1);
  const mean = (values: readonly number[], takes: (row: number) => boolean) => {
    const rows = [...values.keys()].filter(takes);
    const sum = (of: readonly number[]) => rows.reduce((all, row) => all + of[row]!, 0);
    return rows.length > 0 ? sum(values) / sum(actionsOf) : 0;
  };
  const saved = without.map((cost, row) => cost - bits[row]!);
  return {
    figures: [
      mean(saved, () => true),
      ...segments.map(({ segment }) => mean(saved, (row) => added[row] === segment)),
      mean(saved, (row) => added[row] === -1),
      mean(without, () => true),
    ],
    counts: [actionsOf.reduce((a, b) => a + b, 0), read.length, lists.length - read.length],
  };
}

test("any new inputs: what the naive code gives, unknown actions left out", async () => {
  const players = plantedPlayers().paths;
  const small = await fitSegments(players, {
    embedding: { method: "order" },
    reduction: false,
    clustering: { method: "hdbscan", minClusterSize: 10 },
    projection: false,
  });
  expect(small.segments.length).toBeGreaterThan(1);
  const action = fc.constantFrom("NEW", ...small.sequences.vocabulary.actions);
  const inputs = fc.array(fc.oneof(fc.array(action, { maxLength: 7 }), fc.constantFrom(...players)), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(inputs, async (lists) => {
      const { perAction, ofSegments, ofNoise, baseline, actions, inputs, skipped } = await predictiveGain(
        small,
        lists,
        {
          workers: 1,
        },
      );
      const { figures, counts } = await naiveGain(small, lists);
      expect([actions, inputs, skipped]).toEqual(counts);
      const got = [perAction, ...ofSegments, ofNoise, baseline];
      expect(got.length).toBe(figures.length);
      for (const [i, figure] of figures.entries()) expect(Math.abs(got[i]! - figure)).toBeLessThan(1e-9);
    }),
    { numRuns: size(6, 40) },
  );
});

describe("what it says", () => {
  test("planted behaviours say much about users held out, each of them something", () => {
    expect(gain.perAction).toBeGreaterThan(0.25);
    expect(gain.baseline).toBeGreaterThan(gain.perAction);
    for (const saved of gain.ofSegments) expect(saved).toBeGreaterThan(0.1);
    expect(gain).toMatchObject({ inputs: HELD_OUT, skipped: 0 });
    expect(gain.actions).toBe(heldOut.reduce((all, { length }) => all + Math.floor(length / 2) + 1, 0));
  });

  test("of users whose actions are shuffled among all, nothing: they are misled", async () => {
    for (const seed of [1, 2, 3]) {
      const random = randomStream(seed, "test/shuffled");
      const all = paths.flat();
      const shuffled = paths.map((path, i) => path.map((_, j) => all[random.integer(all.length, i, j)]!));
      expect((await predictiveGain(model, shuffled)).perAction).toBeLessThan(0);
    }
  });

  test("segments drawn by chance say next to nothing", async () => {
    const random = randomStream(1, "test/chance");
    const labels = (rows: number) => Array.from({ length: rows }, (_, row) => random.integer(4, row, 0));
    const clustering = { method: "chance", cluster: async ({ rows }: { rows: number }) => ({ labels: labels(rows) }) };
    const given = {
      embedding: { method: "order" },
      reduction: { method: "pca" },
      projection: false,
    } as const;
    const drawn = await fitSegments(fitted, { ...given, clustering });
    expect(drawn.segments.length).toBe(4);
    expect(Math.abs((await predictiveGain(drawn, heldOut)).perAction)).toBeLessThan(0.02);
  });

  test("one segment of all says nothing at all", async () => {
    const clustering = {
      method: "all",
      cluster: async ({ rows }: { rows: number }) => ({ labels: Array(rows).fill(0) }),
    };
    const given = {
      embedding: { method: "order" },
      reduction: { method: "pca" },
      projection: false,
    } as const;
    const one = await fitSegments(fitted, { ...given, clustering });
    expect(one.segments.length).toBe(1);
    const { perAction, ofSegments, inputs } = await predictiveGain(one, heldOut);
    expect(inputs).toBe(HELD_OUT);
    expect([perAction, ...ofSegments]).toEqual([0, 0]);
  });

  test("a model without any segment says nothing at all", async () => {
    const clustering = {
      method: "no",
      cluster: async ({ rows }: { rows: number }) => ({ labels: Array(rows).fill(-1) }),
    };
    const given = {
      embedding: { method: "order" },
      reduction: { method: "pca" },
      projection: false,
    } as const;
    const { perAction, ofSegments, inputs } = await predictiveGain(
      await fitSegments(fitted, { ...given, clustering }),
      heldOut,
    );
    expect([perAction, inputs, ofSegments.length]).toEqual([0, HELD_OUT, 0]);
  });
});

describe("what it takes", () => {
  test("lists, arrow paths, events and built sequences, or a promise; in any order, each distinct one once", async () => {
    const inputs: (FitInput | Promise<FitInput>)[] = [
      heldOut.map((path) => path.join(" -> ")),
      heldOut.toReversed(),
      sequencesFrom(heldOut),
    ];
    for (const input of inputs) expect(await predictiveGain(model, input)).toEqual(gain);
    const ofAll = await predictiveGain(model, paths);
    expect(await predictiveGain(model, events)).toEqual(ofAll);
    expect(await predictiveGain(model, buildSequences(events))).toEqual(ofAll);
    const thrice = [...heldOut, ...heldOut, ...heldOut];
    expect(await predictiveGain(model, await sequencesFrom(thrice))).toEqual(await predictiveGain(model, thrice));
    expect((await predictiveGain(model, thrice)).perAction).toBeCloseTo(gain.perAction, 4);
  });

  test("a loaded model gives the same, and so do 1, 2 and 4 workers", async () => {
    expect(await predictiveGain(await loadSegments(await model.toBytes()), heldOut)).toEqual(gain);
    for (const workers of [1, 2, 4]) expect(await predictiveGain(model, heldOut, { workers })).toEqual(gain);
  });

  test("inputs of fewer than two actions carry nothing and are counted", async () => {
    const none = { ...nothing, actions: 0, inputs: 0 };
    expect(await predictiveGain(model, [])).toEqual({ ...none, skipped: 0 });
    expect(await predictiveGain(model, [[], ["START"], "NEW -> __proto__", "NEW -> START"])).toEqual({
      ...none,
      skipped: 4,
    });
    expect(await predictiveGain(model, await sequencesFrom([[], ["START"]], { minLength: 2 }))).toEqual({
      ...none,
      skipped: 2,
    });
    expect(await predictiveGain(model, [...heldOut, ["START"], []])).toEqual({ ...gain, skipped: 2 });
  });

  test("actions never seen are treated as assign treats them", async () => {
    const withNews = heldOut.map((path) => ["NEW", ...path.flatMap((action) => [action, "🎮 x"])]);
    expect(await predictiveGain(model, withNews)).toEqual(gain);
    const rare = await fitSegments(fitted, {
      sequences: { minCount: 100 },
      embedding: { method: "order" },
      projection: false,
    });
    const { unknownToken } = rare.sequences.rules;
    expect(unknownToken).toBe("(other)");
    const [news, asUnknown] = ["NEW", unknownToken!].map((action) => heldOut.map((path) => [...path, action]));
    expect(await predictiveGain(rare, news!)).toEqual(await predictiveGain(rare, asUnknown!));
  });

  test("new actions that the model reads by their names are coded", async () => {
    const shops = ["a", "b"].flatMap((area) =>
      Array.from({ length: 30 }, (_, i) => [`${area}/x${i % 3}`, `${area}/y${i % 2}`, `${area}/x${i % 2}`]),
    );
    const reading = await fitSegments(shops, {
      embedding: { method: "word2vec", vectorSize: 8, prefixSeparators: "/" },
      reduction: false,
      clustering: { method: "hdbscan", minClusterSize: 10 },
      projection: false,
    });
    const news = [["a/new", "a/x1"], ["a/x1", "a/newer"], ["b/y1", "b/other", "a/new"], ["?"]];
    const read = await predictiveGain(reading, news);
    expect([read.actions, read.inputs, read.skipped]).toEqual([6, 3, 1]);
    expect(read.baseline).toBeGreaterThan(1);
    expect(await predictiveGain(reading, news.toReversed())).toEqual(read);
    expect(await predictiveGain(reading, sequencesFrom(news))).toEqual(read);
  });
});

test("bad input, and an aborted run", async () => {
  const cases: [model: unknown, sequences: unknown, options: object, message: string][] = [
    [{}, heldOut, {}, '"model" expected a fitted or loaded model, got an object (Object)'],
    [undefined, heldOut, {}, '"model" expected a fitted or loaded model, got undefined'],
    [model, 5, {}, '"sequences" expected events, sequences, or an array of lists of actions or arrow paths, got 5'],
    [model, [["START", 5]], {}, '"sequences" expected actions as text, got 5 at position 0'],
    [model, [5], {}, '"sequences" expected an array of actions or an arrow path, got 5 at position 0'],
    [model, heldOut, { worker: 2 }, '"worker" is not an option; did you mean "workers"?'],
  ];
  for (const [given, sequences, options, message] of cases) {
    await expect(predictiveGain(given as typeof model, sequences as FitInput, options)).rejects.toThrow(
      new TypeError(message),
    );
  }
  const signal = AbortSignal.abort(new Error("enough"));
  await expect(predictiveGain(model, heldOut, { signal })).rejects.toThrow("enough");
  const controller = new AbortController();
  const onProgress = () => controller.abort(new Error("enough of it"));
  await expect(predictiveGain(model, heldOut, { signal: controller.signal, onProgress })).rejects.toThrow(
    "enough of it",
  );
});
