import { describe, expect, test } from "vitest";
import { checkpoint, type Steps } from "../../../src/core/internal";
import { type Ground, rankCandidates } from "../../../src/segments/survey/rank-candidates";
import type { Candidate } from "../../../src/segments/survey/try-candidates";
import type { Separating } from "../../../src/selection/internal";

/** What the rule reads of a candidate. */
interface Figures {
  /** So many segments, each of one row; with one more row that is in none. */
  readonly segments: number;
  /** Bits an action of what follows what, and of which actions occur. */
  readonly transitions: number;
  readonly actions: number;
  readonly separation: number;
  /** Whether segments are told apart without a mistake. */
  readonly separates?: boolean;
}

function candidateOf({ segments, transitions, actions }: Figures): Candidate {
  const ofSegments = new Float64Array(segments);
  return {
    labels: Int32Array.from({ length: segments + 1 }, (_, row) => (row < segments ? row : -1)),
    saved: {
      ofTransitions: { perAction: transitions, ofSegments },
      ofActions: { perAction: actions, ofSegments },
    },
  } as unknown as Candidate;
}

/** The places of the candidates, best first, what decided, and which of them separation was asked of. */
async function ranked(figures: readonly Figures[], repeats = true) {
  const candidates = figures.map(candidateOf);
  const asked: number[] = [];
  function* reaching(labels: Int32Array, least: number): Steps<number> {
    const at = candidates.findIndex((candidate) => candidate.labels === labels);
    asked.push(at);
    const { separation } = figures[at]!;
    return separation < least ? separation / 2 : separation; // some figure below it
  }
  function* separates(labels: Int32Array): Steps<boolean> {
    return figures[candidates.findIndex((candidate) => candidate.labels === labels)]!.separates ?? false;
  }
  const separating = { reaching, separates } as unknown as Separating;
  const found = await rankCandidates(
    candidates,
    async () => separating,
    async () => repeats,
    checkpoint("choosing", {}),
  );
  return { order: found.ranked.map((one) => candidates.indexOf(one)), ground: found.ground, asked };
}

const one = (segments: number, transitions: number, actions: number, separation: number): Figures => ({
  segments,
  transitions,
  actions,
  separation,
});

