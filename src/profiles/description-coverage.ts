import type { Found } from "./pattern";
import type { PatternLevel } from "./pattern-counts";
import type { Corpus } from "./tally";

/** Share of a group's members that show at least one of the patterns; 0 for a group without members. */
export function descriptionCoverage({ members, patterns }: Corpus, group: number, found: readonly Found[]): number {
  const listed = new Set(found.map(({ id }) => id));
  if (listed.size === 0 || members.sizes[group] === 0) return 0;
  let showing = 0;
  for (let pair = members.offsets[group]!; pair < members.offsets[group + 1]!; pair++) {
    const row = members.rows[pair]!;
    if (patterns.levels.some((level) => showsAny(level, row, listed))) showing += members.weights[pair]!;
  }
  return showing / members.sizes[group]!;
}

function showsAny({ offsets, ids }: PatternLevel, row: number, listed: ReadonlySet<number>): boolean {
  for (let p = offsets[row]!; p < offsets[row + 1]!; p++) if (listed.has(ids[p]!)) return true;
  return false;
}
