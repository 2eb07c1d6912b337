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
