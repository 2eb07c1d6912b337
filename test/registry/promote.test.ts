import { beforeAll, describe, expect, test } from "vitest";
import { type Decision, openRegistry, promote } from "../../src/registry";
import { judge } from "../../src/registry/promote/gates";
import { labelHoldout } from "../../src/registry/promote/holdout-labels";
import { segmentGains } from "../../src/registry/promote/segment-gains";
import { fitSegments, predictiveGain, type SegmentModel } from "../../src/segments";
import { memoryStore } from "../../src/stores";
import { expectAbortMidway } from "../helpers/abort";
import { tastePaths } from "../helpers/planted-tastes";
import { size } from "../helpers/size";

const SETTINGS = { refits: 4, permutations: 199 } as const;
const GATES = ["churn", "gain", "noise", "lost", "drift", "smallest", "largest"];
const USERS = size(100, 160);
let champion: SegmentModel;
const holdout = tastePaths(USERS, 3);
beforeAll(async () => {
  champion = await fitSegments(tastePaths(USERS, 1), { effort: "quick", projection: false });
});

const gate = (decision: Decision, name: string) => decision.gates.find((one) => one.gate === name);

describe("a next model of unchanged users", () => {
  let next: SegmentModel;
  let decision: Decision;
  beforeAll(async () => {
    next = await fitSegments(tastePaths(USERS, 2), { previous: champion });
    decision = await promote(next, { champion, holdout, ...SETTINGS });
  });

  test("passes all gates, each with figure, threshold and words", async () => {
    expect(decision).toMatchObject({ passed: true, text: "All seven gates are passed.", inputs: USERS, seed: 1 });
    expect(decision.gates.map((one) => one.gate)).toEqual(GATES);
    for (const { figure, threshold, passes, passed, text } of decision.gates) {
      expect(passes === "at most" ? figure <= threshold : figure >= threshold).toBe(passed);
      expect(text).toMatch(/^[A-Z0-9<>].*\.$/);
    }
    expect(decision.candidate).toBe(await next.hash());
    expect(decision.champion).toBe(await champion.hash());
  });

  test("shows users by their segments then and now, and shares that follow from it", () => {
    const users = (some: Decision["flows"]) => some.reduce((sum, flow) => sum + flow.users, 0);
    expect(users(decision.flows)).toBe(USERS);
    expect(decision.segments.map(({ id }) => id)).toEqual(champion.lineage.ids);
    for (const { id, before, after } of decision.segments) {
      expect(before).toBeCloseTo(users(decision.flows.filter(({ from }) => from === id)) / USERS, 12);
      expect(after).toBeCloseTo(users(decision.flows.filter(({ to }) => to === id)) / USERS, 12);
    }
    const moved = users(decision.flows.filter(({ from, to }) => from !== to));
    expect(gate(decision, "churn")!.figure).toBeCloseTo(moved / USERS, 12);
  });

  test("is decided alike each time, also back from JSON, by a registry", async () => {
    expect(await promote(next, { champion, holdout, ...SETTINGS, workers: 2 })).toEqual(decision);
    expect(JSON.parse(JSON.stringify(decision))).toEqual(decision);
    const registry = await openRegistry(memoryStore({ now: () => 1 }), { now: () => 1 });
    await registry.register(champion);
    await registry.register(next);
    const first = await promote(champion, { holdout, gates: { drift: false } });
    expect(first.gates.map((one) => one.gate)).toEqual(["gain", "noise", "smallest", "largest"]);
    expect(await registry.decide(first)).toBe("promote");
    expect(await registry.decide(JSON.parse(JSON.stringify(decision)))).toBe("promote");
  });

  test("can be aborted at any report of progress", async () => {
    await expectAbortMidway((run) => promote(next, { champion, holdout, ...SETTINGS, ...run }));
  });
});

test("a taste that splits shows in churn; the part that is new says where it comes from", async () => {
  const tastes = [
    "series",
    "films",
    "kids",
    ["LIVE", "SCORES", "LIVE", "PAUSE"],
    ["LIVE", "ESPORTS", "CHAT", "ESPORTS"],
  ];
  const next = await fitSegments(tastePaths(size(120, 200), 5, tastes), { previous: champion });
  const decision = await promote(next, { champion, holdout: tastePaths(size(100, 150), 6, tastes), ...SETTINGS });
  expect(decision.passed).toBe(false);
  expect(gate(decision, "churn")!.passed).toBe(false);
  const born = decision.segments.filter(({ before }) => before === null);
  expect(born.length).toBeGreaterThan(0);
  expect(decision.text).toContain("churn");
});

test("a model of fewer groups says less, and names successors for those that are gone", async () => {
  const next = await fitSegments(tastePaths(USERS, 2), {
    previous: champion,
    clustering: { method: "kmeans", k: 2 },
    reduction: false,
  });
  const decision = await promote(next, { champion, holdout, ...SETTINGS, gates: { drift: false, largest: 0.5 } });
  expect(gate(decision, "gain")!.passed).toBe(false);
  expect(gate(decision, "drift")).toBeUndefined();
  const gone = decision.segments.filter(({ after }) => after === null);
  expect(gone.length).toBeGreaterThan(0);
  for (const { others } of gone) expect(next.lineage.ids).toEqual(expect.arrayContaining([...others]));
});

