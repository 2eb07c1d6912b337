/** An ordered pair of one sequence, counted by looking at every two positions. */
export interface NaivePair {
  readonly decayed: number;
  readonly occurrences: number;
  readonly adjacent: number;
}

/** The ordered pairs at most `window` apart, by `first * actions + second`. */
export function naivePairs(
  tokens: readonly number[],
  { actions, kappa, window }: { actions: number; kappa: number; window: number },
): Map<number, NaivePair> {
  const pairs = new Map<number, NaivePair>();
  for (let j = 0; j < tokens.length; j++) {
    for (let i = Math.max(0, j - window); i < j; i++) {
      const key = tokens[i]! * actions + tokens[j]!;
      const { decayed, occurrences, adjacent } = pairs.get(key) ?? { decayed: 0, occurrences: 0, adjacent: 0 };
      pairs.set(key, {
        decayed: decayed + Math.exp(-kappa * (j - i)),
        occurrences: occurrences + 1,
        adjacent: adjacent + (j - i === 1 ? 1 : 0),
      });
    }
  }
  return pairs;
}

/** Dense features of every sequence: actions, bigrams and pairs, each of V or V x V columns, as the order embedder weighs them. */
export function naiveOrderFeatures(
  rows: readonly (readonly number[])[],
  settings: { actions: number; kappa: number; window: number },
  blocks: { ngrams: number; pairs: number },
): number[][] {
  const { actions } = settings;
  const squares = actions * actions;
  const tables = rows.map((tokens) => {
    const ngrams = new Array<number>(actions + squares).fill(0);
    const pairs = new Array<number>(squares).fill(0);
    for (const token of tokens) ngrams[token]! += 1;
    for (const [key, { decayed, occurrences, adjacent }] of naivePairs(tokens, settings)) {
      ngrams[actions + key] = adjacent;
      pairs[key] = decayed / occurrences;
    }
    return { ngrams, pairs };
  });
  const showing = tables[0]!.ngrams.map((_, c) => tables.filter(({ ngrams }) => ngrams[c]! > 0).length);
  const idf = showing.map((count) => Math.log((1 + rows.length) / (1 + count)) + 1);
  return tables.map(({ ngrams, pairs }) => [
    ...scaledTo(
      blocks.ngrams,
      ngrams.map((count, c) => count * idf[c]!),
    ),
    ...scaledTo(blocks.pairs, pairs),
  ]);
}

function scaledTo(length: number, values: number[]): number[] {
  const norm = Math.hypot(...values);
  return values.map((value) => (norm > 0 ? (length * value) / norm : 0));
}
