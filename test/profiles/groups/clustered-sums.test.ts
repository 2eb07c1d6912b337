import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ClusteredSums, type Side } from "../../../src/profiles/groups/clustered-sums";
import { fisherExactTest, newcombeInterval, ratioOfSums, welchTest } from "../../../src/statistics";
import { Cases } from "../../helpers/cases";

interface Row {
  readonly user: number;
  readonly side: Side;
  readonly n: number;
  readonly d: number;
}

function sumsOf(rows: readonly Row[]): ClusteredSums {
  const sums = new ClusteredSums([0], 1);
  for (const user of new Set(rows.map((row) => row.user))) {
    for (const { side, n, d } of rows.filter((row) => row.user === user)) {
      sums.addNumerator(side, 0, n);
      sums.addDenominator(side, 0, d);
    }
    sums.closeUser(1);
  }
  return sums;
}

/** Each user's own totals in a group. */
function totals(rows: readonly Row[], side: Side) {
  const users = [...new Set(rows.filter((row) => row.side === side).map((row) => row.user))];
  const sum = (user: number, of: "n" | "d") =>
    rows.filter((row) => row.user === user && row.side === side).reduce((total, row) => total + row[of], 0);
  return { n: users.map((user) => sum(user, "n")), d: users.map((user) => sum(user, "d")) };
}

const anyRows = fc.array(
  fc.record({
    user: fc.nat(30),
    n: fc.double({ min: -3, max: 9, noNaN: true, noDefaultInfinity: true }),
    d: fc.integer({ min: 1, max: 4 }),
  }),
  { minLength: 12, maxLength: 60 },
);

test("users of one group each: the ratios of sums, compared by Welch's test", () => {
  fc.assert(
    fc.property(anyRows, (given) => {
      const rows: Row[] = given.map((row) => ({ ...row, side: (row.user % 2) as Side }));
      const [a, b] = [totals(rows, 0), totals(rows, 1)];
      fc.pre(a.n.length > 2 && b.n.length > 2);
      const [first, second] = [ratioOfSums(a.n, a.d), ratioOfSums(b.n, b.d)];
      fc.pre(first.standardError > 1e-3 && second.standardError > 1e-3);
      const expected = welchTest(first.moments, second.moments);
      const { difference, interval, p, ratios } = sumsOf(rows).difference(0)!;
      expect(ratios[0]).toBeCloseTo(first.ratio, 9);
      expect(difference).toBeCloseTo(expected.difference, 9);
      expect(interval.lower).toBeCloseTo(expected.interval.lower, 6);
      expect(interval.upper).toBeCloseTo(expected.interval.upper, 6);
      expect(p).toBeCloseTo(expected.p, 6);
    }),
  );
});

test("users of both groups: the variance of what each user adds to the difference", () => {
  const cases = new Cases();
  fc.assert(
    fc.property(anyRows, (given) => {
      const rows: Row[] = given.map((row, i) => ({ ...row, side: (i % 2) as Side }));
      const users = [...new Set(rows.map((row) => row.user))];
      const total = (side: Side, of: "n" | "d") =>
        rows.filter((row) => row.side === side).reduce((sum, row) => sum + row[of], 0);
      const own = (user: number, side: Side) => {
        const rowsOf = rows.filter((row) => row.user === user && row.side === side);
        const ratio = total(side, "n") / total(side, "d");
        return rowsOf.reduce((sum, { n, d }) => sum + n - ratio * d, 0) / total(side, "d");
      };
      const found = sumsOf(rows).difference(0)!;
      const count = (side: Side) => new Set(rows.filter((row) => row.side === side).map((row) => row.user)).size;
      const scaled = (side: Side) => count(side) / (count(side) - 1);
      let variance = 0;
      for (const user of users) {
        const [a, b] = [own(user, 0), own(user, 1)];
        variance += a * a * scaled(0) + b * b * scaled(1) - 2 * a * b * Math.sqrt(scaled(0) * scaled(1));
      }
      if (cases.when("varies", variance > 1e-6, "does not")) {
        const reach = (found.interval.upper - found.interval.lower) / 2;
        const reached = reach / Math.sqrt(variance);
        expect(reached).toBeGreaterThan(1.959);
        expect(reached).toBeLessThan(4.31); // t with two degrees of freedom
      }
    }),
  );
});

describe("yes and no", () => {
  test("are compared exactly, also many users at once", () => {
    const sums = new ClusteredSums([0], 1);
    for (const [side, shown, others] of [
      [0, 9, 3],
      [1, 4, 12],
    ] as const) {
      sums.addNumerator(side, 0, 1);
      sums.addDenominator(side, 0, 1);
      sums.closeUser(shown);
      sums.addDenominator(side, 0, 1);
      sums.closeUser(others);
    }
    const [a, b] = [
      { successes: 9, trials: 12 },
      { successes: 4, trials: 16 },
    ];
    expect(sums.difference(0)).toEqual({
      ratios: [0.75, 0.25],
      users: [12, 16],
      showing: [9, 4],
      difference: 0.5,
      interval: newcombeInterval(a, b),
      p: fisherExactTest(a, b).p,
    });
  });

  test("of fewer than two users are not compared", () => {
    const sums = sumsOf([
      { user: 1, side: 0, n: 1, d: 1 },
      { user: 2, side: 1, n: 1, d: 1 },
      { user: 3, side: 1, n: 0, d: 1 },
    ]);
    expect(sums.difference(0)).toBeNull();
  });
});
