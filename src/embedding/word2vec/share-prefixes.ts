import type { Matrix } from "../../core";
import { matrix } from "../../core/internal";
import type { PrefixVectors } from "../types";
import { namePrefixes } from "./name-prefixes";

/** Evidence below this is the rounding error of a difference. */
const ROUNDING = 1e-9;

/** Action vectors that lean on their prefixes, and the prefixes' own. */
interface SharedVectors {
  readonly vectors: Matrix;
  readonly prefixes: PrefixVectors;
}

/**
 * Action vectors and those of their prefixes, each the mean of its posterior in a tree of Gaussians (as hierarchical
 * linear models have it: Lindley & Smith 1972): a prefix's vector is its parent's plus a deviation, an action's trained
 * vector is its longest prefix's plus a deviation plus noise, and the noise of n occurrences has `strength / n` times a
 * deviation's variance. So an action seen more often than `strength` mostly keeps its own vector, a rarer one mostly
 * takes what its siblings say, and a prefix listens to each action below it by what it knows. What has no prefix keeps
 * its vector.
 *
 * One pass from the actions up, one down, in code unit order of the names: exact, and the same bits whatever the
 * workers.
 *
 * @param counts   occurrences of each action.
 * @param strength 0: actions keep their vectors.
 */
export function sharePrefixes(
  vectors: Matrix,
  actions: readonly string[],
  counts: Float64Array,
  { separators, strength }: { readonly separators: string; readonly strength: number },
): SharedVectors {
  const { names, parentOfPrefix, parentOfAction } = prefixTree(actions, separators);
  const d = vectors.cols;
  const vectorOf = (a: number) => vectors.data.subarray(a * d, (a + 1) * d);
  const own = Float64Array.from(counts, (count) => (strength > 0 ? count / strength : Number.POSITIVE_INFINITY));

  const below = new Beliefs(names.length, d);
  for (const [a, parent] of parentOfAction.entries()) if (parent >= 0) below.add(parent, passed(own[a]!), vectorOf(a));
  for (let p = names.length - 1; p >= 0; p--) {
    if (parentOfPrefix[p]! >= 0) below.add(parentOfPrefix[p]!, passed(below.evidence[p]!), below.mean(p));
  }

  const all = new Beliefs(names.length, d);
  for (const [p, parent] of parentOfPrefix.entries()) {
    all.add(p, below.evidence[p]!, below.mean(p));
    if (parent < 0) continue;
    const rest = all.without(parent, passed(below.evidence[p]!), below.mean(p));
    all.add(p, passed(rest.evidence), rest.mean);
  }
  const shared = matrix(vectors.rows, d, vectors.data.slice());
  for (const [a, parent] of parentOfAction.entries()) {
    if (parent < 0 || strength === 0) continue;
    const rest = all.without(parent, passed(own[a]!), vectorOf(a));
    const share = passed(rest.evidence) / (own[a]! + passed(rest.evidence));
    for (let t = 0; t < d; t++) shared.data[a * d + t] = (1 - share) * vectorOf(a)[t]! + share * rest.mean[t]!;
  }

  const means = matrix(names.length, d);
  for (const p of names.keys()) means.data.set(all.mean(p), p * d);
  return { vectors: shared, prefixes: { separators, names, vectors: means } };
}

/** The prefixes of actions; parents stand before their children. -1 for no parent. */
interface PrefixTree {
  readonly names: readonly string[];
  readonly parentOfPrefix: Int32Array;
  readonly parentOfAction: Int32Array;
}

function prefixTree(actions: readonly string[], separators: string): PrefixTree {
  const found = new Set(actions.flatMap((action) => namePrefixes(action, separators)));
  const names = [...found].sort((a, b) => (a < b ? -1 : 1)); // a parent begins its child, so it stands before
  const rowOf = new Map(names.map((name, p) => [name, p]));
  const longest = (name: string) => rowOf.get(namePrefixes(name, separators).at(-1) ?? "") ?? -1;
  return {
    names,
    parentOfPrefix: Int32Array.from(names, longest),
    parentOfAction: Int32Array.from(actions, (action) => rowOf.get(action) ?? longest(action)), // `shop` sits at `shop`
  };
}

/** The precision left of a message along a branch, whose deviation adds a variance of 1. */
function passed(evidence: number): number {
  return evidence === Number.POSITIVE_INFINITY ? 1 : evidence / (evidence + 1);
}

/** What is known of the vector of each prefix: its mean, and its precision in units of a deviation's. */
class Beliefs {
  readonly evidence: Float64Array;
  /** Means times evidence. */
  readonly #sums: Float64Array;
  readonly #d: number;

  constructor(prefixes: number, d: number) {
    this.evidence = new Float64Array(prefixes);
    this.#sums = new Float64Array(prefixes * d);
    this.#d = d;
  }

  add(p: number, evidence: number, vector: ArrayLike<number>): void {
    this.evidence[p]! += evidence;
    for (let t = 0; t < this.#d; t++) this.#sums[p * this.#d + t]! += evidence * vector[t]!;
  }

  mean(p: number): Float64Array {
    return this.without(p, 0, []).mean;
  }

  /** What is known without one of the things that were added; zeros where nothing is. */
  without(p: number, evidence: number, vector: ArrayLike<number>): { evidence: number; mean: Float64Array } {
    const left = this.evidence[p]! - evidence;
    const isKnown = left > ROUNDING * this.evidence[p]!;
    const mean = this.#sums.slice(p * this.#d, (p + 1) * this.#d);
    for (let t = 0; t < this.#d; t++) mean[t] = isKnown ? (mean[t]! - evidence * (vector[t] ?? 0)) / left : 0;
    return { evidence: isKnown ? left : 0, mean };
  }
}
