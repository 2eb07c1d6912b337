/** The expected loss of skip-gram with negative sampling and its slopes, straight from the definition, in f64. */
export function skipGram(
  counts: readonly (readonly number[])[],
  noise: readonly number[],
  words: readonly ArrayLike<number>[],
  contexts: readonly ArrayLike<number>[],
): { loss: number; slopes: number[][] } {
  let loss = 0;
  const slopes = counts.map((row, w) => {
    const total = sum(row);
    return row.map((n, c) => {
      let x = 0;
      for (let t = 0; t < words[w]!.length; t++) x += words[w]![t]! * contexts[c]![t]!;
      const b = (total - n) * noise[c]!;
      loss += n * softplus(-x) + b * softplus(x);
      return (n + b) / (1 + Math.exp(-x)) - n;
    });
  });
  return { loss, slopes };
}

/** Pairs of each word and context within the window, weighted as word2vec draws them, times `window`. */
export function countPairs(sequences: readonly (readonly number[])[], actions: number, window: number): number[][] {
  const counts = Array.from({ length: actions }, () => new Array<number>(actions).fill(0));
  for (const tokens of sequences) {
    for (let i = 0; i < tokens.length; i++) {
      for (let j = Math.max(0, i - window); j <= Math.min(tokens.length - 1, i + window); j++) {
        // the reach is drawn from 1..window for each position: a context is within it in window - distance + 1 cases
        if (i !== j) counts[tokens[i]!]![tokens[j]!]! += window - Math.abs(i - j) + 1;
      }
    }
  }
  return counts;
}

/** Mean loss of a pair over a log, with the defaults of both libraries: window 5, 5 negatives, frequency^0.75. */
export function meanLoss(
  log: readonly (readonly string[])[],
  actions: readonly string[],
  words: readonly ArrayLike<number>[],
  contexts: readonly ArrayLike<number>[],
): number {
  const tokenOf = new Map(actions.map((action, a) => [action, a]));
  const tokens = log.map((list) => list.map((action) => tokenOf.get(action)!));
  const powers = new Array<number>(actions.length).fill(0);
  for (const token of tokens.flat()) powers[token]! += 1;
  for (const [a, frequency] of powers.entries()) powers[a] = frequency ** 0.75;
  const noise = powers.map((power) => (5 * power) / sum(powers));
  const counts = countPairs(tokens, actions.length, 5);
  return skipGram(counts, noise, words, contexts).loss / sum(counts.map(sum));
}

function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
