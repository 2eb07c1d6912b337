import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkpoint, randomStream } from "../../../src/core/internal";
import { summarizeSegments } from "../../../src/profiles";
import { groupMembers } from "../../../src/profiles/members";
import { findCandidates } from "../../../src/profiles/patterns/candidate";
import { compareAsLong, mergeLengthClasses } from "../../../src/profiles/patterns/compare-as-long";
import { conditionalTest, type Stratum } from "../../../src/profiles/patterns/conditional-test";
import { countPatterns } from "../../../src/profiles/patterns/count-patterns";
import { lengthClasses } from "../../../src/profiles/patterns/length-classes";
import { indexPatterns } from "../../../src/profiles/patterns/pattern-index";
import { countShown } from "../../../src/profiles/patterns/shown-tables";
import { testCandidates } from "../../../src/profiles/patterns/test-candidates";
import { sequencesOf } from "../../helpers/sequences-of";
import { size } from "../../helpers/size";
import { naiveConditionalTest } from "../../reference/conditional-test";

const anyStratum = (most: number) =>
  fc.tuple(fc.integer({ min: 0, max: most }), fc.nat(), fc.nat(), fc.nat()).map(([inputs, m, s, b]): Stratum => {
    const members = m % (inputs + 1);
    const showing = s % (inputs + 1);
    const low = Math.max(0, members + showing - inputs);
    return { inputs, members, showing, both: low + (b % (Math.min(members, showing) - low + 1)) };
  });

describe("the conditional test", () => {
  test("equals a count of all ways in which membership can fall", () => {
    fc.assert(
      fc.property(fc.array(anyStratum(20), { maxLength: 4 }), (strata) => {
        expect(conditionalTest(strata)).toBeCloseTo(naiveConditionalTest(strata), 10);
      }),
    );
  });

  test("stays near that count where the normal distribution stands for it", () => {
    for (const both of [95, 110, 130, 105, 120].slice(0, size(3, 5))) {
      const strata = [
        { inputs: 600, members: 300, showing: 200, both },
        { inputs: 500, members: 100, showing: 250, both: 55 },
      ];
      const exact = naiveConditionalTest(strata);
      const ratio = conditionalTest(strata) / exact;
      expect(Math.abs(ratio - 1), `${both}: ${exact}`).toBeLessThan(exact > 1e-4 ? 0.03 : 0.5);
    }
  });

  test("one class is Fisher's exact test: scipy 1.17, fisher_exact([[8, 2], [1, 5]], 'greater')", () => {
    expect(conditionalTest([{ inputs: 16, members: 10, showing: 9, both: 8 }])).toBeCloseTo(0.0244755244755244, 12);
  });

  test("nothing left to chance is 1", () => {
    expect(conditionalTest([])).toBe(1);
    expect(conditionalTest([{ inputs: 5, members: 5, showing: 2, both: 2 }])).toBe(1);
    expect(conditionalTest([{ inputs: 1, members: 1, showing: 1, both: 1 }])).toBe(1);
  });
});

describe("paths about as long", () => {
  test("members are compared with others of their own length", () => {
    // Members are long, and long paths show the pattern, members or not.
    expect(compareAsLong([1, 40], [10, 50], [6, 80], [60, 100])).toEqual({
      coverage: 41 / 60,
      elsewhere: (10 * (5 / 50) + 50 * (40 / 50)) / 60,
    });
    expect(compareAsLong([1], [1], [1], [1])).toBeNull();
  });

  test("classes without others are merged with their neighbours", () => {
    expect(mergeLengthClasses([10, 10, 10], [30, 30, 30])).toEqual([0, 1, 2]);
    expect(mergeLengthClasses([10, 10, 10], [30, 10, 30])).toEqual([0, 1, 1]);
    expect(mergeLengthClasses([10, 10, 10], [30, 30, 10])).toEqual([0, 1, 1]);
    expect(mergeLengthClasses([10, 0, 10], [10, 30, 10])).toEqual([0, 0, 0]);
    expect(mergeLengthClasses([0, 5], [0, 5])).toEqual([0, 0]);
  });

  test("an effect that is nothing but length is none: long paths hold more of everything", async () => {
    const stream = randomStream(3, "test/lengths");
    const paths = Array.from({ length: 1200 }, (_, user) => {
      const isLong = stream.uniform(user, 90) < (user % 2 === 0 ? 0.1 : 0.9);
      const length = (isLong ? 10 : 3) + stream.integer(4, user, 0);
      return Array.from({ length }, (_, step) => (stream.uniform(user, step + 1) < 0.08 ? "RARE" : "USUAL"));
    });
    const [, long] = await summarizeSegments(
      await sequencesOf(paths),
      paths.map((_, user) => user % 2),
    );
    const rare = long!.patterns.commonActions.find(({ text }) => text === "RARE")!;
    expect(rare.coverage - rare.elsewhere!).toBeGreaterThan(0.15); // it looks like a difference
    expect(long!.patterns.distinctiveActions).toEqual([]);
  });
});

