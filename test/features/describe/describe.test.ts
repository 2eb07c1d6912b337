import { describe, expect, test } from "vitest";
import {
  actionOf,
  draftEmails,
  featureTable,
  profileFeatures,
  RFM_NAMES,
  readActions,
  SEGMENT_ACTIONS,
  SEGMENT_NAMES,
} from "../../../src/features";
import { nameSegments } from "../../../src/features/internal";
import { toCSV } from "../../../src/profiles";

const ids = (n: number) => Array.from({ length: n }, (_, i) => `c${i}`);

describe("profileFeatures", () => {
  test("means, medians, differences, places and sums by hand", () => {
    const table = featureTable(ids(6), { spent: [1, 3, 5, 10, 30, Number.NaN] });
    const [first, second, none] = profileFeatures(table, [0, 0, 0, 1, 1, -1]);
    expect(first!.features[0]).toEqual({
      ...{ name: "spent", mean: 3, median: 3, meanElsewhere: 20, aboveQuartile: 0, total: 9, missing: 0, place: 0.3 },
      difference: expect.closeTo(-17 / Math.sqrt((3 * (8 / 3) + 2 * 100) / 5), 12),
    });
    expect(second).toMatchObject({ segment: 1, size: 2, share: 2 / 6 });
    expect(second!.features[0]).toMatchObject({ aboveQuartile: 0.5, place: 0.8 });
    expect(none).toMatchObject({ segment: -1, size: 1 });
    expect(none!.features[0]).toMatchObject({ mean: null, median: null, difference: null, place: null, missing: 1 });
  });

  test("one segment has no one elsewhere; groups of equals differ by all there is", () => {
    const table = featureTable(ids(4), { spent: [1, 1, 2, 2] });
    expect(profileFeatures(table, [0, 0, 0, 0])[0]!.features[0]).toMatchObject({
      difference: null,
      meanElsewhere: null,
    });
    expect(profileFeatures(table, [0, 0, 1, 1])[0]!.features[0]!.difference).toBe(-99);
    expect(() => profileFeatures(table, [0])).toThrow('"labels" expected 4 labels, one per row');
  });
});

describe("names", () => {
  const named = (columns: Record<string, number[]>, labels: number[], rules = SEGMENT_NAMES) =>
    nameSegments(profileFeatures(featureTable(ids(labels.length), columns), labels), rules);

  test("a shop's visitors: window shoppers and bargain hunters", () => {
    const labels = [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2];
    const sessions = [9, 8, 9, 9, 7, 8, 8, 7, 1, 1, 2, 1];
    const conversion = [0, 0, 0.1, 0, 0.5, 0.6, 0.5, 0.4, 0.9, 1, 0.5, 1];
    expect(named({ sessions, conversion }, labels)[0]).toBe("Window Shopper");
    const frequency = [2, 2, 3, 2, 9, 8, 9, 9, 1, 1, 1, 1];
    const discountShare = [0, 0, 0, 0, 0.4, 0.5, 0.4, 0.4, 0, 0, 0, 0];
    expect(named({ frequency, discountShare }, labels)[1]).toBe("Bargain Hunter");
  });

  test("without a rule that holds, what sets a segment apart; rivals for a name are told apart", () => {
    const labels = [0, 0, 1, 1, 2, 2];
    expect(named({ height: [1, 2, 5, 6, 9, 10] }, labels)).toEqual(["low height", "Like everybody", "high height"]);
    const rule = [{ name: "Any", when: [] }];
    expect(named({ height: [1, 2, 5, 6, 9, 10] }, labels, rule)).toEqual([
      "Any (low height)",
      "Any (middle height)",
      "Any (high height)",
    ]);
    expect(named({ height: [1, 2, 1, 2, 1, 2] }, labels, rule)).toEqual(["Any (1)", "Any (2)", "Any (3)"]);
  });

  test("every name has an action, and actions survive a way through CSV", async () => {
    for (const { name } of [...SEGMENT_NAMES, ...RFM_NAMES, { name: "Others" }]) {
      expect(SEGMENT_ACTIONS.map((action) => action.name)).toContain(name);
    }
    expect(await readActions([toCSV(SEGMENT_ACTIONS)])).toEqual(SEGMENT_ACTIONS);
    expect(actionOf("Lapsed (high monetary)").goal).toBe("find out why they left");
    expect(actionOf("never heard of").goal).toBe("get to know them");
    await expect(readActions(["name,goal,offer\nA,b,c\n"])).rejects.toThrow('there is no column "subject"');
    await expect(readActions(["name,goal,offer,subject\nA,b\n"])).rejects.toThrow("line 2: wrong number of columns");
  });
});

describe("draftEmails", () => {
  const table = featureTable(ids(8), {
    recency: [5, 6, 7, 5, 200, 210, 220, 190],
    frequency: [9, 8, 9, 9, 5, 6, 5, 6],
    monetary: [10, 20, 10, 20, 500, 600, 500, 600],
  });
  const profiles = profileFeatures(table, [0, 0, 0, 0, 1, 1, 1, 1]).map((profile, i) => ({
    ...profile,
    name: ["Active Regular", "High-Value Slipping Away"][i]!,
  }));

  test("begins with those slipping away; every figure is of the data", () => {
    const [first, second] = draftEmails(profiles, { currency: "£" });
    expect(first).toMatchObject({ segment: 1, size: 4, atStake: 2200, shareAtStake: 2200 / 2260 });
    expect(first!.audience).toBe("4 customers, 50% of all: High-Value Slipping Away.");
    expect(first!.behavior).toBe(
      "The typical one of them last ordered 205 days ago (others 6 days on average); placed 6 orders; " +
        "spent £550 in all (others £15 on average).",
    );
    expect(first!.body).toContain("your last order with us was about 7 months ago");
    expect(first!.body).toContain("free delivery on your next order within two weeks");
    expect(second).toMatchObject({ segment: 0, goal: "raise the basket" });
  });

  test("segments can be chosen; a table without worth has nothing at stake", () => {
    expect(draftEmails(profiles, { segments: [0, 7] }).map(({ segment }) => segment)).toEqual([0]);
    const [one] = draftEmails(profiles, { value: "height" });
    expect(one).toMatchObject({ atStake: null, shareAtStake: null });
    expect(draftEmails([])).toEqual([]);
  });
});
