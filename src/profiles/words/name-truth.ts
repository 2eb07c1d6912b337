import { type Checkpoint, forEachYielding } from "../../core/internal";
import type { ProfileContext } from "../profile-context";
import type { Claim } from "./claim";
import { ClaimSlots } from "./claim-slots";

/** Of how many a segment's name is true. */
export interface NameTruth {
  /** Share of the segment's members. */
  readonly coverage: number;
  /** Share of everybody else, in other segments or unassigned. */
  readonly elsewhere: number;
}

/**
 * Counts, exactly, of how many each name is true: of whom all its claims are, or one of them is where the name says
 * `A or B`.
 *
 * @param names one for each group in turn; a name without claims is not counted.
 * @returns null for those not counted.
 */
export async function nameTruth(
  context: ProfileContext,
  names: readonly { readonly claims: readonly Claim[]; readonly either: boolean }[],
  at: Checkpoint,
): Promise<(NameTruth | null)[]> {
  const { members, sequences, everybody, patterns } = context;
  const slots = new ClaimSlots(
    context,
    names.flatMap(({ claims }) => claims),
  );
  const parts = names.map(({ claims }) =>
    claims.map((claim) => ({ slot: slots.of(claim), no: claim.kind === "lacks" })),
  );
  const claiming = [...names.keys()].filter((name) => parts[name]!.length > 0);
  const seen = new Float64Array(slots.size);
  const own = new Float64Array(names.length);
  const all = new Float64Array(names.length);
  let stamp = 0;
  for (let group = 0; group <= members.segments; group++) {
    const first = members.offsets[group]!;
    const step = at.part(group / (members.segments + 1), (group + 1) / (members.segments + 1));
    await forEachYielding(members.offsets[group + 1]! - first, step, (i) => {
      const row = members.rows[first + i]!;
      const weight = members.weights[first + i]!;
      stamp += 1;
      slots.each(row, (slot) => {
        seen[slot] = stamp;
      });
      const isTrue = ({ slot, no }: (typeof parts)[number][number]) => (seen[slot] === stamp) !== no;
      for (const name of claiming) {
        if (!(names[name]!.either ? parts[name]!.some(isTrue) : parts[name]!.every(isTrue))) continue;
        all[name]! += weight;
        if (name === group) own[name]! += weight;
      }
      return (sequences.offsets[row + 1]! - sequences.offsets[row]!) * patterns.longest + claiming.length;
    });
  }
  return names.map(({ claims }, name) => {
    const size = members.sizes[name]!;
    if (claims.length === 0) return null;
    return { coverage: own[name]! / size, elsewhere: (all[name]! - own[name]!) / (everybody.size - size) };
  });
}
