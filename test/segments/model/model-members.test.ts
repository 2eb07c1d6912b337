import { describe, expect, expectTypeOf, test } from "vitest";
import { fitSegments, loadSegments, sequencesFrom } from "../../../src";
import { matrix } from "../../../src/core/internal";
import type { MemberRow } from "../../../src/segments";
import { ModelMembers } from "../../../src/segments/model/model-members";
import type { FittedClusterer } from "../../../src/segments/stages/clusterer";
import { asRowLabels } from "../../../src/sequences/internal";
import { demoEvents } from "../../helpers/demo-paths";

const { events } = await demoEvents();
const model = await fitSegments(events, { seed: 7, projection: false });
const loaded = await loadSegments(await model.toBytes());

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

  test("of a loaded model are positions", () => {
    expect(loaded.members(0)).toEqual([...model.labels.keys()].filter((i) => model.labels[i] === 0));
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
        `"id" expected the position of an input, for this model holds no ids, got ${JSON.stringify(events.users[0])}`,
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
    expectTypeOf(rows).toEqualTypeOf<MemberRow[]>();
    expect(rows.map(({ id }) => id)).toEqual(events.users);
    for (const [i, { segment, number, name, probability, status }] of rows.entries()) {
      expect(segment).toBe(model.labels[i]);
      expect(probability).toBe(model.probabilities[i]);
      expect([number, name, status]).toEqual(
        segment < 0 ? [null, null, "noise"] : [segment + 1, model.segments[segment]!.name, "member"],
      );
    }
    const [header, first] = model.toCSV("members").split(/\r?\n/);
    expect(header).toBe("id,segment,number,name,probability,status");
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

  test("tells those left out from those in none; ids that several bear are told", async () => {
    const { rowOf, ...sequences } = await sequencesFrom(["A", "B", "", "B", "C"]);
    const clusterer = {
      method: "mine",
      labels: asRowLabels(Int32Array.from(sequences.weights, (_, row) => (row === 0 ? 0 : -1))),
      probabilities: Float64Array.from(sequences.weights, (_, row) => (row === 0 ? 0.5 : 0)),
      persistence: undefined,
      placer: { place: () => Promise.reject(matrix(0, 0)), state: () => null },
    } satisfies FittedClusterer;
    const members = new ModelMembers({ ...sequences, rowOf, ids: ["u", "v", "w", "x", "u"] }, clusterer);
    expect(members.rows(["B"])).toEqual([
      { id: "u", segment: -1, number: null, name: null, probability: 0, status: "noise" },
      { id: "v", segment: 0, number: 1, name: "B", probability: 0.5, status: "member" },
      { id: "w", segment: -1, number: null, name: null, probability: 0, status: "left out" },
      { id: "x", segment: 0, number: 1, name: "B", probability: 0.5, status: "member" },
      { id: "u", segment: -1, number: null, name: null, probability: 0, status: "noise" },
    ]);
    expect(members.of(-1)).toEqual(["u", "u"]);
    expect(members.segmentOf("x")).toBe(0);
    expect(() => members.segmentOf("u")).toThrow(
      new RangeError('"id" expected the id of one input, got "u", which several bear'),
    );
  });
});
