import { maximumWeightMatching } from "../../segments/internal";
import type { Paths } from "./read-paths";
import type { OneSidedAction } from "./vocabulary-test";

/** An action that goes by another name now. */
export interface RenamedAction {
  readonly from: string;
  readonly to: string;
  /** How alike what stands before and after it is, in [0, 1]. */
  readonly similarity: number;
}

type WeightedPaths = Pick<Paths, "lists" | "weights">;

/** Similarity of the neighbors from which on an action is the same. */
const SAME = 0.6;
/** How far the shares of users may differ, as a ratio. */
const RATIO = 1.5;
const UNIT = 1 / 0x100000000;

/**
 * Which new actions are gone ones under another name: about as many users have them, and the same actions stand before and after. Those
 * found are read under their old names when others are looked for, until none is found.
 */
export function renamedActions(
  earlier: WeightedPaths,
  later: WeightedPaths,
  { appeared, gone }: { readonly appeared: readonly OneSidedAction[]; readonly gone: readonly OneSidedAction[] },
): RenamedAction[] {
  const found: RenamedAction[] = [];
  const before = neighborsOf(earlier, new Map());
  for (;;) {
    const taken = new Set(found.flatMap(({ from, to }) => [from, to]));
    const [olds, news] = [gone, appeared].map((all) => all.filter(({ action }) => !taken.has(action)));
    const after = neighborsOf(later, new Map(found.map(({ from, to }) => [to, from])));
    const similarity = olds!.flatMap((old) => {
      return news!.map((fresh) => {
        const ratio = Math.max(old.share, fresh.share) / Math.min(old.share, fresh.share);
        return ratio > RATIO ? 0 : alike(before.get(old.action), after.get(fresh.action));
      });
    });
    const weights = Float64Array.from(similarity, (value) => (value >= SAME ? Math.round(value / UNIT) : 0));
    const match = maximumWeightMatching(weights, olds!.length, news!.length);
    const added = [...match.entries()].flatMap(([i, j]) => {
      if (j < 0) return [];
      return [{ from: olds![i]!.action, to: news![j]!.action, similarity: similarity[i * news!.length + j]! }];
    });
    if (added.length === 0) return found;
    found.push(...added);
  }
}

/** An action; null for the end of a path; undefined for the action itself, whose name may be the one that changed. */
type Neighbor = string | null | undefined;

interface Neighbors {
  readonly before: Map<Neighbor, number>;
  readonly after: Map<Neighbor, number>;
}

/** What stands before and after each action, by inputs. */
function neighborsOf({ lists, weights }: WeightedPaths, names: ReadonlyMap<string, string>): Map<string, Neighbors> {
  const all = new Map<string, Neighbors>();
  const nameOf = (action: string | undefined) => (action === undefined ? null : (names.get(action) ?? action));
  for (const [row, list] of lists.entries()) {
    for (const [i, action] of list.entries()) {
      const name = nameOf(action)!;
      const found = all.get(name) ?? { before: new Map(), after: new Map() };
      all.set(name, found);
      const [previous, next] = [list[i - 1], list[i + 1]].map((other): Neighbor => {
        return other === action ? undefined : nameOf(other);
      });
      found.before.set(previous, (found.before.get(previous) ?? 0) + weights[row]!);
      found.after.set(next, (found.after.get(next) ?? 0) + weights[row]!);
    }
  }
  return all;
}

/** The smaller of what the shares before, and after, have in common. */
function alike(a: Neighbors | undefined, b: Neighbors | undefined): number {
  if (a === undefined || b === undefined) return 0;
  return Math.min(common(a.before, b.before), common(a.after, b.after));
}

function common(a: ReadonlyMap<Neighbor, number>, b: ReadonlyMap<Neighbor, number>): number {
  const [sumA, sumB] = [a, b].map((counts) => [...counts.values()].reduce((sum, count) => sum + count, 0));
  let shared = 0;
  for (const [name, count] of a) shared += Math.min(count / sumA!, (b.get(name) ?? 0) / sumB!);
  return shared;
}
