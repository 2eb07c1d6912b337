import { beforeAll, expect, test } from "vitest";
import { fitSegments, loadSegments, mapActions, type SegmentModel } from "../../../src/segments";
import { demoEvents } from "../../helpers/demo-paths";
import { size } from "../../helpers/size";

const USERS = size(150, 400);
let previous: SegmentModel;
/** The same with a name given by people, and the model of later users that follows it. */
let named: SegmentModel;
let next: SegmentModel;
let later: Awaited<ReturnType<typeof demoEvents>>["events"];

beforeAll(async () => {
  previous = await fitSegments((await demoEvents(USERS, 7)).events, { seed: 7, sequences: { collapseRepeats: true } });
  later = (await demoEvents(USERS, 8)).events;
  named = await previous.edit({ rename: { [previous.lineage.ids[0]!]: "Whales, given" } });
  next = await fitSegments(later, { previous: named });
});

test("the next model keeps ids and names, and says which model it follows", async () => {
  expect(next.lineage.previous).toBe(await named.hash());
  const kept = next.lineage.ids.filter((id) => previous.lineage.ids.includes(id));
  expect(kept.length).toBeGreaterThanOrEqual(3);
  for (const id of kept) {
    const [was, is] = [named, next].map(({ lineage, segments }) => segments[lineage.ids.indexOf(id)]!.name);
    expect(is).toBe(was);
  }
  expect(new Set(next.segments.map(({ name }) => name)).size).toBe(next.segments.length);
});

test("its pipeline and options are those of the model before, loaded or not, and what is given counts more", async () => {
  const loaded = await loadSegments(await previous.toBytes());
  const again = await fitSegments(later, { previous: loaded, projection: false });
  expect(again.selection.candidates).toHaveLength(1);
  const [was, is] = [previous, again].map(({ selection }) => selection.candidates[selection.winner]!);
  expect([is!.embedding, is!.reduction, is!.clustering]).toEqual([was!.embedding, was!.reduction, was!.clustering]);
  expect(again.sequences.rules.collapseRepeats).toBe(true);
  expect(again.origin.seed).toBe(7);
  expect(again.projection).toBeUndefined();
  const other = await fitSegments(later, { previous, clustering: { method: "kmeans", k: 3 }, projection: false });
  expect(other.segments).toHaveLength(3);
});

test("the same log again gives the same segments under the same ids, at the places they had", async () => {
  const { events } = await demoEvents(USERS, 7);
  const again = await fitSegments(events, { previous });
  expect(again.labels).toEqual(previous.labels);
  expect(again.lineage.ids).toEqual(previous.lineage.ids);
  const [was, is] = [previous.projection!, again.projection!];
  let [before, apart] = [0, 0];
  for (const [i, place] of is.data.entries()) {
    before += Math.abs(was.data[i]!);
    apart += Math.abs(place - was.data[i]!);
  }
  expect(apart / before).toBeLessThan(0.3);
});

test("groups of segments bear the names that the segments keep, given by people or found", () => {
  const names = new Set(next.segments.map(({ name }) => name));
  expect(names).toContain("Whales, given");
  const single = next.relations!.groups.filter(({ parts }) => parts === null);
  expect(single.length).toBeGreaterThan(0);
  for (const group of single) expect(names).toContain(group.name);
});

test("an option that no model holds has to be given again; what is no model is refused", async () => {
  const paths = ["A -> B", "X -> Y"].flatMap((path) => Array<string>(20).fill(path));
  const sequences = { rename: (action: string) => action.toLowerCase() };
  const model = await fitSegments(paths, { sequences, projection: false });
  await expect(fitSegments(paths, { previous: model })).rejects.toThrow(/^"sequences" expected to be given again/);
  expect((await fitSegments(paths, { previous: model, sequences })).lineage.ids).toEqual(model.lineage.ids);
  await expect(fitSegments(paths, { previous: {} as SegmentModel })).rejects.toThrow(
    /^"previous" expected a fitted or loaded model, got/,
  );
});

test("renamed actions are read after saving too; names that cannot be are refused", async () => {
  const paths = ["A -> B -> C", "X -> Y -> Z"].flatMap((path) => Array<string>(20).fill(path));
  const mapped = mapActions(await fitSegments(paths, { projection: false }), new Map([["B", "b2"]]));
  const loaded = await loadSegments(await mapped.toBytes());
  expect(await loaded.assign("A -> b2 -> C")).toEqual(await loaded.assign("A -> B -> C"));
  expect(() => mapActions(loaded, { Q: "q" })).toThrow('"names" expected names of actions of the model, got "Q"');
  expect(() => mapActions(loaded, { A: "B" })).toThrow(
    '"names" expected new names that are no actions of the model, got "B"',
  );
});
