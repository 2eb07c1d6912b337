import { describe, expect, test } from "vitest";
import { type FitSegmentsOptions, fitSegments, loadSegments } from "../../../src";
import type { PrepareStep } from "../../../src/sequences";
import { buildSequences } from "../../../src/sequences";
import { demoEvents, pathsOf } from "../../helpers/demo-paths";
import { size } from "../../helpers/size";

const { events } = await demoEvents(size(60, 150));
const paths = pathsOf(events);

const PREPARE: readonly PrepareStep[] = [
  { step: "dropRobots", maxShare: 0.03, maxRate: { events: 60, within: "1m" } },
  { step: "drop", actions: ["PUSH_*"] },
  { step: "cleanNames", rules: [{ match: "^LEVEL_\\d+", alias: "LEVEL" }] },
  { step: "cleanUrls" },
  { step: "sessions", gap: "12h", start: "START" },
  { step: "group", pattern: "LEVEL_FAIL{2,}", name: "STUCK" },
  { step: "keepPaths", minLength: 4, notMatching: "START -> . -> END" },
  { step: "truncate", from: '"START"', toMatch: "last", to: "[^ STUCK QUIT]" },
  { step: "markers", lostAfter: "14d" },
];
const timeless = PREPARE.flatMap((step): PrepareStep[] => {
  if (step.step === "dropRobots") return [{ step: "dropRobots", maxShare: 0.03 }];
  if (step.step === "sessions") return [{ step: "sessions", start: "START" }];
  return [step.step === "markers" ? { step: "markers" } : step];
});

const FAST: FitSegmentsOptions = {
  embedding: "order",
  reduction: "pca",
  clustering: "hdbscan",
  projection: false,
  seed: 7,
};

