/**
 * Expectation maximisation of a mixture of Markov chains, path by path and in plain probabilities.
 *
 * @param starts one path for each component.
 * @returns each path's shares after so many steps, under the laws of the last but one.
 */
export function mixtureByHand(
  paths: readonly (readonly string[])[],
  starts: readonly (readonly string[])[],
  { steps, strength }: { steps: number; strength: number },
): { shares: number[][]; logLikelihoods: number[] } {
  const symbols = paths.map((path) => ["^", ...path, "$"]);
  const of = (lists: readonly (readonly string[])[], weights: readonly number[], from: string, to?: string) =>
    lists.reduce((sum, list, i) => {
      const times = list.filter((s, j) => j > 0 && list[j - 1] === from && (to === undefined || s === to)).length;
      return sum + weights[i]! * times;
    }, 0);
  const ones = paths.map(() => 1);
  let laws = starts.map((start) => ({ lists: [["^", ...start, "$"]] as string[][], weights: [1], inputs: 1 }));
  let shares: number[][] = [];
  const logLikelihoods: number[] = [];
  for (let step = 0; step < steps; step++) {
    const inputs = laws.reduce((sum, law) => sum + law.inputs, 0);
    let logLikelihood = 0;
    shares = symbols.map((list) => {
      const odds = laws.map((law) => {
        let product = (law.inputs + 1) / (inputs + laws.length);
        for (let j = 1; j < list.length; j++) {
          const [from, to] = [list[j - 1]!, list[j]!];
          const ofAll = of(symbols, ones, from, to) / of(symbols, ones, from);
          const seen = of(law.lists, law.weights, from, to) + strength * ofAll;
          product *= seen / (of(law.lists, law.weights, from) + strength) / ofAll;
        }
        return product;
      });
      const all = odds.reduce((sum, one) => sum + one, 0);
      logLikelihood += Math.log(all);
      return odds.map((one) => one / all);
    });
    logLikelihoods.push(logLikelihood);
    laws = laws.map((_, c) => {
      const weights = shares.map((row) => row[c]!);
      return { lists: symbols, weights, inputs: weights.reduce((sum, weight) => sum + weight, 0) };
    });
  }
  return { shares, logLikelihoods };
}
