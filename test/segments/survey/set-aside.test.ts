import { describe, expect, test } from "vitest";
import { plantedLog } from "../../../benchmarks/data/verdict-logs";
import { type FitSegmentsOptions, fitSegments, loadSegments, sequencesFrom } from "../../../src";
import { notesOnLongInputs } from "../../../src/segments/survey/long-inputs";
import { setAside } from "../../../src/segments/survey/set-aside";

const FAST: FitSegmentsOptions = { projection: false };
const { lists } = plantedLog("sessions", [50, 40], 3);
const actions = [...new Set(lists.flat())];
const robot = (length: number) => Array.from({ length }, (_, i) => actions[(i * 5 + (i >> 4)) % actions.length]!);

describe("inputs far longer than all others", () => {
  test.each<[string, FitSegmentsOptions]>([
    ["the default call", {}],
    [
      "HDBSCAN",
      {
        embedding: { method: "order" },
        reduction: { method: "pca" },
        clustering: { method: "hdbscan", minClusterSize: 10 },
      },
    ],
    ["k-means", { embedding: { method: "word2vec" }, clustering: { method: "kmeans", k: 2 } }],
    ["a mixture of chains", { clustering: { method: "markov-mixture", segments: 2 } }],
  ])("change nothing of the others with %s, and are placed as a new input is", async (_, options) => {
    const alone = await fitSegments(lists, { ...FAST, ...options });
    const among = [...lists.slice(0, 20), robot(4000), ...lists.slice(20)];
    const model = await fitSegments(among, { ...FAST, ...options });
    const others = [...model.labels].filter((__, i) => i !== 20);
    expect(others).toEqual([...alone.labels]);
    expect([...model.probabilities].filter((__, i) => i !== 20)).toEqual([...alone.probabilities]);
    expect(model.verdict.log).toEqual(alone.verdict.log);
    expect(model.selection).toEqual(alone.selection);
    expect(model.labels[20]).toBe((await alone.assign([among[20]!]))[0]!.segment);
    for (const one of [model, await loadSegments(await model.toBytes())]) {
      const answers = await one.assign(among);
      expect(answers.map(({ segment }) => segment)).toEqual([...model.labels]);
      expect(answers.map(({ membership }) => membership)).toEqual([...model.probabilities]);
    }
    expect(model.report.clustering.noise).toBe(model.labels.filter((label) => label < 0).length);
  });

  test.each<FitSegmentsOptions>([
    {},
    { embedding: "word2vec" },
    { embedding: "ngrams", clustering: { method: "kmeans", k: 2 } },
  ])("with %j are in no segment where they do what nobody else does, and so are others who do", async (options) => {
    const crawler = Array.from({ length: 4000 }, (_, i) => `/page/${i % 40}`);
    const model = await fitSegments([...lists, crawler], { ...FAST, ...options });
    expect(model.labels[90]).toBe(-1);
    expect(model.segments.reduce((sum, { size }) => sum + size, 0)).toBe(
      model.labels.filter((label) => label >= 0).length,
    );
    for (const one of [model, await loadSegments(await model.toBytes())]) {
      const [same, like, other] = await one.assign([crawler, ["/page/1", "/page/2"], ["/page/1", ...lists[0]!]]);
      for (const answer of [same, like]) {
        expect(answer).toMatchObject({ segment: -1, confidence: 0, alternatives: [], reason: "no known action" });
      }
      expect(other!.segment).toBe(model.labels[0]);
    }
  });

  test("are reported, with their share of all actions", async () => {
    const { report } = await fitSegments([...lists, robot(4000)], FAST);
    expect(report.notes.filter((note) => note.includes("of all actions"))).toHaveLength(1);
    expect(report.notes.join("\n")).toMatch(/input 90 holds \d+% of all actions/);
    expect(report.notes.join("\n")).toContain("1 of 91 inputs are more than ten times as long as nine tenths of all");
  });
});

describe("setAside", () => {
  const short = (users: number) => Array.from({ length: users }, (_, i) => ["A", "B", "C"].slice(0, 1 + (i % 3)));
  const long = (length: number) => Array<string>(length).fill("A");

  test.each([
    ["none is far longer", [...short(60), long(39)], undefined],
    ["one is", [...short(60), long(40)], 60],
    ["four are", [...short(60), ...Array.from({ length: 4 }, (_, i) => long(40 + i))], 60],
    [
      "five are: they may be a segment",
      [...short(60), ...Array.from({ length: 5 }, (_, i) => long(40 + i))],
      undefined,
    ],
    ["one in two hundred of many", [...short(2000), ...Array.from({ length: 9 }, () => long(80))], 2000],
    [
      "one in two hundred of many, and some more",
      [...short(2000), ...Array.from({ length: 11 }, () => long(80))],
      undefined,
    ],
  ])("%s", async (_, log, learnt) => {
    const sequences = await sequencesFrom(log);
    const { sequences: kept, rows } = await setAside(sequences, {});
    if (learnt === undefined) {
      expect(kept).toBe(sequences);
      expect(rows).toBeUndefined();
    } else {
      expect(kept.weights.reduce((sum, weight) => sum + weight, 0)).toBe(learnt);
      expect([...kept.weights]).toEqual(rows!.map((row) => sequences.weights[row]));
    }
  });
});

describe("notesOnLongInputs", () => {
  test("names at most three, the longest, from one action in twenty on", async () => {
    const sequences = await sequencesFrom([
      ...Array.from({ length: 40 }, () => ["A", "B"]),
      ...[5, 8, 13, 21, 34].map((length) => Array<string>(length).fill("C")),
    ]);
    const notes = notesOnLongInputs(sequences, undefined);
    // of 161 actions a twentieth is 8.05
    expect(notes.map((note) => note.split(" ").slice(0, 4).join(" "))).toEqual([
      "input 42 holds 8%",
      "input 43 holds 13%",
      "input 44 holds 21%",
    ]);
    expect(notesOnLongInputs(await sequencesFrom(Array(40).fill(["A", "B"])), undefined)).toEqual([]);
  });
});
