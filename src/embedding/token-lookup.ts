import type { ActionVectors } from "./types";
import { namePrefixes } from "./word2vec/name-prefixes";

/** Finds the token of an action; undefined for none. */
export interface TokenLookup {
  get(action: string): number | undefined;
}

const indexes = new WeakMap<readonly string[], ReadonlyMap<string, number>>();

/** The token of each action; made once for a vocabulary, so that a single sequence is looked up at once. */
export function tokenIndex(actions: readonly string[]): ReadonlyMap<string, number> {
  let index = indexes.get(actions);
  if (index === undefined) {
    index = new Map(actions.map((action, token) => [action, token]));
    indexes.set(actions, index);
  }
  return index;
}

/**
 * The row of an action's vector. With V actions, V + p is row p of the prefixes: of the longest that an action without
 * a vector of its own has.
 */
export function tokenLookup({ vocabulary, prefixes }: Pick<ActionVectors, "vocabulary" | "prefixes">): TokenLookup {
  const ofAction = tokenIndex(vocabulary.actions);
  if (prefixes === undefined) return ofAction;
  const ofPrefix = tokenIndex(prefixes.names);
  return {
    get(action) {
      const own = ofAction.get(action);
      if (own !== undefined) return own;
      const known = [...namePrefixes(action, prefixes.separators), action].findLast((name) => ofPrefix.has(name));
      return known === undefined ? undefined : vocabulary.actions.length + ofPrefix.get(known)!;
    },
  };
}
