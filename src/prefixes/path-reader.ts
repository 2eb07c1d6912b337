import { exp, log, type Steps } from "../core/internal";
import { type PrefixTree, TreeWalk } from "./prefix-tree";
import { PRIOR_STRENGTH, type TransitionLaw, type TransitionTable, transitionLaw } from "./transition-law";

/** What is counted: transitions and beginnings of users, by class. */
export interface PrefixCounts {
  readonly actions: number;
  readonly classes: number;
  readonly transitions: TransitionTable;
  readonly tree: PrefixTree;
}

/** How far a path was read: all that reading on needs. */
export interface PathPlace {
  /** ln of what each class says of the actions read. */
  readonly logs: Float64Array;
  /** ln of what all users say of them. */
  readonly common: number;
  /** Actions read. */
  readonly actions: number;
  /** Node of the prefix tree; -1 beyond it. */
  readonly node: number;
  /** The last action, as transitions number it. */
  readonly context: number;
}

/**
 * Reads a path action by action under a prefix tree over first-order laws: with n_k(p) for users of class k who begin with p,
 *
 *     P_k(a_i | a_1 .. a_i-1) = (n_k(a_1 .. a_i) + 8 e_k(a_i | a_i-1)) / (n_k(a_1 .. a_i-1) + 8)
 *
 * and e_k alone once the beginning is in the tree no longer.
 */
export class PathReader {
  /** ln of what each class says of the actions read. */
  readonly logs: Float64Array;
  /** ln of what all users say of them. */
  common = 0;
  /** Actions read. */
  actions = 0;
  /** Node of the tree; -1 beyond it. */
  node = 0;
  readonly #law: TransitionLaw;
  readonly #walk: TreeWalk;
  readonly #counts: PrefixCounts;
  readonly #step: Float64Array;
  #context: number;

  /** Use {@link pathReader}. */
  constructor(counts: PrefixCounts, law: TransitionLaw) {
    this.#counts = counts;
    this.#law = law;
    this.#walk = new TreeWalk(counts.tree, counts.actions + 1);
    this.logs = new Float64Array(counts.classes);
    this.#step = new Float64Array(counts.classes);
    this.#context = this.#law.start;
  }

  /** Goes back to the beginning. */
  restart(): void {
    this.logs.fill(0);
    this.common = 0;
    this.actions = 0;
    this.node = 0;
    this.#context = this.#law.start;
  }

  /** Where it stands. */
  place(): PathPlace {
    const { common, actions, node } = this;
    return { logs: this.logs.slice(), common, actions, node, context: this.#context };
  }

  /** Goes to where it stood. */
  resume({ logs, common, actions, node, context }: PathPlace): void {
    this.logs.set(logs);
    this.common = common;
    this.actions = actions;
    this.node = node;
    this.#context = context;
  }

  /** Reads one action; any number beyond the known ones is an action that was never seen. */
  read(action: number): void {
    const { actions: known, classes, tree } = this.#counts;
    const token = action < known ? action : known + 1;
    const step = this.#step;
    this.common += this.#law.read(this.#context, token, step);
    const child = this.node >= 0 && token < known ? this.#walk.child(this.node, token) : -1;
    if (child >= 0) {
      for (let c = 0; c < classes; c++) {
        const here = tree.users[child * classes + c]! + PRIOR_STRENGTH * exp(step[c]!);
        step[c] = log(here / (tree.users[this.node * classes + c]! + PRIOR_STRENGTH));
      }
    }
    for (let c = 0; c < classes; c++) this.logs[c]! += step[c]!;
    this.node = child;
    this.#context = token;
    this.actions += 1;
  }

  /**
   * -ln of what all users say of the actions read.
   *
   * @param unknown actions never seen that were left out of them.
   */
  surprise(unknown: number): number {
    return unknown * this.#law.surpriseOfUnknown - this.common;
  }

  /** The same of a whole path, its end included, whatever is being read. */
  surpriseOfPath(tokens: ArrayLike<number>, unknown: number): number {
    const { actions: known } = this.#counts;
    let context = this.#law.start;
    let surprise = unknown * this.#law.surpriseOfUnknown;
    for (let at = 0; at < tokens.length; at++) {
      const token = tokens[at]! < known ? tokens[at]! : known + 1;
      surprise -= this.#law.common(context, token);
      context = token;
    }
    return surprise - this.#law.common(context, this.#law.end);
  }
}

/** What reads paths by these counts. */
export function* pathReader(counts: PrefixCounts): Steps<PathReader> {
  return new PathReader(counts, yield* transitionLaw(counts.transitions, counts));
}
