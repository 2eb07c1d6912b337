import { describe, expect, test } from "vitest";
import type { LogStructure } from "../../src/selection";
import { reachVerdict } from "../../src/selection/internal";
import type { FoundSegments } from "../../src/selection/reach-verdict";
import { asRowLabels } from "../../src/sequences/internal";
import { logStructureOf } from "../helpers/log-structure";

const SEPARATION = {
  value: 0.96,
  law: 0.97,
  near: 0.98,
  recognized: 0.97,
  atBorder: 0.01,
  inSegments: 0.8,
  inputs: 80,
};

/** Two segments of 40 and 40 users and 20 in none. */
const found: FoundSegments = {
  labels: asRowLabels(Int32Array.of(0, 1, -1)),
  weights: Float64Array.of(40, 40, 20),
  saved: { perAction: 0.2, ofSegments: Float64Array.of(0.3, 0.2) },
  stability: Float64Array.of(0.9, 0.8),
  separation: { ...SEPARATION, ofSegments: [0.96, 0.97] },
};

function verdictOf(change: Partial<FoundSegments> = {}, log: Partial<LogStructure> = {}) {
  return reachVerdict({ ...found, ...change }, logStructureOf(log), { unit: "user", resamples: 20 });
}

describe("the verdict", () => {
  test("on clear segments: words, reasons and evidence", () => {
    expect(verdictOf()).toEqual({
      kind: "clear segments",
      sentence:
        "Two groups. They are real: 97% of the users in them behave more like their own group than like any other, and every group is found again when users are resampled. 20% of users are in no segment. You can use them for planning and measurement.",
      words: {
        headline: "Two groups.",
        why: "They are real: 97% of the users in them behave more like their own group than like any other, and every group is found again when users are resampled. 20% of users are in no segment.",
        advice: "You can use them for planning and measurement.",
      },
      reasons: [
        {
          about: "structure",
          holds: true,
          text: "the best division of the log that was tried has a separation of 0.95; in 2 shuffled logs of 80 users it is at most 0.40",
        },
        {
          about: "border",
          holds: true,
          text: "1% of the users are near a border; without gaps between groups it would be 25%",
        },
        {
          about: "separation",
          holds: true,
          text: "these segments have a separation of 0.96: 0.97 by what users do next, 0.98 by the users with the nearest paths, times the 80% of users in a segment",
        },
        { about: "stability", holds: true, text: "2 of 2 segments found again in 20 resamples, with 80% of users" },
        {
          about: "bits",
          holds: true,
          text: "knowing the segment saves 0.200 bits on each action; in shuffled logs at most 0.010, in a log simulated from one Markov chain -0.020",
        },
      ],
      log: logStructureOf(),
      separation: SEPARATION,
      savedBits: 0.2,
      segments: [
        { segment: 0, share: 0.4, stability: 0.9, savedBits: 0.3, stable: true, separation: 0.96, real: true },
        { segment: 1, share: 0.4, stability: 0.8, savedBits: 0.2, stable: true, separation: 0.97, real: true },
      ],
      stableShare: 0.8,
      resamples: 20,
    });
  });

  test("a segment is real where it is found again and stands apart beyond shuffled logs", () => {
    const { segments } = verdictOf(
      {
        stability: Float64Array.of(0.75, 0.74),
        separation: { ...SEPARATION, ofSegments: [0.75, 0.9] },
      },
      { shuffled: [0.5] },
    );
    expect(segments.map(({ stable, real }) => [stable, real])).toEqual([
      [true, true],
      [false, false],
    ]);
    const near = verdictOf({ separation: { ...SEPARATION, ofSegments: [0.74, undefined] } }, { shuffled: [0.5] });
    expect(near.segments.map(({ real }) => real)).toEqual([false, false]);
  });

  test("the kind is that of the log, whatever the segments are", () => {
    const poor = {
      separation: { ...SEPARATION, value: 0.1, ofSegments: [0.1, 0.1] },
      stability: Float64Array.of(0, 0),
    };
    expect(verdictOf(poor).kind).toBe("clear segments");
    expect(verdictOf({}, { separation: 0.3 }).kind).toBe("continuum");
  });

  test.each<[string, Partial<FoundSegments>, Partial<LogStructure>, string]>([
    [
      "all in segments, some of them not found again",
      {
        labels: asRowLabels(Int32Array.of(0, 1, 0)),
        stability: Float64Array.of(0.9, 0.5),
        separation: { ...SEPARATION, inSegments: 1, recognized: 0.997, ofSegments: [0.96, 0.97] },
      },
      {},
      "Two groups. They are real: 99.7% of users behave more like their own group than like any other, and one of them, with 60% of users, is found again when users are resampled. You can use them for planning and measurement.",
    ],
    [
      "of a clusterer that is not run again",
      { stability: undefined },
      {},
      "Two groups. They are real: 97% of the users in them behave more like their own group than like any other, and they are told apart better than any groups in shuffled logs; whether they are found again was not tested. 20% of users are in no segment. You can use them for planning and measurement.",
    ],
    [
      "users at the border",
      {},
      { atBorder: 0.26 },
      "Two groups without clear borders. They are more than chance: 97% of the users in them behave more like their own group than like any other, and every group is found again when users are resampled. But 26% of users are near a border between groups. 20% of users are in no segment. You can base plans on what is typical of each group, but not on the group of a single user.",
    ],
    [
      "some of the segments",
      { separation: { ...SEPARATION, value: 0.5, ofSegments: [0.9, 0.3] } },
      {},
      "Some of these groups are real. Of two segments one, with 40% of users, is real: found again when users are resampled, and told apart better than any group in shuffled logs. You can base plans on that one; use the others as a summary only.",
    ],
    [
      "all of the segments, with too few users",
      { separation: { ...SEPARATION, value: 0.5, ofSegments: [0.9, 0.95] } },
      {},
      "Two groups, and many users in no group. These two segments, with 80% of users, are real: found again when users are resampled, and told apart better than any group in shuffled logs. The other users are in no segment. You can base plans on those two. Look at what the other users do, or ask for a number of segments.",
    ],
    [
      "none of the segments",
      { separation: { ...SEPARATION, value: 0.1, ofSegments: [0.1, 0.1] } },
      { segments: 3 },
      "There are groups, but not these. The users differ by more than chance, but these two segments do not match the differences. Do not base plans on these segments; compare with the default call, which finds three segments.",
    ],
    [
      "none of the segments, as many as the default call finds",
      { separation: { ...SEPARATION, value: 0.1, ofSegments: [0.1, 0.1] } },
      {},
      "There are groups, but not these. The users differ by more than chance, but these two segments do not match the differences. Do not base plans on these segments; ask for fewer.",
    ],
    [
      "shuffled logs are divided as well",
      {},
      { separation: 0.38 },
      "No clear groups. However the users are divided, the groups differ no more than in logs whose actions are shuffled. You can use the two segments as a summary of what users do, not as kinds of users.",
    ],
    [
      "shuffled logs are divided nearly as well",
      {},
      { separation: 0.55, savedBits: 0 },
      "No clear groups. However the users are divided, the groups differ only a little more than in logs whose actions are shuffled. You can use the two segments as a summary of what users do, not as kinds of users.",
    ],
    [
      "nothing is found again",
      { stability: Float64Array.of(0.2, 0.1) },
      { stableShare: 0 },
      "No clear groups. Some users clearly differ from others, but no segment is found again when users are resampled. You can use the two segments as a summary of what users do, not as kinds of users.",
    ],
    [
      "one segment of all",
      {
        labels: asRowLabels(Int32Array.of(0, 0, 0)),
        saved: { perAction: 0, ofSegments: Float64Array.of(0) },
        stability: Float64Array.of(1),
        separation: { ...SEPARATION, value: 0, ofSegments: [0] },
      },
      { divided: false, separation: 0, segments: 1 },
      "No clear groups. However the users are divided, the groups differ no more than in logs whose actions are shuffled. Treat the users alike, or fit again with more of them.",
    ],
    [
      "too few users",
      {},
      { inputs: 7, shuffled: [], divided: false },
      "Too few users to judge. In a log of seven users groups cannot be distinguished from chance. You can read the segments as a list of what occurred.",
    ],
  ])("says it in words: %s", (_, change, log, sentence) => {
    expect(verdictOf(change, log).sentence).toBe(sentence);
  });

  test("has no reasons where there were too few to test anything, and none of stability where that is not known", () => {
    expect(verdictOf({}, { inputs: 7, shuffled: [], divided: false }).reasons).toEqual([]);
    expect(verdictOf({ stability: undefined }).reasons.map(({ about }) => about)).toEqual([
      "structure",
      "border",
      "separation",
      "bits",
    ]);
  });

  test("writes no minus before zero", () => {
    const bits = verdictOf({}, { shuffledBits: -0.0001, transitionBits: undefined }).reasons.at(-1)!;
    expect(bits.text).toBe("knowing the segment saves 0.200 bits on each action; in shuffled logs at most 0.000");
    expect(bits.holds).toBe(false);
  });
});
