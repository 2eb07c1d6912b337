import { describe, expect, expectTypeOf, test } from "vitest";
import { type Assignment, fitSegments, loadSegments } from "../../../../src";
import type { BeginningAssignment } from "../../../../src/segments";
import { decodeArtefact, encodeArtefact } from "../../../../src/segments/file/artefact";
import { expectAbortMidway } from "../../../helpers/abort";
import { Cases } from "../../../helpers/cases";
import { demoEvents, pathsOf } from "../../../helpers/demo-paths";

const { events } = await demoEvents(300);
const paths = pathsOf(events);
const model = await fitSegments(events, { seed: 7, projection: false });
const unfinished = { complete: false } as const;

describe("assign with complete: false", () => {
  test("beginnings are answered by where such paths end up; most of them rightly after five actions", async () => {
    const long = [...paths.keys()].filter((i) => paths[i]!.length > 5);
    const answers = await model.assign(
      long.map((i) => paths[i]!.slice(0, 5)),
      unfinished,
    );
    const right = long.filter((i, at) => answers[at]!.segment === model.labels[i]).length;
    expect(right / long.length).toBeGreaterThan(0.9);
    const cases = new Cases("decided", "not");
    for (const { segment, name, confidence, alternatives, actions, reason, likely } of answers) {
      expect(actions).toBe(5);
      expect(alternatives.map(({ probability }) => probability)).toEqual(
        alternatives.map(({ probability }) => probability).sort((a, b) => b - a),
      );
      expect(alternatives.reduce((sum, { probability }) => sum + probability, 0)).toBeLessThanOrEqual(1 + 1e-9);
      if (cases.when("decided", reason === "begins like members", "not")) {
        expect(name).toBe(model.segments[segment]!.name);
        expect(alternatives.find((other) => other.segment === segment)!.probability).toBe(confidence);
      } else expect(name).toBe(null);
      expect(new Set(likely).size).toBe(likely.length);
    }
    cases.expectAll();
  });

  test("a beginning that is some user's whole path is not answered as seen in training", async () => {
    const short = paths.filter((path) => path.length <= 10);
    expect(short.length).toBeGreaterThan(3);
    for (const { reason, confidence } of await model.assign(short, unfinished)) {
      expect(["begins like members", "begins like users in no segment", "undecided"]).toContain(reason);
      expect(confidence).toBeLessThan(1);
    }
    for (const { reason } of await model.assign(short)) {
      expect(["seen in training", "like users in no segment"]).toContain(reason);
    }
  });

  test("one alone gets what it gets among others; ids only choose among ties", async () => {
    const beginnings = paths.map((path, i) => path.slice(0, i % 7));
    const together = await model.assign(beginnings, unfinished);
    for (const [i, beginning] of beginnings.slice(0, 40).entries()) {
      expect(await model.assign([beginning], unfinished)).toEqual([together[i]]);
      expect(await model.assign(beginning.join(" -> "), unfinished)).toEqual(together[i]);
    }
    const alone = await model.assign(paths, unfinished);
    for (const [i, { id, likely, ...named }] of (await model.assign(events, unfinished)).entries()) {
      const { likely: _, ...expected } = alone[i]!;
      expect(named).toEqual(expected);
      expect(id).toBe(events.users[i]);
      expect(likely).toEqual(expect.any(Array));
    }
  });

  test("nothing and the unknown are reported as such, with the shares of segments", async () => {
    const [nothing, unknown, some] = await model.assign([[], ["NEVER"], ["NEVER", paths[0]![0]!]], unfinished);
    expect(nothing).toMatchObject({ segment: -1, name: null, reason: "undecided", actions: 0, novelty: 0 });
    expect(unknown).toMatchObject({ segment: -1, reason: "no known action", actions: 0 });
    expect(unknown!.novelty).toBeGreaterThan(0.9);
    expect(unknown!.alternatives).toEqual(nothing!.alternatives);
    expect(some!.actions).toBe(1);
    expect(nothing!.alternatives.length).toBeGreaterThan(1);
  });

  test("the types of answers follow the option", async () => {
    expectTypeOf(await model.assign("A", unfinished)).toEqualTypeOf<BeginningAssignment>();
    expectTypeOf(await model.assign("A", { complete: false })).toEqualTypeOf<BeginningAssignment>();
    expectTypeOf(await model.assign("A", { complete: true, workers: 1 })).toEqualTypeOf<Assignment>();
    expectTypeOf(await model.assign("A", { workers: 1 })).toEqualTypeOf<Assignment>();
    expectTypeOf(await model.assign(["A"])).toEqualTypeOf<Assignment[]>();
  });

  test("wrong options are reported, and it can be aborted", async () => {
    await expect(model.assign("A", { complete: "no" as never })).rejects.toThrow(
      new TypeError('"complete" expected true or false, got "no"'),
    );
    await expect(model.assign("A", { compleet: false } as never)).rejects.toThrow(
      new TypeError('"compleet" is not an option; did you mean "complete"?'),
    );
    await expectAbortMidway((follower) => model.assign(paths, { ...unfinished, ...follower }));
  });
});

