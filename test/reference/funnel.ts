/** A step as a pattern of our language and as a regular expression over letters. */
export interface LetterStep {
  readonly pattern: string;
  readonly expression: string;
}

/**
 * The most steps that any choice of matches reaches one after the other, each within a time of the end of the first: by trying
 * all choices of matches that hold no shorter one.
 */
export function naiveReach(
  letters: string,
  steps: readonly LetterStep[],
  timeOf: readonly number[] = [],
  within = Number.POSITIVE_INFINITY,
): number {
  const matches = steps.map(({ expression }) => {
    const whole = new RegExp(`^(?:${expression})$`, "u");
    const found: [number, number][] = [];
    for (let start = 0; start <= letters.length; start++) {
      for (let end = start; end <= letters.length; end++) {
        if (whole.test(letters.slice(start, end))) found.push([start, end]);
      }
    }
    return found.filter(([start, end]) => !found.some(([s, e]) => s >= start && e <= end && e - s < end - start));
  });
  const at = (end: number) => timeOf[Math.max(0, end - 1)] ?? 0;
  const furthest = (k: number, behind: number, entry: number): number => {
    let best = k;
    for (const [start, end] of matches[k] ?? []) {
      const first = k === 0 ? end : entry;
      if (start < behind || at(end) - at(first) > within) continue;
      best = Math.max(best, furthest(k + 1, end, first));
    }
    return best;
  };
  return furthest(0, 0, 0);
}
