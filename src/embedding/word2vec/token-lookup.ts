import { tokenIndex } from "../token-index";
import type { ActionVectors } from "../types";
import { namePrefixes } from "./name-prefixes";

/** Finds the token of an action; undefined for none. */
export interface TokenLookup {
  get(action: string): number | undefined;
}

/**
 * The row of an action's vector. With V actions, V + p is row p of the prefixes: of the longest that an action without a
 * vector of its own has.
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
