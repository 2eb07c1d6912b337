import { type Groups, inputsOf } from "./groups";

/** Inputs that a stratum needs in either group to have a say. */
const FEWEST = 10;

/** Segments in which two groups are compared, so that a change of their mix is no change within them. */
export interface Strata {
  /** For each type its stratum. */
  readonly of: Int32Array;
  /** For each stratum, the share of the inputs that it stands for; 0 for those too small to compare. */
  readonly shares: Float64Array;
}

export function strataOf(groups: Groups, of: Int32Array, count: number): Strata {
  const later = inputsOf(groups, groups.later);
  const all = inputsOf(groups, groups.totals);
  const sizes = { later: new Float64Array(count), all: new Float64Array(count) };
  for (const [type, stratum] of of.entries()) {
    sizes.later[stratum]! += later[type]!;
    sizes.all[stratum]! += all[type]!;
  }
  const used = sizes.all.map((size, s) => (Math.min(sizes.later[s]!, size - sizes.later[s]!) >= FEWEST ? size : 0));
  const sum = used.reduce((total, size) => total + size, 0);
  return { of, shares: used.map((size) => (sum === 0 ? 0 : size / sum)) };
}

/**
 * What an input of each stratum counts: in the later group `share / later inputs`, in the earlier one `share / earlier inputs`, so that
 * both groups have the same mix.
 */
export class StratumWeights {
  readonly later: Float64Array;
  readonly earlier: Float64Array;
  readonly #strata: Strata;

  constructor(strata: Strata) {
    this.#strata = strata;
    this.later = new Float64Array(strata.shares.length);
    this.earlier = new Float64Array(strata.shares.length);
  }

  /** Renews the weights for a deal. */
  set(later: Float64Array, all: Float64Array): void {
    const { of, shares } = this.#strata;
    this.later.fill(0);
    this.earlier.fill(0);
    for (let type = 0; type < of.length; type++) {
      this.later[of[type]!]! += later[type]!;
      this.earlier[of[type]!]! += all[type]! - later[type]!;
    }
    for (let s = 0; s < shares.length; s++) {
      this.later[s] = this.later[s] === 0 ? 0 : shares[s]! / this.later[s]!;
      this.earlier[s] = this.earlier[s] === 0 ? 0 : shares[s]! / this.earlier[s]!;
    }
  }
}
