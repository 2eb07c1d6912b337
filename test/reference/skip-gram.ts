/** The expected loss of skip-gram with negative sampling and its gradients, straight from the definition, in f64. */
export function skipGram(
  counts: readonly (readonly number[])[],
  noise: readonly number[],
  words: readonly (readonly number[])[],
  contexts: readonly (readonly number[])[],
): { loss: number; slopes: number[][] } {
  let loss = 0;
  const slopes = counts.map((row, w) => {
    const total = row.reduce((sum, n) => sum + n, 0);
    return row.map((n, c) => {
      const x = words[w]!.reduce((sum, value, t) => sum + value * contexts[c]![t]!, 0);
      const b = (total - n) * noise[c]!;
      loss += n * softplus(-x) + b * softplus(x);
      return (n + b) / (1 + Math.exp(-x)) - n;
    });
  });
  return { loss, slopes };
}

/** Pairs of each word and context within the window, weighted as word2vec draws them: times `window`. */
export function countPairs(sequences: readonly (readonly number[])[], actions: number, window: number): number[] {
  const counts = new Array<number>(actions * actions).fill(0);
  for (const tokens of sequences) {
    for (const [i, word] of tokens.entries()) {
      for (const [j, context] of tokens.entries()) {
        // gensim draws the reach from 1..window for each position: a context is within it in window - distance + 1 cases
        if (i !== j) counts[word * actions + context]! += Math.max(0, window - Math.abs(i - j) + 1);
      }
    }
  }
  return counts;
}

function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}
