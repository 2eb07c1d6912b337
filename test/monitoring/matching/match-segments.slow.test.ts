import { expect, test } from "vitest";
import { matchSegments } from "../../../src/monitoring";
import { fitSegments } from "../../../src/segments";
import { twoHalves, withSplit } from "../../helpers/two-halves";

const halves = await twoHalves(2000);
const { old, fresh, previous, noise } = halves;

test("other users of an unchanged log, and every user twice: no event", async () => {
  const next = await fitSegments(fresh, { previous });
  expect((await matchSegments(previous, next, { noise })).events).toEqual([]);
  const twice = await fitSegments([...old, ...old], { previous });
  const match = await matchSegments(previous, twice, { noise });
  expect(match.events).toEqual([]);
  expect(match.migration).toBeUndefined();
});

test("a planted split is the one event that is reported, whichever segment it is in", async () => {
  for (const segment of [0, 1, 2, 3]) {
    const next = await fitSegments(await withSplit(halves, segment), { previous });
    const { events, lineage } = await matchSegments(previous, next, { noise });
    expect(events.map(({ kind, from }) => [kind, ...from])).toEqual([["split", previous.lineage.ids[segment]]]);
    expect(events[0]!.into[0]).toBe(events[0]!.from[0]); // the id stays with the heir
    expect(lineage.ids).toEqual(next.lineage.ids);
  }
}, 120_000);
