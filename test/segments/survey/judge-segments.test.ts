import { describe, expect, test } from "vitest";
import { noiseLog, plantedLog, shuffledLog } from "../../../benchmarks/data/verdict-logs";
import { type Clusterer, type FitSegmentsOptions, fitSegments } from "../../../src";

const FAST: FitSegmentsOptions = { projection: false };

/** Cuts the users into three by the order of their rows. */
const thirds: Clusterer = {
  method: "thirds",
  cluster: async ({ rows }) => ({ labels: Array.from({ length: rows }, (_, row) => row % 3) }),
};

describe("the verdict on a log", () => {
  test("behaviours without a common action, and behaviours that differ in their order alone, are clear segments", async () => {
    for (const log of [plantedLog("disjoint", [20, 30], 7), plantedLog("order", [30, 45], 7)]) {
      const { verdict } = await fitSegments(log.lists, FAST);
      expect(verdict.kind).toBe("clear segments");
      expect(verdict.words.headline).toBe("Two groups.");
      expect(verdict.segments.map(({ real }) => real)).toEqual([true, true]);
      expect(verdict.log.shuffled).toHaveLength(2);
      expect(verdict.log.shuffledInputs).toBe(log.lists.length);
    }
  });

  test("noise, and the same behaviours with their actions shuffled, are a continuum", async () => {
    for (const log of [noiseLog("zipf", 12, 75, 7), shuffledLog(plantedLog("order", [30, 45], 7), 7)]) {
      const { verdict } = await fitSegments(log.lists, FAST);
      expect(verdict.kind).toBe("continuum");
      expect(verdict.words.headline).toBe("No clear groups.");
    }
  });

  test("is the same whatever was asked for; what is said of the segments is not", async () => {
    const { lists } = plantedLog("sessions", [30, 40], 7);
    const byDefault = (await fitSegments(lists, FAST)).verdict;
    const asked: FitSegmentsOptions[] = [
      { clustering: { method: "markov-mixture", segments: 2 } },
      { clustering: thirds },
      {
        embedding: { method: "order" },
        reduction: { method: "pca" },
        clustering: { method: "hdbscan", minClusterSize: 8 },
      },
    ];
    const verdicts = [];
    for (const options of asked) verdicts.push((await fitSegments(lists, { ...FAST, ...options })).verdict);
    for (const { kind, log } of verdicts) expect({ kind, log }).toEqual({ kind: byDefault.kind, log: byDefault.log });
    expect(byDefault.kind).toBe("clear segments");
    expect(verdicts[0]!.words.why).toMatch(/^They are real/);
    expect(verdicts[1]!.words.headline).toBe("There are groups, but not these.");
    expect(verdicts[1]!.separation.value).toBeLessThan(0.3);
  });

  test("has the same bits for any number of workers", async () => {
    const { lists } = plantedLog("overlap", [20, 30], 7);
    const of = async (workers: number) => (await fitSegments(lists, { ...FAST, workers })).verdict;
    expect(await of(2)).toEqual(await of(1));
  });

  test("is not reached on fewer than ten inputs", async () => {
    const lists = [...Array<string>(4).fill("A -> B"), ...Array<string>(4).fill("X -> Y")];
    const { verdict } = await fitSegments(lists, { ...FAST, clustering: { method: "hdbscan", minClusterSize: 2 } });
    expect(verdict.kind).toBe("continuum");
    expect(verdict.words.headline).toBe("Too few sequences to judge.");
    expect(verdict.reasons).toEqual([]);
  });
});
