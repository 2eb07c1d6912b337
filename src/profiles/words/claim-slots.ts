import { SubsequenceIndex } from "../patterns/subsequence-index";
import type { ProfileContext } from "../profile-context";
import { type Claim, withoutRepeats } from "./claim";

/** The distinct things that are looked for in paths, numbered: a claim and its contrary look for the same. */
export class ClaimSlots {
  readonly size: number;
  readonly #context: ProfileContext;
  readonly #slotOf = new Map<string, number>();
  readonly #ofPattern: Int32Array;
  readonly #first: Int32Array;
  readonly #last: Int32Array;
  readonly #gapped: SubsequenceIndex;
  readonly #gappedSlots: number[] = [];
  readonly #whole: Claim[] = [];

  constructor(context: ProfileContext, claims: readonly Claim[]) {
    const { actions } = context.sequences.vocabulary;
    this.#context = context;
    this.#ofPattern = new Int32Array(context.patterns.size).fill(-1);
    this.#first = new Int32Array(actions.length).fill(-1);
    this.#last = new Int32Array(actions.length).fill(-1);
    const gapped: (readonly number[])[] = [];
    for (const claim of claims) {
      const key = keyOf(claim);
      if (this.#slotOf.has(key)) continue;
      const slot = this.#slotOf.size;
      this.#slotOf.set(key, slot);
      const [token] = claim.tokens;
      if (claim.id >= 0) this.#ofPattern[claim.id] = slot;
      else if (claim.kind === "starts") this.#first[token!] = slot;
      else if (claim.kind === "ends") this.#last[token!] = slot;
      else if (claim.kind === "subsequence") {
        gapped.push(claim.tokens);
        this.#gappedSlots.push(slot);
      } else this.#whole.push(claim);
    }
    this.#gapped = new SubsequenceIndex(context.sequences, gapped);
    this.size = this.#slotOf.size;
  }

  of(claim: Claim): number {
    return this.#slotOf.get(keyOf(claim))!;
  }

  /** Calls back with everything that the row shows, each once. */
  each(row: number, call: (slot: number) => void): void {
    const { patterns, sequences } = this.#context;
    const path = sequences.tokens.subarray(sequences.offsets[row]!, sequences.offsets[row + 1]!);
    for (const { offsets, ids } of patterns.levels) {
      for (let p = offsets[row]!; p < offsets[row + 1]!; p++) {
        const slot = this.#ofPattern[ids[p]!]!;
        if (slot >= 0) call(slot);
      }
    }
    for (const slot of [this.#first[path[0]!]!, this.#last[path.at(-1)!]!]) if (slot >= 0) call(slot);
    this.#gapped.each(row, (i) => call(this.#gappedSlots[i]!));
    for (const claim of this.#whole) if (isTrueOfWhole(claim, path)) call(this.of(claim));
  }
}

/** What is looked for: an action that is lacking is looked for as the action. */
function keyOf({ kind, tokens, id }: Claim): string {
  return id >= 0 ? `pattern ${id}` : `${kind} ${tokens.join(" ")}`;
}

function isTrueOfWhole({ kind, tokens }: Claim, path: Uint32Array): boolean {
  if (kind === "atMost") return path.length <= tokens[0]!;
  if (kind === "atLeast") return path.length >= tokens[0]!;
  if (path[0] !== tokens[0] || path.at(-1) !== tokens.at(-1)) return false;
  const steps = withoutRepeats(path);
  return steps.length === tokens.length && steps.every((token, i) => token === tokens[i]);
}
