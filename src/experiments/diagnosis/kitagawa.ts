import type { DiagnosisCase } from "./diagnosis-case";
import { type Difference, differenceOf } from "./differences";

type Members = Pick<DiagnosisCase, "values" | "isMember">;
/** For each side and user, his kind there. */
type Strata = readonly [readonly string[], readonly string[]];

/** A kind of members. */
interface Kind {
  /** Mean of its rates on both sides. */
  readonly mean: number;
  /** Its shares of the members. */
  readonly shares: readonly [number, number];
  /** How far the two are apart. */
  readonly growth: number;
}

/**
 * The mix part of a difference: what comes of the shares of kinds alone, each kind at the mean of its two rates (Kitagawa 1955,
 * "Components of a difference between two rates"). It is the difference of the means of those rates, so it has an interval.
 */
export function kitagawa(
  members: Members,
  strata: Strata,
): { part: Difference | null; kinds: ReadonlyMap<string, Kind> } {
  const kinds = meanRates(members, strata);
  const scored = (side: 0 | 1) =>
    members.values[side].map((value, user) =>
      Number.isNaN(value) ? value : (kinds.get(strata[side][user]!)?.mean ?? 0),
    );
  return { part: differenceOf([scored(0), scored(1)], members.isMember), kinds };
}

/** For each kind the mean of its two rates, its shares of the members, and how they grew. */
function meanRates({ values, isMember }: Members, strata: Strata): Map<string, Kind> {
  const tallies = new Map<string, { counts: [number, number]; sums: [number, number] }>();
  const totals = [0, 0];
  for (const side of [0, 1] as const) {
    for (const [user, value] of values[side].entries()) {
      if (Number.isNaN(value) || !isMember(user)) continue;
      const kind = strata[side][user]!;
      const tally = tallies.get(kind) ?? { counts: [0, 0], sums: [0, 0] };
      tallies.set(kind, tally);
      tally.counts[side] += 1;
      tally.sums[side] += value;
      totals[side]! += 1;
    }
  }
  return new Map(
    [...tallies].map(([kind, { counts, sums }]) => {
      const rates = ([0, 1] as const).flatMap((side) => (counts[side] > 0 ? [sums[side] / counts[side]] : []));
      const mean = rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
      const shares = counts.map((count, side) => count / Math.max(1, totals[side]!)) as [number, number];
      return [kind, { mean, shares, growth: Math.abs(shares[1] - shares[0]) }] as const;
    }),
  );
}
