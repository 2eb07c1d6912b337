import { type Checkpoint, forEachYielding } from "../../core/internal";
import { benjaminiHochberg } from "../../statistics";
import { LESS, MORE, type PatternCandidate } from "./candidate";
import { compareAsLong, mergeLengthClasses } from "./compare-as-long";
import { conditionalTest, type Stratum } from "./conditional-test";
import { cohensH } from "./contrast";
import type { ByClass, ShownTables } from "./shown-tables";

/**
 * Tests the candidates on the second half of the inputs, those that stand out on the first half among paths as long too,
 * and fills in their figures over all inputs.
 *
 * @returns the candidates tested, with their p and, over all of them, q.
 */
export async function testCandidates(
  candidates: readonly PatternCandidate[],
  shown: ShownTables,
  at: Checkpoint,
): Promise<PatternCandidate[]> {
  const mergedOf = shown.members.map((members) => mergeLengthClasses(both(members), both(shown.inputs)));
  const tested: { candidate: PatternCandidate; p: number }[] = [];
  await forEachYielding(candidates.length, at, (i) => {
    const candidate = candidates[i]!;
    const tables = { own: shown.own[i]!, everybody: shown.everybody[i]! };
    const totals = { own: shown.members[candidate.group]!, everybody: shown.inputs };
    const merged = mergedOf[candidate.group]!;
    const of = (part: Part) => (table: ByClass) => sumsOf(part(table), merged);
    if (!standsOut(candidate, compare(tables, totals, of(firstHalf)))) return SCREENED;
    const p = conditionalTest(strata(candidate.direction, tables, totals, of(secondHalf)));
    const { coverage, elsewhere } = compare(tables, totals, of(both))!;
    const elsewhereAsLong = merged.at(-1)! > 0 ? elsewhere : null;
    const pattern = { ...candidate.pattern, effect: cohensH(coverage, elsewhere), elsewhereAsLong };
    tested.push({ candidate: { ...candidate, pattern }, p });
    return TESTED;
  });
  const rates = benjaminiHochberg(tested.map(({ p }) => p));
  return tested.map(({ candidate, p }, i) => ({ ...candidate, pattern: { ...candidate.pattern, p, q: rates[i]! } }));
}

/** Work of a candidate, in about as many steps as tokens are read. */
const SCREENED = 20;
const TESTED = 500;

interface Sides {
  readonly own: ByClass;
  readonly everybody: ByClass;
}

/** A part of the inputs, by class of length. */
type Part = (table: ByClass) => ArrayLike<number>;

const firstHalf: Part = (table) => table.subarray(0, table.length / 2);
const secondHalf: Part = (table) => table.subarray(table.length / 2);
const both: Part = (table) => {
  const classes = table.length / 2;
  return Float64Array.from({ length: classes }, (_, c) => table[c]! + table[classes + c]!);
};

/** Sums over the classes that were merged. */
function sumsOf(values: ArrayLike<number>, merged: readonly number[]): number[] {
  const sums = new Array<number>(merged.at(-1)! + 1).fill(0);
  merged.forEach((to, c) => {
    sums[to]! += values[c]!;
  });
  return sums;
}

function compare(tables: Sides, totals: Sides, part: Part) {
  return compareAsLong(part(tables.own), part(totals.own), part(tables.everybody), part(totals.everybody));
}

function standsOut({ direction }: PatternCandidate, compared: ReturnType<typeof compare>): boolean {
  if (compared === null) return false;
  const { effect, difference } = direction > 0 ? MORE : LESS;
  const { coverage, elsewhere } = compared;
  return direction * (coverage - elsewhere) >= difference && direction * cohensH(coverage, elsewhere) >= effect;
}

/** The classes as the test takes them; for what is rarer, those that do not show it are counted. */
function strata(direction: 1 | -1, tables: Sides, totals: Sides, part: Part): Stratum[] {
  const [both, members, showing, inputs] = [tables.own, totals.own, tables.everybody, totals.everybody].map(part);
  return Array.from(inputs!, (all, c) => ({
    inputs: all,
    members: members![c]!,
    showing: direction > 0 ? showing![c]! : all - showing![c]!,
    both: direction > 0 ? both![c]! : members![c]! - both![c]!,
  }));
}
