import { describe, expect, expectTypeOf, test } from "vitest";
import { fitSegments, loadSegments, sequencesFrom } from "../../../src";
import { matrix } from "../../../src/core/internal";
import type { UserRow } from "../../../src/segments";
import { ModelMembers } from "../../../src/segments/model/model-members";
import type { FittedClusterer } from "../../../src/segments/stages/clusterer";
import { asRowLabels } from "../../../src/sequences/internal";
import { Cases } from "../../helpers/cases";
import { demoEvents } from "../../helpers/demo-paths";

const { events } = await demoEvents();
const model = await fitSegments(events, { seed: 7, projection: false });
const loaded = await loadSegments(await model.toBytes());
const ELSEWHERE =
  'a saved model holds no ids; they come back with its table of users: loadSegments(path, { users: "users.csv" })';

describe("members", () => {
  test("of all segments and of none are all users, each once, as the labels say", () => {
    const groups = [-1, ...model.segments.keys()].map((segment) => model.members(segment));
    expect(groups.flat().toSorted()).toEqual(events.users.toSorted());
    expect(model.members(1)).toEqual(events.users.filter((_, i) => model.labels[i] === 1));
    expect(groups.map(({ length }) => length)).toEqual([
      model.report.clustering.noise,
      ...model.segments.map(({ size }) => size),
    ]);
  });

  test("of a loaded model need its table of users; of paths without names they are positions", async () => {
    expect(() => loaded.members(0)).toThrow(
      new RangeError(`"segment" has members whose names are not here: ${ELSEWHERE}`),
    );
    const nameless = await fitSegments(
      ["A -> B", "C"].flatMap((path) => Array(10).fill(path)),
      { projection: false },
    );
    const again = await loadSegments(await nameless.toBytes());
    expect(again.members(0)).toEqual([...nameless.labels.keys()].filter((i) => nameless.labels[i] === 0));
  });

  test.each([[-2], [4], [0.5], ["0"]])("of segment %j: there is none", (segment) => {
    expect(model.segments).toHaveLength(4);
    expect(() => model.members(segment as number)).toThrow(
      `"segment" expected an integer >= -1 and <= 3, got ${JSON.stringify(segment)}`,
    );
  });
});

describe("segmentOf", () => {
  test("a user, or a position", () => {
    for (const [i, user] of events.users.entries()) {
      expect(model.segmentOf(user)).toBe(model.labels[i]);
      expect(loaded.segmentOf(i)).toBe(model.labels[i]);
    }
  });

  test("one that is not there", () => {
    expect(() => model.segmentOf("nobody")).toThrow(
      new RangeError('"id" expected the id of an input of the model, got "nobody"'),
    );
    expect(() => loaded.segmentOf(events.users[0]!)).toThrow(
      new RangeError(
        `"id" expected the position of an input, because this model contains no ids, got ${JSON.stringify(events.users[0])}: ${ELSEWHERE}`,
      ),
    );
    expect(() => model.segmentOf(events.users.length)).toThrow(
      new RangeError(`"id" expected an integer >= 0 and <= ${events.users.length - 1}, got ${events.users.length}`),
    );
  });
});

describe("the table", () => {
  test("has a row for each input, with what model and profiles say", () => {
    const rows = model.toRows("members");
    expectTypeOf(rows).toEqualTypeOf<UserRow[]>();
    expect(rows.map(({ id }) => id)).toEqual(events.users);
    const cases = new Cases("member");
    for (const [i, { segment, number, name, probability, status, input, segment_id, nearest, why }] of rows.entries()) {
      expect([input, segment_id]).toEqual([i, segment < 0 ? null : model.lineage.ids[segment]]);
      if (cases.when("member", segment >= 0)) expect(nearest).toBe(segment);
      expect(nearest).toBeGreaterThanOrEqual(0);
      expect(why).toMatch(segment < 0 ? /^unlike the members/ : /^(shows|its path as a whole)/);
      expect(segment).toBe(model.labels[i]);
      expect(probability).toBe(model.probabilities[i]);
      expect([number, name, status]).toEqual(
        segment < 0 ? [null, null, "noise"] : [segment + 1, model.segments[segment]!.name, "member"],
      );
    }
    cases.expectAll();
    const [header, first] = model.toCSV("members").split(/\r?\n/);
    expect(header).toBe(
      "id,input,segment,number,segment_id,name,probability,nearest,nearest_name,nearest_confidence,status,why",
    );
    expect(first).toMatch(new RegExp(`^${events.users[0]},`));
  });

  test("a table that does not exist is answered with all that do", () => {
    expect(() => model.toRows("users" as never)).toThrow(
      new RangeError(
        '"table" expected "segments", "patterns", "transitions", "steps", "hours", "exemplars", "properties" or ' +
          '"members", got "users"',
      ),
    );
  });

  test("distinguishes those left out from those in none; ids that several bear are reported", async () => {
    const { rowOf, ...sequences } = await sequencesFrom(["A", "B", "", "B", "C"]);
    const clusterer = {
      method: "mine",
      labels: asRowLabels(Int32Array.from(sequences.weights, (_, row) => (row === 0 ? 0 : -1))),
      probabilities: Float64Array.from(sequences.weights, (_, row) => (row === 0 ? 0.5 : 0)),
      persistence: undefined,
      placer: { place: () => Promise.reject(matrix(0, 0)), state: () => null },
    } satisfies FittedClusterer;
    const members = new ModelMembers({
      ...{ sequences: { ...sequences, rowOf, ids: ["u", "v", "w", "x", "u"] }, clusterer },
      ...{ segments: [model.segments[0]!], lineage: model.lineage, report: model.report },
      ...{ nearest: undefined, calibration: undefined },
    });
    expect(members.rows().map(({ id, input, segment, status }) => [id, input, segment, status])).toEqual([
      ["u", 0, -1, "noise"],
      ["v", 1, 0, "member"],
      ["w", 2, -1, "left out"],
      ["x", 3, 0, "member"],
      ["u", 4, -1, "noise"],
    ]);
    expect(members.of(-1)).toEqual(["u", "u"]);
    expect(members.segmentOf("x")).toBe(0);
    expect(() => members.segmentOf("u")).toThrow(
      new RangeError('"id" expected the id of one input, got "u", which several have'),
    );
  });
});
