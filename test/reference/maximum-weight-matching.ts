/** Every way to pair rows with columns is tried: the heaviest, and of equals the one whose rows have the smallest columns, none last. */
export function naiveMaximumWeightMatching(weights: readonly (readonly number[])[]): number[] {
  const cols = weights[0]?.length ?? 0;
  let best: { readonly weight: number; readonly match: number[] } | undefined;
  const visit = (match: number[], weight: number): void => {
    const i = match.length;
    if (i === weights.length) {
      const isBetter =
        best === undefined || weight > best.weight || (weight === best.weight && comesBefore(match, best.match));
      if (isBetter) best = { weight, match };
      return;
    }
    for (let j = 0; j < cols; j++) {
      const own = weights[i]![j]!;
      if (own > 0 && !match.includes(j)) visit([...match, j], weight + own);
    }
    visit([...match, -1], weight);
  };
  visit([], 0);
  return best!.match;
}

function comesBefore(a: readonly number[], b: readonly number[]): boolean {
  const at = a.findIndex((j, i) => j !== b[i]);
  if (at < 0) return false;
  const place = (j: number) => (j < 0 ? Number.POSITIVE_INFINITY : j);
  return place(a[at]!) < place(b[at]!);
}
