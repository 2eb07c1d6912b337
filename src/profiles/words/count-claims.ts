import { type Checkpoint, forEachYielding } from "../../core/internal";
import type { ProfileContext } from "../profile-context";
import type { Claim } from "./claim";
import { ClaimSlots } from "./claim-slots";

/** Of how many claims are true. */
export interface ClaimFigures {
  /** Share of the segment's members. */
  readonly coverage: number;
  /** Share of everybody else. */
  readonly elsewhere: number;
  /** The largest share in another segment. */
  readonly nearest: number;
}

/** Counts, exactly, in which segments claims are true. */
export class ClaimCounts {
  readonly #context: ProfileContext;
  readonly #slots: ClaimSlots;
  /** For each slot, the groups in which it is shown, with the inputs that show it. */
  readonly #shown: readonly Map<number, number>[];

  private constructor(context: ProfileContext, slots: ClaimSlots, shown: readonly Map<number, number>[]) {
    this.#context = context;
    this.#slots = slots;
    this.#shown = shown;
  }

  static async of(context: ProfileContext, claims: readonly Claim[], at: Checkpoint): Promise<ClaimCounts> {
    const { members, sequences } = context;
    const slots = new ClaimSlots(context, claims);
    const shown = Array.from({ length: slots.size }, () => new Map<number, number>());
    const inputs = new Float64Array(slots.size);
    for (let group = 0; group <= members.segments; group++) {
      const seen: number[] = [];
      const first = members.offsets[group]!;
      const step = at.part(group / (members.segments + 1), (group + 1) / (members.segments + 1));
      await forEachYielding(members.offsets[group + 1]! - first, step, (i) => {
        const row = members.rows[first + i]!;
        const weight = members.weights[first + i]!;
        slots.each(row, (slot) => {
          if (inputs[slot] === 0) seen.push(slot);
          inputs[slot]! += weight;
        });
        return (sequences.offsets[row + 1]! - sequences.offsets[row]!) * context.patterns.longest;
      });
      for (const slot of seen) {
        shown[slot]!.set(group, inputs[slot]!);
        inputs[slot] = 0;
      }
    }
    return new ClaimCounts(context, slots, shown);
  }

  /** Share of a group's members of whom the claim is true; 0 for a group without members. */
  shareIn(claim: Claim, group: number): number {
    const size = this.#context.members.sizes[group]!;
    if (size === 0) return 0;
    const share = (this.#shown[this.#slots.of(claim)]!.get(group) ?? 0) / size;
    return claim.kind === "lacks" ? 1 - share : share;
  }

  /** The other segments in which the claim is true of more than this many, ascending. */
  segmentsWhere(claim: Claim, share: number, group: number): number[] {
    const { sizes, segments } = this.#context.members;
    const shown = this.#shown[this.#slots.of(claim)]!;
    const among = claim.kind === "lacks" ? sizes.keys() : shown.keys();
    return Array.from(among)
      .filter((other) => other !== group && other < segments && this.shareIn(claim, other) > share)
      .sort((a, b) => a - b);
  }

  /** The claim's figures in a group. */
  figures(claim: Claim, group: number): ClaimFigures {
    const { sizes, segments } = this.#context.members;
    const all = this.#context.everybody.size;
    const shown = this.#shown[this.#slots.of(claim)]!;
    const own = shown.get(group) ?? 0;
    let others = -own;
    for (const inputs of shown.values()) others += inputs;
    const elsewhere = others / (all - sizes[group]!);
    let nearest = 0;
    for (const other of claim.kind === "lacks" ? sizes.keys() : shown.keys()) {
      if (other !== group && other < segments) nearest = Math.max(nearest, this.shareIn(claim, other));
    }
    const coverage = this.shareIn(claim, group);
    return { coverage, elsewhere: claim.kind === "lacks" ? 1 - elsewhere : elsewhere, nearest };
  }
}