test("drift is judged of a model and of users enough for it, or not at all", async () => {
  const small = await fitSegments(tastePaths(60, 1), { embedding: "order", clustering: "hdbscan", projection: false });
  await expect(promote(small, { holdout, ...SETTINGS })).rejects.toThrow(
    '"candidate" expected a model of at least 80 users beside the gate of drift, got 60',
  );
  await expect(promote(champion, { holdout: holdout.slice(0, 39), ...SETTINGS })).rejects.toThrow(
    '"holdout" expected at least 40 users beside the gate of drift, got 39',
  );
  expect((await promote(small, { holdout, ...SETTINGS, gates: { drift: false } })).inputs).toBe(USERS);
});

test("users unlike those of the fit fail the gate of drift", async () => {
  const others = tastePaths(USERS, 8, ["series", "kids", ["NEWS", "WEATHER", "NEWS"]]);
  const decision = await promote(champion, { holdout: others });
  expect(gate(decision, "drift")).toMatchObject({ passed: false, threshold: 0.01 });
});

test("a model says as much as itself, and as one that labels alike, whatever it was fitted to", async () => {
  const next = await fitSegments(tastePaths(USERS, 2), { previous: champion });
  const gains = await segmentGains(next, champion, holdout, {});
  const same = await labelHoldout(next, champion, holdout, {});
  const idsOf = (labels: Int32Array, { lineage }: SegmentModel) => Array.from(labels, (label) => lineage.ids[label]);
  expect(idsOf(same.before, champion)).toEqual(idsOf(same.after, next));
  expect(Math.abs(gains.after - gains.before!)).toBeLessThan(0.01 + 2 * gains.error);
  const itself = await segmentGains(next, next, holdout, {});
  expect([itself.before, itself.error]).toEqual([itself.after, 0]);
  expect(itself.after).toBeCloseTo((await predictiveGain(next, holdout)).perAction, 9);
  expect(await segmentGains(next, undefined, ["BROWSE"], {})).toEqual({ before: undefined, after: 0, error: 0 });
});

test("gates by hand", () => {
  const thresholds = { churn: 0.1, gain: 0.01, noise: 0.05, lost: 0, drift: 0.01, smallest: 0.005, largest: 0.95 };
  const figures = {
    churn: 0.1,
    gain: { before: 0.5, after: 0.48, error: 0 },
    noise: { before: 0.02, after: 0.07 },
    lost: 1,
    drift: 0.01,
    shares: [0.96, 0.004],
  };
  expect(judge(figures, thresholds).map(({ gate, passed }) => [gate, passed])).toEqual([
    ["churn", true],
    ["gain", false],
    ["noise", true],
    ["lost", false],
    ["drift", true],
    ["smallest", false],
    ["largest", false],
  ]);
  expect(judge({ ...figures, gain: { ...figures.gain, error: 0.006 } }, thresholds)[1]!.passed).toBe(true);
  expect(judge(figures, { ...thresholds, gain: 0.02, lost: 1 }).map(({ text }) => text)).toEqual([
    "10% of users change their segment; at most 10% may.",
    "Segments save 0.48 bits an action, the champion's 0.5; at most 0.02 less may be.",
    "7% of users are in no segment; at most 7% may be.",
    "1 segment is gone without a successor; at most 1 may be.",
    "Users of the holdout beside those of the fit: p 0.01; below 0.01 they differ.",
    "The smallest segment holds 0.4%; at least 0.5% is due.",
    "The largest segment holds 96%; at most 95% may be in one.",
  ]);
  const first = {
    ...figures,
    churn: undefined,
    gain: { before: undefined, after: 0, error: 0 },
    lost: undefined,
    shares: [],
  };
  expect(
    judge({ ...first, noise: { before: undefined, after: 0.56 } }, thresholds).map(({ gate, passed }) => [
      gate,
      passed,
    ]),
  ).toEqual([
    ["gain", true],
    ["noise", false],
    ["drift", true],
    ["smallest", false],
    ["largest", true],
  ]);
});

test("what is wrong at the edge is reported", async () => {
  const decide = (candidate: unknown, options: object) => promote(candidate as never, options as never);
  await expect(decide({}, { holdout })).rejects.toThrow('"candidate" expected a fitted or loaded model');
  await expect(decide(champion, {})).rejects.toThrow('"holdout" expected events, sequences, or an array');
  await expect(decide(champion, { holdout, champion: {} })).rejects.toThrow(
    '"champion" expected a fitted or loaded model',
  );
  await expect(decide(champion, { holdout: [] })).rejects.toThrow('"holdout" expected at least one user');
  await expect(decide(champion, { holdout, refits: 3 })).rejects.toThrow(
    '"refits" expected an even number from 2 to 1000, got 3',
  );
  await expect(decide(champion, { holdout, gates: { churn: "all" } })).rejects.toThrow(
    '"gates.churn" expected a finite number >= 0 and <= 1 or false or "refits", got "all"',
  );
  await expect(decide(champion, { holdout, gates: { chrun: 1 } })).rejects.toThrow('did you mean "gates.churn"?');
  const stranger = await fitSegments(tastePaths(80, 9, ["kids", "films"]), { effort: "quick", projection: false });
  await expect(decide(stranger, { holdout, champion })).rejects.toThrow(
    '"candidate" expected a model that continues the champion (fit it with that one as previous), got one of its own',
  );
});
