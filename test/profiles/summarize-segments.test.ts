import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type SegmentPaths, type SegmentProfile, summarizeSegments } from "../../src/profiles";
import { Cases } from "../helpers/cases";
import { plantedPlayers } from "../helpers/planted-players";
import { sequencesOf } from "../helpers/sequences-of";
import { size } from "../helpers/size";
import { countSegment, quantile } from "../reference/segment-counts";

const anyPath = fc.array(fc.constantFrom("A", "B", "C", "__proto__", "🎮"), { maxLength: 7 });
const anyLabelled = fc.array(fc.tuple(anyPath, fc.integer({ min: -1, max: 2 })), { maxLength: 40 });
const split = (labelled: readonly (readonly [string[], number])[]) => ({
  paths: labelled.map(([path]) => path),
  labels: labelled.map(([, label]) => label),
});

describe("figures equal a brute-force count", () => {
  test("patterns, ends, transitions, lengths, coverage of the description", async () => {
    await fc.assert(
      fc.asyncProperty(
        anyLabelled,
        fc.integer({ min: 1, max: 4 }),
        fc.constantFrom(1, 20),
        async (each, maxNgram, times) => {
          const { paths, labels } = split(each.flatMap((labelled) => Array(times).fill(labelled)));
          const options = { maxNgram, topActions: 50, topNgrams: 500, includeNoise: true };
          for (const profile of await summarizeSegments(await sequencesOf(paths), labels, options)) {
            expectCounted(profile, countSegment(paths, labels, profile.segment));
          }
        },
      ),
      { numRuns: size(25, 200) },
    );
  });

  function expectCounted(profile: SegmentProfile, counted: ReturnType<typeof countSegment>): void {
    expect(profile.size).toBe(counted.size);
    expect(profile.share).toBe(counted.share);
    expect(profile.small).toBe(counted.size < 30);
    const listed = [...profile.patterns.distinctiveActions, ...profile.patterns.distinctiveNgrams];
    const gapped = profile.patterns.distinctiveSubsequences;
    expect(profile.patterns.coverage).toBe(counted.showsAny([...listed, ...gapped]));
    for (const pattern of gapped) {
      expect(pattern).toMatchObject(counted.follows(pattern.actions));
      expect(pattern.perMember).toBe(pattern.coverage);
    }
    for (const pattern of [...listed, ...profile.patterns.lackingActions, ...profile.patterns.commonActions]) {
      expect(pattern).toMatchObject(counted.shows(pattern.actions));
      expect(pattern.members).toBe(Math.round(pattern.coverage * counted.size));
      expect(pattern.perMember).toBe(counted.perMember(pattern.actions));
      expect(pattern.lift).toBe(pattern.elsewhere ? pattern.coverage / pattern.elsewhere : null);
    }
    for (const entry of profile.flow.entryActions) expect(entry).toMatchObject(counted.begins(entry.action));
    for (const exit of profile.flow.exitActions) expect(exit).toMatchObject(counted.ends(exit.action));
    for (const transition of profile.flow.transitions) {
      expect(transition).toMatchObject(counted.transition(transition.from, transition.to));
    }
    expectDistribution(profile.paths.length, counted.lengths);
    expectDistribution(profile.paths.lengthElsewhere, counted.lengthsElsewhere);
  }

  test("durations, here and elsewhere", async () => {
    const cases = new Cases("nobody", "some");
    const anyClocked = fc.array(fc.tuple(fc.nat(9), fc.integer({ min: -1, max: 2 })), { minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(anyClocked, async (clocked) => {
        const durations = clocked.map(([ms]) => ms);
        const labels = clocked.map(([, label]) => label);
        const sequences = await sequencesOf(
          durations.map((ms) => [ms % 2 ? "A" : "B"]),
          durations,
        );
        for (const profile of await summarizeSegments(sequences, labels)) {
          const of = (here: boolean) => durations.filter((_, i) => (labels[i] === profile.segment) === here);
          expectDistribution(profile.times.duration, of(true), cases);
          expectDistribution(profile.times.durationElsewhere, of(false), cases);
        }
      }),
    );
    cases.expectAll(5);
  });

  function expectDistribution(
    distribution: SegmentPaths["length"],
    values: readonly number[],
    cases?: Cases<"nobody" | "some">,
  ): void {
    cases?.when("nobody", values.length === 0, "some");
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
      const profiles = await summarizeSegments(await sequencesOf(paths), labels, { includeNoise: true });
      const keys = labelled.map(() => random.next().value as number);
      const shuffled = split([...labelled.keys()].sort((a, b) => keys[a]! - keys[b]!).map((i) => labelled[i]!));
      const again = await summarizeSegments(await sequencesOf(shuffled.paths), shuffled.labels, { includeNoise: true });
      expect(again).toEqual(profiles);
      expect(new Set(profiles.map(({ name }) => name)).size).toBe(profiles.length);
      expect(JSON.parse(JSON.stringify(profiles))).toEqual(profiles); // NaN and Infinity would turn into null
    }),
    { numRuns: size(25, 200) },
  );
});