describe("labels drawn by lot", () => {
  /** Users who do three to eight things each, the same in all segments; every log is another one. */
  async function shuffledLog(log: number, users: number) {
    const stream = randomStream(log, "test/shuffled");
    const paths = Array.from({ length: users }, (_, user) =>
      Array.from(
        { length: 3 + stream.integer(6, user, 0) },
        (_, step) => "ABCDEFGH"[stream.integer(8, user, step + 1)]!,
      ),
    );
    return { sequences: await sequencesOf(paths), labels: paths.map((_, user) => stream.integer(2, user, 99)) };
  }

  /** The p of one pattern found on the first half and tested on the second; undefined when none was found. */
  async function testedByLot(log: number): Promise<number | undefined> {
    const at = checkpoint("test", {});
    const { sequences, labels } = await shuffledLog(log, 400);
    const members = await groupMembers(sequences, labels, at);
    const patterns = await indexPatterns(sequences, 2, 1, at);
    const everybody = await countPatterns(sequences, members, patterns, [0, 3], at);
    const corpus = { sequences, members, patterns, everybody };
    const candidates = findCandidates(corpus, await countPatterns(sequences, members, patterns, [0, 1], at), 0, 2);
    const shown = await countShown(corpus, lengthClasses(sequences, members), candidates, at);
    return (await testCandidates(candidates, shown, at))[0]?.pattern.p ?? undefined;
  }

  test("p is uniform, or a little too large, however the patterns were found", async () => {
    const found: number[] = [];
    const logs = size(80, 600);
    for (let log = 0; log < logs; log++) {
      const p = await testedByLot(log);
      if (p !== undefined) found.push(p);
    }
    expect(found.length).toBeGreaterThan(logs / 4);
    for (const level of [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9]) {
      const share = found.filter((p) => p <= level).length / found.length;
      const error = Math.sqrt((level * (1 - level)) / found.length);
      expect(share, `p <= ${level}`).toBeLessThan(level + 3 * error);
      expect(share, `p <= ${level}`).toBeGreaterThan(0.75 * level - 3 * error);
    }
  });

  test("in no more logs than the rate accepted is anything said to set a segment apart", async () => {
    const logs = size(40, 300);
    let wrong = 0;
    for (let log = 0; log < logs; log++) {
      const { sequences, labels } = await shuffledLog(log, 160);
      const profiles = await summarizeSegments(sequences, labels, { falseDiscoveryRate: 0.1 });
      const listed = profiles.flatMap((profile) => [
        ...profile.patterns.distinctiveActions,
        ...profile.patterns.distinctiveNgrams,
        ...profile.patterns.distinctiveSubsequences,
        ...profile.patterns.lackingActions,
      ]);
      expect(profiles.some(({ patterns }) => patterns.tested > 0) || listed.length === 0).toBe(true);
      if (listed.length > 0) wrong += 1;
    }
    expect(wrong / logs).toBeLessThan(0.1 + 3 * Math.sqrt((0.1 * 0.9) / logs));
  });
});
