import { type Checkpoint, forEachYielding } from "../../core/internal";
import type { ProfileContext } from "../profile-context";
import type { Countable } from "./candidate";
import type { LengthClasses } from "./length-classes";
import { SubsequenceIndex } from "./subsequence-index";

/** Inputs by half and class of length: class c of the first half at c, of the second at classes + c. */
export type ByClass = Float64Array;

/** How many inputs show each candidate, exactly, by half and class of length. */
export interface ShownTables {
  /** For each candidate, the members of its group, and everybody, that show it. */
  readonly own: readonly ByClass[];
  readonly everybody: readonly ByClass[];
  /** All members of each group, and all inputs. */
  readonly members: readonly ByClass[];
  readonly inputs: ByClass;
}

/** Counts the candidates, which stand group by group. */
export async function countShown(
  context: ProfileContext,
  { classes, classOf }: LengthClasses,
  candidates: readonly Countable[],
  at: Checkpoint,
): Promise<ShownTables> {
  const { members, patterns, sequences } = context;
  const table = () => new Float64Array(2 * classes);
  const slots = new Slots(context, candidates);
  const own = candidates.map(table);
  const ofSlot = Array.from({ length: slots.size }, table);
  const ofGroup = Array.from({ length: members.segments + 1 }, table);
  const inputs = table();
  const ownOfSlot = new Int32Array(slots.size).fill(-1);
  const subsequences = new SubsequenceIndex(sequences, slots.subsequences);
  let next = 0;
  for (let group = 0; group < ofGroup.length; group++) {
    const first = next;
    while (next < candidates.length && candidates[next]!.group === group) next++;
    for (let i = first; i < next; i++) ownOfSlot[slots.ofCandidate[i]!] = i;
    const base = members.offsets[group]!;
    const step = at.part(group / ofGroup.length, (group + 1) / ofGroup.length);
    await forEachYielding(members.offsets[group + 1]! - base, step, (p) => {
      const row = members.rows[base + p]!;
      const half = members.firstHalf[base + p]!;
      const rest = members.weights[base + p]! - half;
      const c = classOf[row]!;
      const add = (counts: ByClass) => {
        counts[c]! += half;
        counts[classes + c]! += rest;
      };
      const show = (slot: number) => {
        add(ofSlot[slot]!);
        if (ownOfSlot[slot]! >= 0) add(own[ownOfSlot[slot]!]!);
      };
      add(ofGroup[group]!);
      add(inputs);
      for (const { offsets, ids } of patterns.levels) {
        const end = offsets[row + 1]!;
        for (let i = offsets[row]!; i < end; i++) {
          const slot = slots.ofPattern[ids[i]!]!;
          if (slot >= 0) show(slot);
        }
      }
      subsequences.each(row, (i) => show(slots.firstSubsequence + i));
      return (sequences.offsets[row + 1]! - sequences.offsets[row]!) * patterns.longest;
    });
    for (let i = first; i < next; i++) ownOfSlot[slots.ofCandidate[i]!] = -1;
  }
  const everybody = candidates.map((_, i) => ofSlot[slots.ofCandidate[i]!]!);
  return { own, everybody, members: ofGroup, inputs };
}

/** The distinct patterns among the candidates: first those with a number, then the subsequences. */
class Slots {
  readonly ofPattern: Int32Array;
  readonly ofCandidate: Int32Array;
  readonly subsequences: (readonly number[])[] = [];
  readonly firstSubsequence: number;
  readonly size: number;

  constructor({ patterns }: ProfileContext, candidates: readonly Countable[]) {
    this.ofPattern = new Int32Array(patterns.size).fill(-1);
    let numbered = 0;
    for (const { id } of candidates) if (id >= 0 && this.ofPattern[id]! < 0) this.ofPattern[id] = numbered++;
    this.firstSubsequence = numbered;
    const ofTokens = new Map<string, number>();
    this.ofCandidate = Int32Array.from(candidates, ({ id, tokens }) => {
      if (id >= 0) return this.ofPattern[id]!;
      const key = tokens.join(" ");
      const known = ofTokens.get(key);
      if (known !== undefined) return known;
      const slot = numbered + this.subsequences.push(tokens) - 1;
      ofTokens.set(key, slot);
      return slot;
    });
    this.size = numbered + this.subsequences.length;
  }
}
