import fc from "fast-check";
import { expect, test } from "vitest";
import { randomStream } from "../../../src/core/internal";
import { upliftCurve } from "../../../src/experiments";

const NONE = { resamples: 0 } as const;

test("scikit-uplift: three users of one score", async () => {
  const { qini, uplift } = await upliftCurve(
    { scores: [1, 1, 1], outcomes: [0, 1, 0], treated: [false, true, true] },
    NONE,
  );
  expect([[...qini.users], [...qini.gains]]).toEqual([
    [0, 3],
    [0, 1],
  ]);
  expect([[...uplift.users], [...uplift.gains]]).toEqual([
    [0, 3],
    [0, 1.5],
  ]);
});

test("scikit-uplift: the perfect curves have a normalized area of 1", async () => {
  const users = { outcomes: [0, 1, 0], treated: [false, true, true] };
  const qini = await upliftCurve({ ...users, scores: [0, 1, 0] }, NONE);
  expect([...qini.qini.gains]).toEqual([0, 1, 1]);
  expect(qini.qini.normalized).toBe(1);
  const uplift = await upliftCurve({ ...users, scores: [2, 3, 1] }, NONE);
  expect([...uplift.uplift.gains]).toEqual([0, 1, 2, 1.5]);
  expect(uplift.uplift.normalized).toBe(1);
});

test("the order of users decides nothing, whatever the ties", async () => {
  const user = fc.record({
    score: fc.integer({ min: 0, max: 3 }),
    outcome: fc.integer({ min: 0, max: 1 }),
    treated: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(user, { minLength: 4, maxLength: 30 }),
      fc.infiniteStream(fc.nat()),
      async (rows, keys) => {
        fc.pre(new Set(rows.map(({ treated }) => treated)).size === 2);
        const shuffled = rows.map((row) => ({ row, key: keys.next().value })).sort((a, b) => a.key - b.key);
        const curve = (of: typeof rows) =>
          upliftCurve(
            { scores: of.map((r) => r.score), outcomes: of.map((r) => r.outcome), treated: of.map((r) => r.treated) },
            NONE,
          );
        expect(await curve(shuffled.map(({ row }) => row))).toEqual(await curve(rows));
      },
    ),
  );
});

test("a score that ranks by the true effect has its whole interval above 0, a random one has a small area", async () => {
  const n = 2000;
  const stream = randomStream(1, "test/uplift");
  const at = (i: number, k: number) => stream.uniform(i, k);
  const treated = Array.from({ length: n }, (_, i) => at(i, 1) < 0.5);
  const helped = Array.from({ length: n }, (_, i) => at(i, 2) < 0.5);
  const outcomes = treated.map((of, i) => Number(at(i, 3) < (of && helped[i] ? 0.6 : 0.2)));
  const good = await upliftCurve({ scores: helped.map(Number), outcomes, treated });
  expect(good.qini.interval!.lower).toBeGreaterThan(0);
  expect(good.qini.area).toBeGreaterThan(good.qini.interval!.lower);
  const random = await upliftCurve({ scores: treated.map((_, i) => at(i, 4)), outcomes, treated });
  expect(Math.abs(random.qini.area)).toBeLessThan(good.qini.area / 4);
});

test("what is wrong is reported where it is", async () => {
  const users = { scores: [1, 2], outcomes: [0, 1], treated: [true, false] };
  await expect(upliftCurve({ ...users, scores: [1] }, NONE)).rejects.toThrow(
    '"users.scores" expected 2 values, one a user, got 1',
  );
  await expect(upliftCurve({ ...users, outcomes: [0, Number.NaN] }, NONE)).rejects.toThrow("finite numbers, got NaN");
  await expect(upliftCurve({ ...users, treated: [true, true] }, NONE)).rejects.toThrow("users who were not treated");
  await expect(upliftCurve(users, { resamples: 5 })).rejects.toThrow('"resamples" expected 0 or an integer >= 99');
});
