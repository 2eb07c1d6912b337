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
/** What a pair must be ahead of others by, where neighbors that have no pair yet are taken for alike. */
const AHEAD = 0.1;
/** Actions of either side that are looked at, those that most users have. */
const MOST_ACTIONS = 300;
const UNIT = 1 / 0x100000000;

/**
 * Which new actions are gone ones under another name: about as many users have them, and the same actions stand before and after. Those
 * found are read under their old names when others are looked for. Where none is found so, neighbors may have been renamed too: those
 * that are gone are then alike to those that are new, and pairs are taken that are ahead of all others, until no more is found.
 */
export function renamedActions(
  earlier: WeightedPaths,
  later: WeightedPaths,
  { appeared, gone }: { readonly appeared: readonly OneSidedAction[]; readonly gone: readonly OneSidedAction[] },
): RenamedAction[] {
  const found: RenamedAction[] = [];
  for (;;) {
    const taken = new Set(found.flatMap(({ from, to }) => [from, to]));
    const [olds, news] = [gone, appeared].map((all) => {
      return all.filter(({ action }) => !taken.has(action)).slice(0, MOST_ACTIONS);
    }) as [OneSidedAction[], OneSidedAction[]];
    const pairs = new Pairs(earlier, later, { olds, news, found });
    const exact = pairs.matched(pairs.similarity(NONE));
    const added = exact.length > 0 ? exact : pairs.ahead(pairs.similarity(namesOf([...olds, ...news])));
    if (added.length === 0) return confirmed(earlier, later, found);
    found.push(...added);
  }
}

const NONE: ReadonlySet<string> = new Set();

function namesOf(actions: readonly OneSidedAction[]): Set<string> {
  return new Set(actions.map(({ action }) => action));
}

/** Those whose neighbors are alike when all of them are read under their old names. */
function confirmed(earlier: WeightedPaths, later: WeightedPaths, found: readonly RenamedAction[]): RenamedAction[] {
  const before = neighborsOf(earlier, new Map(), NONE);
  for (let kept = found; ; ) {
    const after = neighborsOf(later, new Map(kept.map(({ from, to }) => [to, from])), NONE);
    const compared = kept.map((pair) => {
      return { ...pair, similarity: alike(before.get(pair.from), after.get(pair.from)) };
    });
    const same = compared.filter(({ similarity }) => similarity >= SAME);
    if (same.length === kept.length) return same;
    kept = same;
  }
}

/** Gone and new actions side by side, with the renamed ones that are known. */
class Pairs {
  readonly #populations: readonly [WeightedPaths, WeightedPaths];
  readonly #olds: readonly OneSidedAction[];
  readonly #news: readonly OneSidedAction[];
  readonly #found: readonly RenamedAction[];

  constructor(
    earlier: WeightedPaths,
    later: WeightedPaths,
    sides: {
      readonly olds: readonly OneSidedAction[];
      readonly news: readonly OneSidedAction[];
      readonly found: readonly RenamedAction[];
    },
  ) {
    this.#populations = [earlier, later];
    this.#olds = sides.olds;
    this.#news = sides.news;
    this.#found = sides.found;
  }

  /** How alike each gone action (rows) and each new one (columns) are; 0 where their shares of users differ. */
  similarity(hidden: ReadonlySet<string>): Float64Array {
    const [earlier, later] = this.#populations;
    const before = neighborsOf(earlier, new Map(), hidden);
    const after = neighborsOf(later, new Map(this.#found.map(({ from, to }) => [to, from])), hidden);
    const all = this.#olds.flatMap((old) => {
      return this.#news.map((fresh) => {
        const ratio = Math.max(old.share, fresh.share) / Math.min(old.share, fresh.share);
        return ratio > RATIO ? 0 : alike(before.get(old.action), after.get(fresh.action));
      });
    });
    return Float64Array.from(all);
  }

  /** The pairs that are most alike together. */
  matched(similarity: Float64Array): RenamedAction[] {
    const weights = similarity.map((value) => (value >= SAME ? Math.round(value / UNIT) : 0));
    const match = maximumWeightMatching(weights, this.#olds.length, this.#news.length);
    return [...match.entries()].flatMap(([i, j]) => (j < 0 ? [] : [this.#pair(similarity, i, j)]));
  }

  /** The pairs of which either is more like the other than like any else. */
  ahead(similarity: Float64Array): RenamedAction[] {
    const width = this.#news.length;
    return this.#olds.flatMap((_, i) => {
      const row = similarity.subarray(i * width, (i + 1) * width);
      const j = row.reduce((best, value, at) => (value > row[best]! ? at : best), 0);
      const rivals = [...row.entries()].filter(([at]) => at !== j).map(([, value]) => value);
      for (let other = 0; other < this.#olds.length; other++) {
        if (other !== i) rivals.push(similarity[other * width + j]!);
      }
      const bound = Math.max(SAME, ...rivals.map((value) => value + AHEAD));
      return (row[j] ?? 0) >= bound ? [this.#pair(similarity, i, j)] : [];
    });
  }

  #pair(similarity: Float64Array, i: number, j: number): RenamedAction {
    const [old, fresh] = [this.#olds[i]!, this.#news[j]!];
    return { from: old.action, to: fresh.action, similarity: similarity[i * this.#news.length + j]! };
  }
}

/** A neighbor that is not looked at: one that may go by another name. */
const HIDDEN = Symbol("hidden");

/** An action; null for the end of a path; undefined for the action itself, whose name may be the one that changed. */
type Neighbor = string | null | undefined | typeof HIDDEN;

interface Neighbors {
  readonly before: Map<Neighbor, number>;
  readonly after: Map<Neighbor, number>;
}

/** What stands before and after each action, by inputs, some of them under other names and some hidden. */
function neighborsOf(
  { lists, weights }: WeightedPaths,
  names: ReadonlyMap<string, string>,
  hidden: ReadonlySet<string>,
): Map<string, Neighbors> {
  const all = new Map<string, Neighbors>();
  for (const [row, list] of lists.entries()) {
    for (const [i, action] of list.entries()) {
      const name = names.get(action) ?? action;
      const found = all.get(name) ?? { before: new Map(), after: new Map() };
      all.set(name, found);
      const [previous, next] = [list[i - 1], list[i + 1]].map((other): Neighbor => {
        if (other === undefined || other === action) return other === action ? undefined : null;
        return hidden.has(other) ? HIDDEN : (names.get(other) ?? other);
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