describe("rankCandidates", () => {
  test.each<[string, Ground, readonly Figures[], winner: number]>([
    ["the only candidate wins, whatever it is", "only candidate", [one(0, -1, -1, 0)], 0],
    [
      "actions that say more than transitions, told apart without error",
      "separate",
      [one(9, 0.3, 0.4, 1), one(3, 0.2, 0.45, 0.99), one(2, 0.2, 0.41, 1)],
      1,
    ],
    [
      "so do they where no transition saves anything",
      "separate",
      [one(5, -0.2, 0.3, 0.97), one(3, -0.1, 0.29, 0.98), one(2, -0.1, 0.28, 1)],
      1,
    ],
    [
      "not told apart without error: bits of transitions decide",
      "transitions",
      [one(9, 0.3, 0.4, 0.97), one(3, 0.25, 0.5, 0.97), one(4, 0.28, 0.5, 0.97)],
      2,
    ],
    [
      "actions that say less than transitions decide nothing, however well apart",
      "transitions",
      [one(6, 0.4, 0.39, 1), one(2, 0.1, 0.38, 1)],
      0,
    ],
    [
      "told apart without error, but far from the most bits of actions",
      "transitions",
      [one(8, 0.2, 0.5, 0.5), one(2, 0.19, 0.44, 1)],
      1,
    ],
    [
      "the fewest segments for nine tenths of the bits, exactly",
      "transitions",
      [one(40, 0.5, 0.1, 0.2), one(7, 0.45, 0.1, 0.2), one(3, 0.4499, 0.1, 0.2)],
      1,
    ],
    [
      "of as many segments the one with more bits",
      "transitions",
      [one(5, 0.46, 0, 0.2), one(5, 0.48, 0, 0.2), one(9, 0.5, 0, 0.2)],
      1,
    ],
    [
      "no bits of transitions: those of actions, among segments well apart",
      "actions",
      [one(9, -0.1, 0.9, 0.5), one(6, -0.1, 0.2, 0.86), one(4, -0.1, 0.19, 0.85), one(2, -0.1, 0.1, 0.9)],
      2,
    ],
    [
      "no bits at all: the most segments that are told apart without error",
      "apart",
      [one(2, -0.1, -0.1, 1), one(4, -0.2, -0.1, 0.98), one(4, -0.2, -0.1, 0.99), one(5, -0.1, 0, 0.97)],
      2,
    ],
    [
      "no bits at all: the most segments that are told apart without a mistake and stand well apart",
      "apart",
      [
        one(2, -0.1, -0.1, 1),
        { ...one(3, -0.2, -0.1, 0.9), separates: true },
        one(4, -0.2, -0.1, 0.97),
        { ...one(5, -0.2, -0.1, 0.84), separates: true },
      ],
      1,
    ],
    [
      "no bits, none without error: those farthest apart, then the most segments",
      "apart",
      [one(2, -0.1, -0.1, 0.9), one(3, -0.2, -0.1, 0.9), one(4, 0, 0, 0.86)],
      1,
    ],
    [
      "nothing to tell apart: all in one segment",
      "nothing",
      [one(3, -0.1, 0.2, 0.84), one(0, 0, 0, 0), one(1, -0.001, 0, 0)],
      2,
    ],
    ["nothing, and no candidate holds one segment: none is divided", "nothing", [one(0, 0, 0, 0), one(0, 0, 0, 0)], 0],
    [
      "one segment of all is no division, whatever it saves",
      "transitions",
      [one(1, 0.9, 0.9, 1), one(2, 0.1, 0.05, 0.1)],
      1,
    ],
  ])("%s", async (_, ground, figures, winner) => {
    const found = await ranked(figures);
    expect(found.ground).toBe(ground);
    expect(found.order[0]).toBe(winner);
    expect([...found.order].sort((a, b) => a - b)).toEqual([...figures.keys()]);
  });

  test("without a mistake is enough only where inputs take the same paths as others", async () => {
    const figures = [one(2, -0.1, -0.1, 0.95), { ...one(3, -0.2, -0.1, 0.9), separates: true }];
    expect((await ranked(figures)).order[0]).toBe(1);
    expect((await ranked(figures, false)).order[0]).toBe(0);
  });

  test("behind the winner stand divisions by bits of transitions, then those that divide nothing", async () => {
    const { order } = await ranked([
      one(1, 0, 0, 0),
      one(9, 0.2, 0, 0),
      one(2, 0.19, 0, 0),
      one(0, 0.5, 0, 0),
      one(4, -0.2, 0, 0),
      one(30, 0.21, 0, 0),
    ]);
    expect(order).toEqual([2, 5, 1, 4, 3, 0]);
  });

  test("the order of candidates matters only between equals", async () => {
    const figures = [one(9, 0.3, 0.4, 0.9), one(3, 0.27, 0.42, 0.97), one(4, 0.28, 0.5, 0.95), one(1, 0, 0, 0)];
    const { order } = await ranked(figures);
    const reversed = (await ranked(figures.toReversed())).order.map((at) => figures.length - 1 - at);
    expect(reversed).toEqual(order);
  });

  test("separation, which takes long, is asked once of a candidate, and only of those it may decide on", async () => {
    expect((await ranked([one(9, 0.3, 0.2, 1), one(3, 0.29, 0.1, 1)])).asked).toEqual([]);
    expect((await ranked([one(9, 0.3, 0.4, 0.5), one(3, 0.29, 0.37, 0.5), one(2, 0.2, 0.1, 1)])).asked).toEqual([0, 1]);
    const none = (await ranked([one(2, -0.1, -0.1, 0.99), one(3, -0.1, 0.1, 0.86), one(1, 0, 0, 0)])).asked;
    expect(none.toSorted()).toEqual([0, 1]);
  });
});
