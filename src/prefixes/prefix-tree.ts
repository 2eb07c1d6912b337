import type { Ragged, Steps } from "../core/internal";

/** Actions from the beginning that the tree knows. */
export const TREE_DEPTH = 20;
/** Users that a beginning must have for a node of its own. */
export const LEAST_USERS = 2;

/**
 * Beginnings of paths, and how many users of each class have them; a node stands after its parent. Node 0 is the
 * beginning without an action, which all users have.
 */
export interface PrefixTree {
  readonly parents: Uint32Array;
  /** The action that leads from its parent to each node; 0 for the root. */
  readonly tokens: Uint32Array;
  /** For each node, users of each class. */
  readonly users: Float64Array;
}

/**
 * Counts beginnings of at most {@link TREE_DEPTH} actions. Those with fewer than {@link LEAST_USERS} users are left out.
 *
 * @param labels class of each row, below `classes`.
 * @param weights users of each row.
 * @param size classes, and users that a beginning must have where that is more.
 */
export function* prefixTree(
  rows: Ragged,
  labels: Uint32Array,
  weights: Float64Array,
  { classes, leastUsers }: { readonly classes: number; readonly leastUsers: number },
): Steps<PrefixTree> {
  const least = Math.max(LEAST_USERS, leastUsers);
  const parents: number[] = [0];
  const tokens: number[] = [0];
  const users: number[] = [];
  for (let c = 0; c < classes; c++) users.push(0);
  for (const [row, label] of labels.entries()) users[label]! += weights[row]!;

  let level: Group[] = [{ node: 0, rows: Uint32Array.from(labels.keys()).filter((row) => weights[row]! > 0) }];
  for (let depth = 0; depth < TREE_DEPTH && level.length > 0; depth++) {
    const next: Group[] = [];
    let grouped = 0;
    for (const group of level) {
      grouped += group.rows.length;
      if (grouped > ROWS) {
        grouped = 0;
        yield 0;
      }
      for (const [token, found] of byToken(rows, group.rows, depth)) {
        const total = found.reduce((sum, row) => sum + weights[row]!, 0);
        if (total < least) continue;
        const node = parents.push(group.node) - 1;
        tokens.push(token);
        for (let c = 0; c < classes; c++) users.push(0);
        for (const row of found) users[node * classes + labels[row]!]! += weights[row]!;
        next.push({ node, rows: found });
      }
    }
    level = next;
  }
  return { parents: Uint32Array.from(parents), tokens: Uint32Array.from(tokens), users: Float64Array.from(users) };
}

/** Rows grouped between two yields. */
const ROWS = 2 ** 12;

/** A node and the rows that begin so. */
interface Group {
  readonly node: number;
  readonly rows: Uint32Array | readonly number[];
}

/** The rows longer than `depth` by the token that stands there, tokens ascending. */
function byToken({ tokens, offsets }: Ragged, rows: Group["rows"], depth: number): [number, number[]][] {
  const found = new Map<number, number[]>();
  for (const row of rows) {
    const at = offsets[row]! + depth;
    if (at >= offsets[row + 1]!) continue;
    const group = found.get(tokens[at]!);
    if (group === undefined) found.set(tokens[at]!, [row]);
    else group.push(row);
  }
  return [...found].sort((a, b) => a[0] - b[0]);
}

/** Finds children of nodes. */
export class TreeWalk {
  readonly #children = new Map<number, number>();
  readonly #symbols: number;

  /** @param symbols tokens are below this. */
  constructor({ parents, tokens }: PrefixTree, symbols: number) {
    this.#symbols = symbols;
    for (let node = 1; node < parents.length; node++)
      this.#children.set(this.#key(parents[node]!, tokens[node]!), node);
  }

  /** The node that a token leads to; -1 for none. */
  child(node: number, token: number): number {
    return this.#children.get(this.#key(node, token)) ?? -1;
  }

  #key(node: number, token: number): number {
    return node * this.#symbols + token;
  }
}
