import { describe, expect, test } from "vitest";
import type { LogStructure } from "../../src/selection";
import { beyondShuffled } from "../../src/selection/internal";
import { kindOf, predictsNext, standsApart } from "../../src/selection/verdict-rule";
import { logStructureOf } from "../helpers/log-structure";

describe("the rule of the verdict", () => {
  test.each<[string, Partial<LogStructure>]>([
    ["well apart, an empty border, found again", {}],
    ["half of what shuffled logs leave unexplained, exactly", { separation: 0.75, shuffled: [0.5, 0.2] }],
    ["as many users at the border as still are few", { atBorder: 0.125 }],
    ["half of the users in segments found again", { stableShare: 0.5 }],
    ["whatever the bits", { savedBits: -0.2, shuffledBits: 0.1 }],
  ])("clear segments: %s", (_, change) => {
    expect(kindOf(logStructureOf(change))).toBe("clear segments");
  });

  test.each<[string, Partial<LogStructure>]>([
    ["users at the border", { atBorder: 0.126 }],
    ["few users in segments found again", { stableShare: 0.49 }],
    [
      "a quarter beyond shuffled logs, an empty border, bits that nothing else explains",
      { separation: 0.6, savedBits: 0.05 },
    ],
  ])("some: %s", (_, change) => {
    expect(kindOf(logStructureOf(change))).toBe("some stable segments in a continuum");
  });

  test.each<[string, Partial<LogStructure>]>([
    ["not divided", { divided: false }],
    ["no segment is found again", { stableShare: 0 }],
    ["shuffled logs are divided as well", { separation: 0.9, shuffled: [0.1, 0.92] }],
    ["a quarter, with users at the border", { separation: 0.6, savedBits: 0.05, atBorder: 0.2 }],
    ["a quarter, and one chain for all saves as many bits", { separation: 0.6, savedBits: 0.05, transitionBits: 0.05 }],
    ["a quarter, and no bits to explain", { separation: 0.6, savedBits: 0, transitionBits: undefined }],
    ["less than a quarter, whatever the bits", { separation: 0.5, savedBits: 1 }],
  ])("a continuum: %s", (_, change) => {
    expect(kindOf(logStructureOf(change))).toBe("continuum");
  });

  test("what is beyond shuffled logs is a share of what the most separate of them leaves unexplained", () => {
    expect(beyondShuffled(0.7, [0.1, 0.4])).toBeCloseTo(0.5, 12);
    expect(beyondShuffled(1, [0.9])).toBe(1);
    expect(beyondShuffled(0.3, [0.4])).toBeLessThan(0);
    expect(beyondShuffled(1, [1])).toBe(0);
    expect(standsApart(undefined, { shuffled: [0] })).toBe(false);
    expect(standsApart(0.5, { shuffled: [0] })).toBe(true);
  });

  test("bits count beyond shuffled logs, beyond one chain, and above none", () => {
    const bits = { savedBits: 0.05, shuffledBits: 0.01, transitionBits: 0.02 };
    expect(predictsNext(logStructureOf(bits))).toBe(true);
    expect(predictsNext(logStructureOf({ ...bits, shuffledBits: 0.05 }))).toBe(false);
    expect(predictsNext(logStructureOf({ ...bits, transitionBits: 0.06 }))).toBe(false);
    expect(predictsNext(logStructureOf({ savedBits: 0, shuffledBits: -0.1, transitionBits: -0.1 }))).toBe(false);
  });
});