describe("planted players", () => {
  const { paths, labels, durations } = plantedPlayers();
  const profiles = async () => summarizeSegments(await sequencesOf(paths, durations), labels, { includeNoise: true });

  test("are reported by what they do, and named after it", async () => {
    const found = await profiles();
    expect(found.map(({ name, summary }) => [name, summary])).toMatchInlineSnapshot(`
      [
        [
          "PASS_1, then PASS_2",
          "60 users (44%): 92% go START -> PASS_1 -> PASS_2 (0% elsewhere), 67% do PASS_3 (0% elsewhere). Typical path: START -> PASS_1 -> PASS_2 -> PASS_3.",
        ],
        [
          "FAIL, then BUY_BOOST",
          "40 users (30%): 95% do BUY_BOOST (0% elsewhere), 95% go FAIL ×2 -> BUY_BOOST (0% elsewhere). Typical path: START -> PASS_1 -> FAIL ×2 -> BUY_BOOST.",
        ],
        [
          "only START",
          "30 users (22%): none does PASS_1 (95% elsewhere), 17% go START -> SETTINGS (0% elsewhere). Typical path: START.",
        ],
        [
          "in no segment",
          "5 users (4%): 100% go SHARE ×2 -> SETTINGS -> FAIL (0% elsewhere), none does START (100% elsewhere). Typical path: SHARE ×2 -> SETTINGS -> FAIL.",
        ],
      ]
    `);
  });

  test("distinctive patterns hold what was planted, and nothing twice", async () => {
    const [winners, strugglers, leavers] = await profiles();
    expect(strugglers!.patterns.distinctiveActions.map(({ text }) => text)).toEqual(["BUY_BOOST", "FAIL", "PASS_1"]);
    expect(strugglers!.patterns.distinctiveNgrams.map(({ text }) => text)).toMatchInlineSnapshot(`
      [
        "FAIL ×2 -> BUY_BOOST",
        "START -> PASS_1 -> FAIL ×2",
        "FAIL ×2 -> BUY_BOOST -> PASS_2",
        "FAIL ×3 -> BUY_BOOST",
        "PASS_1 -> FAIL ×3",
      ]
    `);
    expect(winners!.patterns.distinctiveActions.map(({ text }) => text)).toMatchInlineSnapshot(`
      [
        "PASS_3",
        "PASS_2",
        "PASS_1",
      ]
    `);
    expect(leavers!.patterns.distinctiveActions).toEqual([]);
    expect(leavers!.patterns.lackingActions.map(({ text }) => text)).toMatchInlineSnapshot(`
      [
        "PASS_1",
        "PASS_2",
        "FAIL",
        "PASS_3",
        "BUY_BOOST",
      ]
    `);
  });

  test("scores are class-based tf-idf", async () => {
    const [, strugglers] = await profiles();
    const buy = strugglers!.patterns.distinctiveActions[0]!;
    const words = (group: readonly string[][]) =>
      group.reduce((sum, { length }) => sum + [0, 1, 2, 3].reduce((runs, n) => runs + Math.max(0, length - n), 0), 0);
    const own = words(paths.filter((_, i) => labels[i] === 1));
    expect(buy.score).toBeCloseTo(Math.sqrt(38 / own) * Math.log(1 + words(paths) / 4 / 38), 12);
  });

  test("are ranked and listed as asked", async () => {
    const options = { topActions: 1, topNgrams: 2, maxNgram: 2, exemplars: 2, unit: "player" };
    const found = await summarizeSegments(await sequencesOf(paths), labels, options);
    expect(found).toHaveLength(3);
    for (const profile of found) {
      const { distinctiveActions, lackingActions, commonActions } = profile.patterns;
      const { entryActions, exitActions } = profile.flow;
      for (const list of [distinctiveActions, lackingActions, commonActions, entryActions, exitActions]) {
        expect(list.length).toBeLessThanOrEqual(1);
      }
      expect(profile.patterns.distinctiveNgrams.length).toBeLessThanOrEqual(2);
      expect(profile.patterns.distinctiveNgrams.every(({ actions }) => actions.length === 2)).toBe(true);
      expect(profile.flow.transitions.length).toBeLessThanOrEqual(2);
      expect(profile.paths.exemplars.length).toBeLessThanOrEqual(2);
      expect(profile.summary).toMatch(/^\d+ players \(/);
      expect(profile.times.duration).toBeNull();
    }
  });
});

describe("odd input", () => {
  const of = async (paths: string[][], labels: number[], options = {}) =>
    (await summarizeSegments(await sequencesOf(paths), labels, options)).map(
      ({ name, summary }) => `${name} | ${summary}`,
    );

  test("no inputs, and nobody in any segment", async () => {
    expect(await of([], [])).toEqual([]);
    expect(await of([["A"], ["B"]], [-1, -1])).toEqual([]);
    expect(await of([["A"]], [-1], { includeNoise: true })).toMatchInlineSnapshot(`
      [
        "in no segment | 1 user (100%): everybody, so there is nothing to compare with; 100% do A; half take at most 1 action. Typical path: A.",
      ]
    `);
  });

  test("everybody in one segment", async () => {
    expect(await of([["A", "B"], ["A"], ["A", "B"]], [0, 0, 0])).toMatchInlineSnapshot(`
      [
        "everybody | 3 users (100%): everybody, so there is nothing to compare with; 100% do A, 67% do B; half take at most 2 actions. Typical path: A -> B.",
      ]
    `);
  });

  test("one user, one action", async () => {
    expect(await of([["A"]], [0])).toMatchInlineSnapshot(`
      [
        "everybody | 1 user (100%): everybody, so there is nothing to compare with; 100% do A; half take at most 1 action. Typical path: A.",
      ]
    `);
  });

  test("identical users in different segments", async () => {
    const paths = Array(60).fill(["A", "B"]);
    expect(
      await of(
        paths,
        paths.map((_, i) => i % 3),
      ),
    ).toMatchInlineSnapshot(`
      [
        "like everybody else | 20 users (33%): no action sets them apart; 100% do A, 100% do B; half take at most 2 actions. Typical path: A -> B.",
        "like everybody else (segment 2) | 20 users (33%): no action sets them apart; 100% do A, 100% do B; half take at most 2 actions. Typical path: A -> B.",
        "like everybody else (segment 3) | 20 users (33%): no action sets them apart; 100% do A, 100% do B; half take at most 2 actions. Typical path: A -> B.",
      ]
    `);
  });

  test("a label without members, inputs without actions", async () => {
    const [zero, one, two] = await summarizeSegments(await sequencesOf([["A"], [], ["B"]]), [0, 1, 2]);
    expect([zero!.size, one!.size, two!.size]).toEqual([1, 0, 1]);
    expect([zero!.share, one!.share]).toEqual([0.5, 0]);
    expect(one).toMatchObject({
      name: "no members",
      paths: { length: null, medoid: null, exemplars: [] },
      flow: { entryActions: [] },
    });
  });

  test("actions named like object keys, emoji, control characters", async () => {
    const paths = [...Array(40).fill(["__proto__", "constructor"]), ...Array(40).fill(["🎮", "\u001b[2J"])];
    expect(
      await of(
        paths,
        paths.map((_, i) => (i < 40 ? 0 : 1)),
      ),
    ).toMatchInlineSnapshot(`
      [
        "__proto__, then constructor | 40 users (50%): 100% do __proto__ (0% elsewhere), 100% go __proto__ -> constructor (0% elsewhere). Typical path: __proto__ -> constructor.",
        "🎮, then \\u{1b}[2J | 40 users (50%): 100% do \\u{1b}[2J (0% elsewhere), 100% go 🎮 -> \\u{1b}[2J (0% elsewhere). Typical path: 🎮 -> \\u{1b}[2J.",
      ]
    `);
  });

  test("a sequence of 100,000 actions", async () => {
    const long = Array.from({ length: 100_000 }, (_, i) => (i % 3 ? "A" : "B"));
    const [profile] = await summarizeSegments(await sequencesOf([long, ["A"]]), [0, 1]);
    expect(profile!.paths.medoid!.path).toBe(
      "B -> A ×2 -> B -> A ×2 -> B -> A ×2 -> B -> … 99,984 more … -> A ×2 -> B -> A ×2 -> B",
    );
    expect(profile!.paths.length!.max).toBe(100_000);
  });
});

describe("bad input", () => {
  const two = sequencesOf([["A"], ["B"]]);
  test.each([
    [null, [0], TypeError, '"sequences" expected built sequences, as buildSequences gives them, got null'],
    [[["A"]], [0], TypeError, '"sequences" expected built sequences, as buildSequences gives them, got an array of 1'],
    [two, [0], RangeError, '"labels" expected 2 labels, one per input, got 1'],
    [two, [0, -2], RangeError, '"labels" expected integers >= -1, got -2 at position 1'],
    [two, [0, 0.5], RangeError, '"labels" expected integers >= -1, got 0.5 at position 1'],
    [two, "00", TypeError, '"labels" expected an Int32Array or an array of integers, got "00"'],
    [two, [0, 65_536], RangeError, '"labels" expected integers <= 65535, got 65536'],
  ])("%#", async (given, labels, kind, message) => {
    const error = await summarizeSegments((await given) as never, labels as never).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(kind);
    expect(error.message).toBe(message);
  });

  test.each([
    [{ topActions: 0 }, RangeError, '"topActions" expected an integer >= 1 and <= 1000, got 0'],
    [{ maxNgram: 9 }, RangeError, '"maxNgram" expected an integer >= 1 and <= 8, got 9'],
    [{ exemplars: "3" }, TypeError, '"exemplars" expected an integer >= 1 and <= 100, got "3"'],
    [{ includeNoise: 1 }, TypeError, '"includeNoise" expected true or false, got 1'],
    [{ unit: "" }, RangeError, '"unit" expected a non-empty string, got ""'],
    [{ maxNgrams: 2 }, TypeError, '"maxNgrams" is not an option; did you mean "maxNgram"?'],
  ])("%j", async (options, kind, message) => {
    const error = await summarizeSegments(await two, [0, 1], options as never).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(kind);
    expect(error.message).toBe(message);
  });
});

test("reports its progress, and stops when it is aborted", async () => {
  const sequences = await sequencesOf(Array.from({ length: 60 }, (_, i) => Array(2000).fill(`A${i}`)));
  const labels = Array.from({ length: 60 }, (_, i) => i % 7);
  const fractions: number[] = [];
  await summarizeSegments(sequences, labels, {
    onProgress: ({ stage, fraction }) => {
      expect(stage).toBe("summarizing");
      fractions.push(fraction);
    },
  });
  expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
  expect([fractions[0], fractions.at(-1)]).toEqual([0, 1]);
  const reason = new Error("enough");
  const controller = new AbortController();
  const running = summarizeSegments(sequences, labels, {
    signal: controller.signal,
    onProgress: ({ fraction }) => fraction > 0 && controller.abort(reason),
  });
  await expect(running).rejects.toBe(reason);
});
