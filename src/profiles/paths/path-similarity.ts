/**
 * How alike two paths are, from 0 (nothing in common) to 1 (the same shares of actions and transitions): the Bhattacharyya
 * coefficient Σ √(p q), as exemplars are chosen by.
 */
export function pathSimilarity(a: readonly string[], b: readonly string[]): number {
  const ofA = sharesOf(a);
  let sum = 0;
  for (const [word, share] of sharesOf(b)) sum += Math.sqrt(share * (ofA.get(word) ?? 0));
  return Math.min(1, sum);
}

function sharesOf(path: readonly string[]): Map<string, number> {
  const shares = new Map<string, number>();
  const words = 2 * path.length - 1;
  path.forEach((action, i) => {
    const single = JSON.stringify([action]);
    shares.set(single, (shares.get(single) ?? 0) + 1 / words);
    if (i === 0) return;
    const pair = JSON.stringify([path[i - 1], action]);
    shares.set(pair, (shares.get(pair) ?? 0) + 1 / words);
  });
  return shares;
}
