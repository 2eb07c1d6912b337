import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { customEmbedder, fitSegments, loadSegments } from "../../../../src";
import { Cases } from "../../../helpers/cases";
import { demoEvents, pathsOf } from "../../../helpers/demo-paths";
import { size } from "../../../helpers/size";

const { log, events } = await demoEvents(size(120, 500));
const model = await fitSegments(events, { seed: 7, projection: false });
const paths = pathsOf(events);

describe("the planted behaviours", () => {
  const WORDS = {
    newcomers: /TUTORIAL|LEVEL_[12]_|INSTALL/,
    strugglers: /LEVEL_5_FAIL|PURCHASE_BOOST|OPEN_SHOP/,
    drifters: /PUSH_/,
    "power users": /GUILD_CHAT|PVP_|DAILY_REWARD|LEVEL_[89]_/,
  };

  test("are what the names and descriptions of their segments say", () => {
    for (const [behavior, words] of Object.entries(WORDS)) {
      const counts = new Map<number, number>();
      events.users.forEach((user, i) => {
        const label = model.labels[i]!;
        if (log.planted.get(user) === behavior && label >= 0) counts.set(label, (counts.get(label) ?? 0) + 1);
      });
      const [segment] = [...counts].sort(([, a], [, b]) => b - a)[0]!;
      expect(model.segments[segment]!.name, behavior).toMatch(words);
      expect(model.segments[segment]!.description, behavior).toMatch(words);
    }
  });
});

describe("explain", () => {
  test("names the assigned segment with what speaks for and against it", async () => {
    const cases = new Cases("in none", "in a segment", "actions in a row", "with gaps");
    for (const path of [...paths.slice(0, 40), ["NEVER_SEEN"]]) {
      const { assignment, segment, actions, text, ...found } = await model.explain(path);
      expect([assignment]).toEqual(await model.assign([path]));
      if (cases.when("in none", assignment.segment < 0, "in a segment")) continue;
      expect(segment).toBe(assignment.segment);
      expect(actions).toEqual(path);
      expect(text).toContain(`In segment ${segment + 1}, ${model.segments[segment]!.name}`);
      const profile = model.segments[segment]!;
      for (const [side, isFor] of [
        [found.for, true],
        [found.against, false],
      ] as const) {
        for (const { pattern, shown } of side) {
          const isLacking = profile.patterns.lackingActions.some((lacking) => lacking.text === pattern.text);
          expect(shown !== isLacking).toBe(isFor);
          if (cases.when("actions in a row", pattern.kind !== "subsequence", "with gaps")) {
            const shows = path.some((_, at) => pattern.actions.every((action, i) => path[at + i] === action));
            expect(shows).toBe(shown);
          }
        }
      }
    }
    cases.expectAll();
  });

  test("a counterfactual is what assign says of the changed sequence", async () => {
    let seen = 0;
    for (const path of ["START -> LEVEL_5_FAIL -> GUILD_CHAT", "PUSH_RECEIVED -> START", "INSTALL -> LEVEL_5_FAIL"]) {
      const { counterfactuals, assignment } = await model.explain(path);
      const given = path.split(" -> ");
      for (const { change, action, position, segment, confidence } of counterfactuals) {
        const changed = change === "remove" ? given.toSpliced(position, 1) : given.toSpliced(position, 0, action);
        expect(segment).not.toBe(assignment.segment);
        expect(await model.assign([changed])).toMatchObject([{ segment, confidence }]);
        seen += 1;
      }
      expect(new Set(counterfactuals.map(({ segment }) => segment)).size).toBe(counterfactuals.length);
    }
    expect(seen).toBeGreaterThanOrEqual(3);
  });

  test("where one action decides, taking it away or putting it in is what would change the segment", async () => {
    const lists = Array.from({ length: 40 }, (_, i) => ["OPEN", ...(i % 2 ? ["BUY"] : []), `ITEM_${i % 4}`, "CLOSE"]);
    const embedding = customEmbedder((paths) => paths.map((path) => [path.includes("BUY") ? 1 : 0, 1]), {
      dimensions: 2,
    });
    const buying = await fitSegments(lists, {
      embedding,
      reduction: false,
      clustering: { method: "kmeans", k: 2 },
      projection: false,
    });
    const [buyer, other] = [buying.labels[1]!, buying.labels[0]!];
    expect(buyer).not.toBe(other);
    const { counterfactuals: without } = await buying.explain(["OPEN", "ITEM_1", "BUY", "CLOSE"]);
    expect(without).toMatchObject([{ change: "remove", action: "BUY", position: 2, segment: other }]);
    expect(without[0]!.text).toMatch(/^without BUY \(step 3\) it would be in segment [12], /);
    const { counterfactuals: within } = await buying.explain(["OPEN", "ITEM_1", "CLOSE"]);
    expect(within).toMatchObject([{ change: "add", action: "BUY", position: 0, segment: buyer }]);
    expect(within[0]!.text).toMatch(/^with BUY before all else it would be in segment [12], /);
  });

  test("the nearest exemplar of an exemplar is itself", async () => {
    for (const { segment, paths: typical } of model.segments) {
      const [exemplar] = typical.exemplars;
      const { row } = exemplar!;
      const path = paths[model.sequences.rowOf.indexOf(row)]!;
      const { nearest } = await model.explain(path);
      expect(nearest[0]).toMatchObject({ segment, path: exemplar!.path });
      expect(nearest[0]!.similarity).toBeCloseTo(1, 12);
    }
  });

  test("what holds nothing known is said to be in no segment", async () => {
    for (const [path, reason] of [
      [[], "empty sequence"],
      [["NEVER_SEEN"], "no known action"],
    ] as const) {
      expect(await model.explain(path)).toMatchObject({
        segment: -1,
        name: null,
        for: [],
        nearest: [],
        counterfactuals: [],
        text: `In no segment: ${reason}.`,
      });
    }
  });
});

test("the model prints, compares its segments, and shows itself as tables; a loaded one too", async () => {
  const loaded = await loadSegments(await model.toBytes());
  for (const either of [model, loaded]) {
    expect(inspect(either)).toMatch(/^SegmentModel: \d segments, .* in no segment\n {2}1 /);
    expect(inspect(either.segments[0])).toMatch(/^Segment 1: /);
    expect(either.toHTML()).toMatch(/^<table>/);
    expect(either.toRows()).toHaveLength(either.segments.length + (either.noise ? 1 : 0));
    expect(either.toCSV("patterns").split("\r\n")[0]).toMatch(/^segment,number,name,heading,pattern,/);
    expect(either.toMarkdown()).toContain("## 1 · ");
  }
  expect(loaded.relations).toEqual(model.relations);
  expect(await loaded.compareSegments(0, 1)).toEqual(await model.compareSegments(0, 1));
  expect(await loaded.explain(paths[0]!)).toEqual(await model.explain(paths[0]!));
});

test("profile options reach the profiles", async () => {
  const revenue = Float64Array.from(paths, ({ length }) => length);
  const fitted = await fitSegments(events, {
    projection: false,
    profiles: { topActions: 2, properties: { revenue }, describe: ({ segment }) => `number ${segment}` },
  });
  expect(fitted.segments.every(({ patterns }) => patterns.distinctiveActions.length <= 2)).toBe(true);
  expect(fitted.segments[0]).toMatchObject({ description: "number 0", properties: [{ name: "revenue", missing: 0 }] });
  const [profile] = fitted.segments;
  expect(profile!.properties[0]!.here).toEqual(profile!.paths.length);
});