describe("what a model keeps", () => {
  test("a loaded model answers as the fitted one", async () => {
    const loaded = await loadSegments(await model.toBytes());
    const beginnings = paths.map((path, i) => path.slice(0, i % 9));
    expect(await loaded.assign(beginnings, unfinished)).toEqual(await model.assign(beginnings, unfinished));
    expect(await loaded.assign(paths)).toEqual(await model.assign(paths));
    expect(loaded.coldStart).toEqual(model.coldStart);
    expect(loaded.reference).toEqual(model.reference);
  });

  test("the curve is reported in a sentence and a table, of users who were not counted", () => {
    const { sentence, rows } = model.coldStart!;
    expect(sentence).toMatch(/^After 1 action .*; after 3 actions .*\.$/);
    expect(rows.map(({ actions }) => actions).slice(0, 5)).toEqual([1, 2, 3, 5, 10]);
    expect(rows[0]!.users).toBeGreaterThan(30);
    expect(rows[0]!.users).toBeLessThan(90);
  });

  test("the reference is a quarter of the users, as answered when they are not in the fit", () => {
    const { rows, weights, labels } = model.reference!;
    const users = weights.reduce((sum, count) => sum + count, 0);
    expect(users).toBeGreaterThan(paths.length / 6);
    expect(users).toBeLessThan(paths.length / 3);
    expect([...rows]).toEqual([...new Set(rows)].sort((a, b) => a - b));
    const fitted = new Map([...model.sequences.rowOf].map((row, input) => [row, model.labels[input]!]));
    const same = [...rows.keys()].filter((i) => labels[i] === fitted.get(rows[i]!));
    expect(same.length / rows.length).toBeGreaterThan(0.8);
  });

  test("a model saved without laws says so when it is asked for beginnings", async () => {
    const { prefixLaws: _, ...older } = (await decodeArtefact(await model.toBytes())) as Record<string, never>;
    const loaded = await loadSegments(await encodeArtefact(older));
    expect(loaded.coldStart).toBe(undefined);
    await expect(loaded.assign("A", unfinished)).rejects.toThrow(
      new RangeError(
        '"complete" expected true, for this model was saved without laws of beginnings: fit it again, got false',
      ),
    );
    expect((await loaded.assign(paths)).map(({ segment }) => segment)).toEqual([...model.labels]);
  });
});

test("each distinct path is answered once, and every input gets an answer of its own", async () => {
  const [a, b, c] = await model.assign([paths[0]!, paths[1]!, paths[0]!]);
  expect(a).toEqual(c);
  expect(a).not.toBe(c);
  expect(await model.assign([paths[1]!])).toEqual([b]);
});
