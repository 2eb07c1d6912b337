import { describe, expect, test } from "vitest";
import { type Events, fitSegments, loadSegments, readEvents } from "../../../src";
import { featureTable } from "../../../src/features";
import { loadHybridSegments, loadTableSegments } from "../../../src/segments";

/** Users of two paths and two kinds of spending, crossed: neither alone shows the four kinds. */
async function log(users = 120): Promise<Events> {
  const pathOf = (u: number) => [
    `START_${u % 24}`,
    ...Array(6)
      .fill(["A", u % 2 ? "B" : "C"])
      .flat(),
  ];
  const rows = Array.from({ length: users }, (_, u) =>
    pathOf(u).map((what, i) => ({ who: `u${u}`, what, when: 60 * i + u })),
  ).flat();
  return readEvents(rows, { user: "who", action: "what", time: "when", timeUnit: "s" });
}

const spendsMuch = (u: number) => u % 4 < 2;
const spending = (users = 120) => {
  const all = [...Array(users).keys()];
  return featureTable(
    all.map((u) => `u${u}`),
    {
      spent: all.map((u) => (spendsMuch(u) ? 900 : 20) + 9 * ((u * 0.618034) % 1)),
      visits: all.map((u) => (spendsMuch(u) ? 30 : 2) + 5 * ((u * 0.414214) % 1)),
    },
  );
};

describe("fitSegments of paths and figures", () => {
  test("finds kinds that neither finds alone, and compares the three", async () => {
    const outcome = [...Array(120).keys()].map((u) => (spendsMuch(u) ? "stays" : "leaves"));
    const model = await fitSegments(await log(), { features: { table: spending(), outcome } });
    expect(model.segments).toHaveLength(4);
    const kinds = new Set([...Array(120).keys()].map((u) => `${model.labels[u]} ${u % 2} ${spendsMuch(u)}`));
    expect(kinds.size).toBe(4);
    const [features, embedding, hybrid] = model.ablation;
    expect([features!.segments, embedding!.segments, hybrid!.segments]).toEqual([2, 2, 4]);
    expect(embedding!.savedBits).toBeGreaterThan(features!.savedBits + 0.1);
    expect(features!.outcome!.bits).toBeGreaterThan(0.8);
    expect(features!.outcome!.accuracy).toBe(1);
    expect(Math.abs(embedding!.outcome!.bits)).toBeLessThan(0.2);
    expect(hybrid!.outcome!.bits).toBeGreaterThan(0.7);
    expect(hybrid!.stability).toBeGreaterThan(0.9);
    expect(model.notes.at(-1)).toMatch(/^segments by features alone save .* bits an action/);
    expect(model.segments[0]!.figures.map(({ name }) => name)).toEqual(["spent", "visits"]);
  });

  test("inputs that were fitted keep their labels, one at a time and all at once, saved and loaded", async () => {
    const events = await log();
    const features = spending();
    const model = await fitSegments(events, { features, clustering: { method: "kmeans", k: 4 } });
    const bytes = await model.toBytes();
    const loaded = await loadHybridSegments(bytes);
    expect(await loaded.toBytes()).toEqual(bytes);
    const answers = await model.assign(events, { features });
    expect(answers.map(({ segment }) => segment)).toEqual([...model.labels]);
    expect(answers.every(({ reason }) => reason === "seen in training")).toBe(true);
    expect(await loaded.assign(events, { features })).toEqual(answers);
    const one = featureTable(["x"], { spent: [900 + (5 % 9)], visits: [30 + (5 % 5)] });
    const [alone] = await loaded.assign([`START_5${" -> A -> B".repeat(6)}`], { features: one });
    expect(alone!.segment).toBe(model.labels[5]);
    const nothing = await loaded.assign([[], ["NEVER"]], {
      features: featureTable(["a", "b"], { spent: [1, 1], visits: [1, 1] }),
    });
    expect(nothing.map(({ segment }) => segment)).toContain(-1);
  });

  test("the same bits for any number of workers; the weight of figures moves the border", async () => {
    const events = await log();
    const fitted = (workers: number, weight: number) =>
      fitSegments(events, { features: { table: spending(), weight }, clustering: { method: "kmeans", k: 2 }, workers });
    expect(await (await fitted(1, 1)).toBytes()).toEqual(await (await fitted(2, 1)).toBytes());
    const [byFigures, byPaths] = [await fitted(1, 10), await fitted(1, 0.1)];
    expect(byFigures.labels[0]).toBe(byFigures.labels[1]);
    expect(byPaths.labels[0]).not.toBe(byPaths.labels[1]);
    expect(byPaths.labels[0]).toBe(byPaths.labels[2]);
  });

  test("users without a row get the medians, and are reported", async () => {
    const model = await fitSegments(await log(), { features: spending(119) });
    expect(model.notes).toContain("1 user without a row of features: their figures are the medians");
  });

  test.each([
    [
      { features: featureTable(["other"], { x: [1] }) },
      '"features" expected rows of the inputs\' ids (such as "u0"), got none of them',
    ],
    [{ features: { weight: 2 } }, '"features.table" expected a table'],
    [
      { features: { table: spending(), weight: 0 } },
      '"features.weight" expected a finite number > 0 and <= 1000, got 0',
    ],
    [{ features: { table: spending(), outcome: [1] } }, '"features.outcome" expected an array'],
    [{ features: spending(), clustering: "markov-mixture" }, "markov-mixture"],
  ])("refuses case %#", async (options, message) => {
    await expect(fitSegments(await log(), options as never)).rejects.toThrow(message);
  });

  test("inputs without ids, features that are missing, and files of another kind", async () => {
    const paths = Array.from({ length: 20 }, (_, i) => (i % 2 ? "a -> b" : "c"));
    await expect(fitSegments(paths, { features: spending(20) })).rejects.toThrow('"input" expected inputs with ids');
    const model = await fitSegments(await log(), { features: spending() });
    await expect(model.assign(await log(), {} as never)).rejects.toThrow('"features" expected a table');
    await expect(loadSegments(await model.toBytes())).rejects.toThrow("load it with loadHybridSegments");
    await expect(loadTableSegments(await model.toBytes())).rejects.toThrow("not of a table");
  });
});
