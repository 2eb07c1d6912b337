/** Values of several samples in order, equal ones together. */
export interface PooledValues {
  readonly n: number;
  /** For each distinct value, in ascending order, how many each sample has: `counts[sample][value]`. */
  readonly counts: readonly Float64Array[];
  /** For each distinct value, how many there are in all. */
  readonly ties: Float64Array;
}

export function pooledValues(samples: readonly Float64Array[]): PooledValues {
  const distinct = [...new Set(samples.flatMap((sample) => [...sample]))].sort((a, b) => a - b);
  const placeOf = new Map(distinct.map((value, place) => [value, place]));
  const ties = new Float64Array(distinct.length);
  let n = 0;
  const counts = samples.map((sample) => {
    const of = new Float64Array(distinct.length);
    for (const value of sample) {
      of[placeOf.get(value)!]! += 1;
      ties[placeOf.get(value)!]! += 1;
    }
    n += sample.length;
    return of;
  });
  return { n, counts, ties };
}
