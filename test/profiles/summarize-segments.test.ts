import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type SegmentProfile, summarizeSegments } from "../../src/profiles";
import { sequencesOf } from "../helpers/sequences-of";
import { countSegment, quantile } from "../reference/segment-counts";

const anyPath = fc.array(fc.constantFrom("A", "B", "C", "__proto__", "🎮"), { maxLength: 7 });
const anyLabelled = fc.array(fc.tuple(anyPath, fc.integer({ min: -1, max: 2 })), { maxLength: 40 });
const split = (labelled: readonly (readonly [string[], number])[]) => ({
  paths: labelled.map(([path]) => path),
  labels: labelled.map(([, label]) => label),
});
const members = (profile: SegmentProfile) => profile.segment;

describe("figures equal a brute-force count", () => {
  test("patterns, ends, transitions, lengths, coverage of the description", async () => {
    await fc.assert(
      fc.asyncProperty(anyLabelled, fc.integer({ min: 1, max: 4 }), async (labelled, maxNgram) => {
        const { paths, labels } = split(labelled);
        const options = { maxNgram, topActions: 50, topNgrams: 500, includeNoise: true };
        for (const profile of await summarizeSegments(sequencesOf(paths), labels, options)) {
          expectCounted(profile, countSegment(paths, labels, members(profile)));
        }
      }),
      { numRuns: 200 },
    );
  });

  function expectCounted(profile: SegmentProfile, counted: ReturnType<typeof countSegment>): void {
    expect(profile.size).toBe(counted.size);
    expect(profile.share).toBe(counted.share);
    expect(profile.small).toBe(counted.size < 30);
    const listed = [...profile.distinctiveActions, ...profile.distinctiveNgrams];
    expect(profile.coverageOfDescription).toBe(counted.showsAny(listed.map(({ actions }) => actions)));
    for (const pattern of [...listed, ...profile.lackingActions, ...profile.commonActions]) {
      expect(pattern).toMatchObject(counted.shows(pattern.actions));
      expect(pattern.members).toBe(Math.round(pattern.coverage * counted.size));
      expect(pattern.perMember).toBe(counted.perMember(pattern.actions));
      expect(pattern.lift).toBe(pattern.elsewhere ? pattern.coverage / pattern.elsewhere : null);
    }
    for (const entry of profile.entryActions) expect(entry).toMatchObject(counted.begins(entry.action));
    for (const exit of profile.exitActions) expect(exit).toMatchObject(counted.ends(exit.action));
    for (const transition of profile.transitions) {
      expect(transition).toMatchObject(counted.transition(transition.from, transition.to));
    }
    expectDistribution(profile.length, counted.lengths);
    expectDistribution(profile.lengthElsewhere, counted.lengthsElsewhere);
  }

  test("durations, here and elsewhere", async () => {
    const anyClocked = fc.array(fc.tuple(fc.nat(9), fc.integer({ min: -1, max: 2 })), { minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(anyClocked, async (clocked) => {
        const durations = clocked.map(([ms]) => ms);
        const labels = clocked.map(([, label]) => label);
        const sequences = sequencesOf(
          durations.map((ms) => [ms % 2 ? "A" : "B"]),
          durations,
        );
        for (const profile of await summarizeSegments(sequences, labels)) {
          const of = (here: boolean) => durations.filter((_, i) => (labels[i] === profile.segment) === here);
          expectDistribution(profile.duration, of(true));
          expectDistribution(profile.durationElsewhere, of(false));
        }
      }),
    );
  });

  function expectDistribution(distribution: SegmentProfile["length"], values: readonly number[]): void {
    if (values.length === 0) return void expect(distribution).toBeNull();
    expect(distribution).toEqual({
      min: Math.min(...values),
      q1: quantile(values, 0.25),
      median: quantile(values, 0.5),
      q3: quantile(values, 0.75),
      max: Math.max(...values),
      mean: expect.closeTo(values.reduce((sum, value) => sum + value, 0) / values.length, 10),
    });
  }
});

test("the order of inputs does not matter, names are unique, no figure is NaN", async () => {
  await fc.assert(
    fc.asyncProperty(anyLabelled, fc.infiniteStream(fc.nat()), async (labelled, random) => {
      const { paths, labels } = split(labelled);
      const profiles = await summarizeSegments(sequencesOf(paths), labels, { includeNoise: true });
      const keys = labelled.map(() => random.next().value as number);
      const shuffled = split([...labelled.keys()].sort((a, b) => keys[a]! - keys[b]!).map((i) => labelled[i]!));
      const again = await summarizeSegments(sequencesOf(shuffled.paths), shuffled.labels, { includeNoise: true });
      expect(again).toEqual(profiles);
      expect(new Set(profiles.map(({ name }) => name)).size).toBe(profiles.length);
      expect(JSON.parse(JSON.stringify(profiles))).toEqual(profiles); // NaN and Infinity would turn into null
    }),
    { numRuns: 200 },
  );
});
