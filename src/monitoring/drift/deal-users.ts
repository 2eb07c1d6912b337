import { exp, logGamma, randomKeys, threefry2x32 } from "../../core/internal";

/** Users of a row that are dealt out one by one; of more, their number is drawn at once. */
const FEW = 12;

/**
 * Reassigns users at random to an earlier and a later group, each group of a stratum as large as it was: the number of later
 * users of each row follows the multivariate hypergeometric law, row after row.
 */
export class UserDeals {
  readonly #totals: Float64Array;
  readonly #strata: Int32Array;
  readonly #sizes: Float64Array;
  readonly #later: Float64Array;
  readonly #logFactorials: Float64Array;
  readonly #keys: readonly [number, number];

  /**
   * @param totals users of each row, in both groups.
   * @param later those of them that are in the later group.
   * @param strata for each row the stratum that its users stay in.
   */
  constructor(totals: Float64Array, later: Float64Array, strata: Int32Array, seed: number) {
    const count = strata.reduce((most, stratum) => Math.max(most, stratum + 1), 0);
    this.#totals = totals;
    this.#strata = strata;
    this.#sizes = new Float64Array(count);
    this.#later = new Float64Array(count);
    for (const [row, stratum] of strata.entries()) {
      this.#sizes[stratum]! += totals[row]!;
      this.#later[stratum]! += later[row]!;
    }
    const most = this.#sizes.reduce((a, b) => Math.max(a, b), 0);
    this.#logFactorials = totals.some((total) => total > FEW) ? logFactorials(most) : new Float64Array(0);
    this.#keys = randomKeys(seed, "monitoring/deals");
  }

  /** Writes the later users of each row, as one deal has them. */
  deal(permutation: number, out: Float64Array): void {
    const random = sequence(this.#keys, permutation);
    const left = this.#sizes.slice();
    const places = this.#later.slice();
    for (let row = 0; row < this.#totals.length; row++) {
      const [stratum, users] = [this.#strata[row]!, this.#totals[row]!];
      const [among, free] = [left[stratum]!, places[stratum]!];
      const drawn = users <= FEW ? oneByOne(users, among, free, random) : this.#atOnce(users, among, free, random());
      out[row] = drawn;
      left[stratum] = among - users;
      places[stratum] = free - drawn;
    }
  }

  /** Number of users among `free` places of `among`, by inversion from the most probable one outwards. */
  #atOnce(users: number, among: number, free: number, u: number): number {
    const low = Math.max(0, users + free - among);
    const high = Math.min(users, free);
    if (low === high) return low;
    const mode = Math.min(high, Math.max(low, Math.floor(((users + 1) * (free + 1)) / (among + 2))));
    const f = this.#logFactorials;
    const choose = (n: number, k: number) => f[n]! - f[k]! - f[n - k]!;
    const top = exp(choose(users, mode) + choose(among - users, free - mode) - choose(among, free));
    let rest = u - top;
    let [below, above] = [mode, mode];
    let [pBelow, pAbove] = [top, top];
    while (rest >= 0 && (below > low || above < high)) {
      if (above < high) {
        pAbove *= ((users - above) * (free - above)) / ((above + 1) * (among - users - free + above + 1));
        above += 1;
        rest -= pAbove;
        if (rest < 0) return above;
      }
      if (below > low) {
        pBelow *= (below * (among - users - free + below)) / ((users - below + 1) * (free - below + 1));
        below -= 1;
        rest -= pBelow;
        if (rest < 0) return below;
      }
      if (pAbove + pBelow < TINY) break;
    }
    return mode;
  }
}

const TINY = 1e-300;

function oneByOne(users: number, among: number, free: number, random: () => number): number {
  let drawn = 0;
  for (let user = 0; user < users; user++) {
    if (random() * (among - user) < free - drawn) drawn += 1;
  }
  return drawn;
}

function logFactorials(most: number): Float64Array {
  return Float64Array.from({ length: most + 1 }, (_, n) => logGamma(n + 1));
}

/** Uniform numbers of 32 bits, one after the other: xoshiro128** (Blackman & Vigna 2018), started by the counter. */
function sequence(keys: readonly [number, number], permutation: number): () => number {
  const state = new Uint32Array(4);
  threefry2x32(keys[0], keys[1], permutation, 0, state.subarray(0, 2));
  threefry2x32(keys[0], keys[1], permutation, 1, state.subarray(2, 4));
  let [a, b, c, d] = [state[0]! | 0, state[1]! | 0, state[2]! | 0, state[3]! | 1];
  return () => {
    const times5 = Math.imul(b, 5);
    const result = Math.imul((times5 << 7) | (times5 >>> 25), 9);
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return (result >>> 0) / 0x100000000;
  };
}
