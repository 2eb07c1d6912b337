import { type Checkpoint, forEachYielding } from "../../core/internal";
import type { ProfileContext } from "../profile-context";
import type { Countable } from "./candidate";
import type { PatternLevel } from "./pattern-index";
import { SubsequenceIndex } from "./subsequence-index";

/** Share of a group's members that show at least one of the patterns; 0 for a group without members. */
export async function descriptionCoverage(
  { members, patterns, sequences }: ProfileContext,
  group: number,
  found: readonly Countable[],
  at: Checkpoint,
): Promise<number> {
  if (found.length === 0 || members.sizes[group] === 0) return 0;
  const listed = new Set(found.filter(({ id }) => id >= 0).map(({ id }) => id));
  const gapped = found.filter(({ id }) => id < 0).map(({ tokens }) => tokens);
  const subsequences = new SubsequenceIndex(sequences, gapped);
  let showing = 0;
  const first = members.offsets[group]!;
  await forEachYielding(members.offsets[group + 1]! - first, at, (i) => {
    const row = members.rows[first + i]!;
    let shows = patterns.levels.some((level) => showsAny(level, row, listed));
    if (!shows) {
      subsequences.each(row, () => {
        shows = true;
      });
    }
    if (shows) showing += members.weights[first + i]!;
    return (sequences.offsets[row + 1]! - sequences.offsets[row]!) * patterns.longest;
  });
  return showing / members.sizes[group]!;
}

function showsAny({ offsets, ids }: PatternLevel, row: number, listed: ReadonlySet<number>): boolean {
  for (let p = offsets[row]!; p < offsets[row + 1]!; p++) if (listed.has(ids[p]!)) return true;
  return false;
}
