import type { Found } from "./pattern";
import type { Corpus } from "./tally";

/** Share of a group's members that show at least one of the patterns; 0 for a group without members. */
export function descriptionCoverage({ members, patterns }: Corpus, group: number, found: readonly Found[]): number {
  const listed = new Set(found.map(({ id }) => id));
  if (listed.size === 0 || members.sizes[group] === 0) return 0;
  let showing = 0;
  for (let pair = members.offsets[group]!; pair < members.offsets[group + 1]!; pair++) {
    const row = members.rows[pair]!;
    let p = patterns.offsets[row]!;
    const end = patterns.offsets[row + 1]!;
    while (p < end && !listed.has(patterns.ids[p]!)) p++;
    if (p < end) showing += members.weights[pair]!;
  }
  return showing / members.sizes[group]!;
}