describe.each([
  ["users", { prepare: PREPARE }],
  ["sessions", { prepare: PREPARE, unit: "session" as const }],
])("a model of prepared %s", async (_, sequences) => {
  const model = await fitSegments(events, { ...FAST, sequences });
  const loaded = await loadSegments(await model.toBytes());

  test("assigns what it was fitted to as it was fitted", async () => {
    for (const fitted of [model, loaded]) {
      const answers = await fitted.assign(events);
      expect(answers.map(({ segment }) => segment)).toEqual([...model.labels]);
      const reasons = Array.from(model.labels, (label, i) =>
        model.sequences.rowOf[i]! < 0
          ? expect.stringMatching(/^(left out by a step|empty sequence)$/)
          : label < 0
            ? "like users in no segment"
            : "seen in training",
      );
      expect(answers.map(({ reason }) => reason)).toEqual(reasons);
      expect(reasons.filter((reason) => reason === "seen in training").length).toBeGreaterThan(20);
    }
  });

  test("has the same bits for any number of workers, and after saving", async () => {
    const bytes = await model.toBytes();
    for (const workers of [1, 2, 4].slice(size(1, 0), size(2, 3))) {
      expect(await (await fitSegments(events, { ...FAST, sequences, workers })).toBytes()).toEqual(bytes);
    }
    expect(await loaded.toBytes()).toEqual(bytes);
  });

  test("reports what each step did", () => {
    const { prepared, leftOut } = loaded.report.sequences;
    expect(prepared).toEqual(model.report.sequences.prepared);
    expect(prepared.map(({ step }) => step)).toEqual(PREPARE.map(({ step }) => step));
    for (const [i, { events: change }] of prepared.slice(1).entries()) {
      expect(change.before).toBe(prepared[i]!.events.after);
    }
    const note = model.report.notes.find((text) => text.includes('steps of "prepare"'));
    if (sequences.prepare && !("unit" in sequences)) {
      expect(leftOut).toBeGreaterThan(0);
      expect(note).toBe(`${leftOut} of ${events.users.length} sequences were left out by steps of "prepare"`);
    } else expect(note).toBeUndefined();
  });

  test("takes built sequences that went through steps as they are", async () => {
    const built = await buildSequences(events, sequences);
    expect((await model.assign(built)).map(({ segment }) => segment)).toEqual([...model.labels]);
    expect(await (await fitSegments(built, FAST)).assign(built)).toEqual(await model.assign(built));
  });

  test("explains raw paths", async () => {
    const { actions, patterns, text } = await model.explain(
      "START -> LEVEL_5_FAIL -> LEVEL_6_FAIL -> OPEN_SHOP -> PURCHASE_BOOST",
      {
        patterns: ["STUCK -> ... -> OPEN_SHOP", "OPEN_SHOP -> STUCK"],
      },
    );
    expect(actions.slice(0, 3)).toEqual(["START", "STUCK", "OPEN_SHOP"]);
    expect(patterns.map(({ shown }) => shown)).toEqual([true, false]);
    expect(text).toContain(`It ${patterns[0]!.text}; it ${patterns[1]!.text}.`);
    expect(text).toMatch(
      /\nWithout times, it passed these steps of the model as it is: dropRobots \(maxRate\), sessions \(gap\), markers \(lostAfter\)\.$/,
    );
    const { coverage, elsewhere, text: said } = patterns[0]!;
    expect(said).toMatch(/^shows STUCK -> \.\.\. -> OPEN_SHOP \(/);
    expect(coverage).toBeGreaterThanOrEqual(0);
    expect(elsewhere).toBeLessThanOrEqual(1);
  });
});

test("a model of paths without times assigns them as they were fitted", async () => {
  const model = await fitSegments(paths, { ...FAST, sequences: { prepare: timeless } });
  const answers = await model.assign(paths);
  expect(answers.map(({ segment }) => segment)).toEqual([...model.labels]);
  expect(Math.max(...model.labels)).toBeGreaterThan(0);
  for (const path of paths.slice(0, 10)) expect(await model.assign([path])).toEqual([answers[paths.indexOf(path)]]);
});

test("when every path is left out, the error says by whom", async () => {
  const sequences = { prepare: [{ step: "keepPaths", minLength: 1000 } as const] };
  await expect(fitSegments(events, { ...FAST, sequences })).rejects.toThrow(
    new RangeError(
      `"input" expected at least one sequence with an action; of ${events.users.length}, 0 are empty and 0 too short, ` +
        `${events.users.length} left out by steps of "prepare": after step 1, "keepPaths", no event is left of ` +
        `${events.action.length}`,
    ),
  );
  const misspelled = { prepare: [{ step: "cleanUrls" } as const, { step: "keep", actions: "nonsuch" } as const] };
  await expect(fitSegments(events, { ...FAST, sequences: misspelled })).rejects.toThrow(
    /: after step 2, "keep", no event is left of \d+; no action is named "nonsuch"/,
  );
  await expect(
    fitSegments(events, { ...FAST, sequences: { ...misspelled, unit: "session", sessionGap: "30m" } }),
  ).rejects.toThrow(
    /^"input" expected at least one sequence, got none: after step 2, "keep", no event is left of \d+; no action/,
  );
});

test("coverage of a path pattern is counted over inputs", async () => {
  const lists = [
    ...Array(30).fill("A -> B -> A -> B"),
    ...Array(10).fill("A -> C -> A -> B"),
    ...Array(30).fill("D -> D -> E"),
  ];
  const model = await fitSegments(lists, { ...FAST, reduction: false, clustering: { method: "kmeans", k: 2 } });
  const { patterns, segment } = await model.explain("A -> B -> A -> B", {
    patterns: ["A -> B -> ... -> B", "D{2}", "Q"],
  });
  const members = new Set(model.members(segment));
  const share = (wanted: string[], inside: boolean) => {
    const of = lists.filter((_, i) => members.has(i) === inside);
    return of.filter((path) => wanted.includes(path)).length / of.length;
  };
  expect(patterns.map(({ pattern, text, ...rest }) => rest)).toEqual([
    { shown: true, coverage: share(["A -> B -> A -> B"], true), elsewhere: share(["A -> B -> A -> B"], false) },
    { shown: false, coverage: share(["D -> D -> E"], true), elsewhere: share(["D -> D -> E"], false) },
    { shown: false, coverage: 0, elsewhere: 0 },
  ]);
  await expect(model.explain("A", { patterns: ["A ->"] })).rejects.toThrow(
    /^"patterns\[0\]" expected an action, got the end/,
  );
  await expect(model.explain("A", { pattern: ["A"] } as never)).rejects.toThrow('did you mean "patterns"?');
});
