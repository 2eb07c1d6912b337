import { beforeAll, expect, test } from "vitest";
import { type Drift, detectDrift } from "../../../src/monitoring";
import { fitSegments, mapActions, type SegmentModel } from "../../../src/segments";
import { demoEvents, pathsOf } from "../../helpers/demo-paths";
import { size } from "../../helpers/size";

const USERS = size(1500, 2000);
const SESSIONS = size(100, 300);
let model: SegmentModel;
let fresh: string[][];
let segmentOf: number[];

beforeAll(async () => {
  const paths = pathsOf((await demoEvents(USERS)).events);
  model = await fitSegments(
    paths.filter((_, i) => i % 2 === 0),
    { seed: 7, projection: false },
  );
  fresh = paths.filter((_, i) => i % 2 === 1);
  segmentOf = (await model.assign(fresh)).map(({ segment }) => segment);
}, 60_000);

const significant = ({ tests }: Drift) => tests.filter((test) => test.significant).map(({ about }) => about);
const run = { permutations: size(199, 499) };

test("nothing changed: nothing to see, and what would have shown is reported", async () => {
  const drift = await detectDrift(model, fresh, run);
  expect(significant(drift)).toEqual([]);
  expect(drift.drifted).toBe(false);
  expect(drift.text).toMatch(
    /^Nothing to see: the mix of segments is as it was; a shift of \d+% of the users would show\.$/,
  );
  expect(drift.tests.map(({ about }) => about)).toEqual([
    ...["mix", "new behavior", "behavior", "components", "vocabulary"],
  ]);
  expect(drift.segments.every(({ lower, upper, change }) => lower <= change && change <= upper)).toBe(true);
  expect(drift.vocabulary).toEqual({ renamed: [], appeared: [], gone: [] });
  expect(drift.compared).toMatchObject({ current: USERS / 2, drawn: false, leftOut: 0 });
});

test("false alarms over random halves are within the bounds of the level", async () => {
  let alarms = 0;
  const runs = size(2, 20);
  for (let seed = 1; seed <= runs; seed++) {
    const half = fresh.filter((_, i) => (i * 7919 * seed) % 1013 < 500);
    if ((await detectDrift(model, half, { permutations: 199, seed })).drifted) alarms += 1;
  }
  expect(alarms).toBeLessThanOrEqual(size(1, 3)); // .05: more than these with a probability below .02
});

test("a mix that shifts is reported as that, by how much, and of whom", async () => {
  const shifted = fresh.flatMap((path, i) => (segmentOf[i] === 0 ? [path, path] : [path]));
  const drift = await detectDrift(model, shifted, run);
  expect(significant(drift)).toContain("mix");
  expect(significant(drift)).not.toContain("vocabulary");
  const [most] = [...drift.segments].sort((a, b) => b.change - a.change);
  expect(most!.name).toBe(model.segments[0]!.name);
  expect(drift.text).toContain(model.segments[0]!.name);
});

test("users who behave otherwise within a segment are found, with the mix as it was", async () => {
  const visits = ["OPEN_SHOP", "LEVEL_5_FAIL", "OPEN_SHOP", "LEVEL_5_FAIL"];
  const turned = fresh.map((path, i) => (segmentOf[i] === 1 ? [...path, ...visits] : path));
  const drift = await detectDrift(model, turned, run);
  expect(significant(drift).some((about) => about === "behavior" || about === "components")).toBe(true);
  expect(significant(drift)).not.toContain("vocabulary");
});

test("renamed actions are told apart from changed users, and the model reads them once they are mapped", async () => {
  const [from, to] = ["OPEN_SHOP", "SHOP_OPENED"];
  const renamed = fresh.map((path) => path.map((action) => (action === from ? to : action)));
  const drift = await detectDrift(model, renamed, run);
  expect(significant(drift)).toEqual(["vocabulary"]);
  expect(drift.vocabulary.renamed).toEqual([{ from, to, similarity: expect.any(Number) }]);
  expect(drift.vocabulary.appeared).toEqual([]);
  expect(drift.text).toBe(`Actions changed, renamed: ${from} is ${to} now.`);
  const mapped = mapActions(model, { [from]: to });
  expect((await mapped.assign(renamed)).map(({ segment }) => segment)).toEqual(segmentOf);
});

test("actions that are new or gone are reported as such", async () => {
  const changed = fresh.map((path, i) => {
    return path.filter((action) => action !== "OPEN_SHOP").concat(i % 10 === 0 ? ["ACHIEVEMENT"] : []);
  });
  const { vocabulary } = await detectDrift(model, changed, run);
  expect(vocabulary.gone.map(({ action }) => action)).toEqual(["OPEN_SHOP"]);
  expect(vocabulary.appeared.map(({ action }) => action)).toEqual(["ACHIEVEMENT"]);
  expect(vocabulary.renamed).toEqual([]);
});

test("other users may be given as the reference, and seeds give the same figures", async () => {
  const options = { reference: fresh.slice(0, USERS / 4), permutations: 199 };
  const [one, two] = [
    await detectDrift(model, fresh.slice(USERS / 4), options),
    await detectDrift(model, fresh.slice(USERS / 4), options),
  ];
  expect(one).toEqual(two);
  expect(one.compared).toMatchObject({ reference: USERS / 4, current: USERS / 4 });
  expect(one.segments.slice(0, -1).map(({ segment }) => segment)).toEqual(model.segments.map(({ segment }) => segment));
});

test("sessions are dealt out with their user: sessions that users repeat prove nothing", async () => {
  const { events } = await demoEvents(SESSIONS);
  const sessions = await fitSegments(events, {
    sequences: { unit: "session", sessionGap: "30m" },
    seed: 1,
    projection: false,
  });
  const drift = await detectDrift(sessions, events, { permutations: 99 });
  expect(drift.compared.current).toBe(SESSIONS);
  expect(drift.tests.every(({ p }) => p > 0 && p <= 1)).toBe(true);
});

test("too few users, hidden paths and other inputs are refused", async () => {
  await expect(detectDrift(model, fresh.slice(0, 39))).rejects.toThrow(
    '"sequences" expected at least 40 users with an action, got 39',
  );
  await expect(detectDrift({} as SegmentModel, fresh)).rejects.toThrow(/^"model" expected a fitted or loaded model/);
  const secret = await fitSegments(fresh.slice(0, 80), { minPathMembers: 2, projection: false });
  await expect(detectDrift(secret, fresh)).rejects.toThrow(/^"reference" expected users to compare with/);
});

test("where nobody is left in a segment the mix has no effect, and of many actions gone their number is given", async () => {
  const drift = await detectDrift(model, Array<string[]>(60).fill(["NEW"]), { permutations: 199 });
  expect(drift.tests.find(({ about }) => about === "mix")).toMatchObject({ effect: 0, significant: false });
  expect(significant(drift)).toEqual(["new behavior", "vocabulary"]);
  expect(drift.text).toMatch(/Actions changed, new: NEW; gone: \w+, \w+, \w+ and \d+ more\.$/);
});
