import { MAGNITUDES } from "./predictive-laws";

const LAWS: usize = 5;
const ROUNDS = 6;
/** Keeps every law in play where a magnitude was hardly seen. */
const LEAST: f64 = 1e-3;

/**
 * Codes rows by a mixture of five laws: all symbols alike, the two of all inputs, the two of the row's group. The
 * shares of the laws, one set for each magnitude, are learned by expectation maximization from the same entries.
 *
 * offsets, times, magnitudes: as in `predictiveLaws`.
 * coded:       coded inputs of each of the n rows in the first half, then in the second, f64.
 * ofAll, laws: of all inputs and of groups, as `predictiveLaws` writes them.
 * uniform:     one over the number of symbols.
 * shares:      120 f64, overwritten.
 * nats:        written: n f64, what one coded input of each row costs, the mean of both halves; 0 for none.
 */
export function predictiveCode(
  n: i32,
  offsets: usize,
  times: usize,
  coded: usize,
  ofAll: usize,
  laws: usize,
  magnitudes: usize,
  uniform: f64,
  shares: usize,
  nats: usize,
): void {
  const taken = shares + <usize>MAGNITUDES * LAWS * 8;
  const entries = <usize>load<i32>(offsets + ((<usize>n) << 2));
  for (let at = shares; at < taken; at += 8) store<f64>(at, <f64>1 / <f64>LAWS);
  for (let round = 0; round < ROUNDS; round++) {
    for (let at = taken; at < taken + <usize>MAGNITUDES * LAWS * 8; at += 8) store<f64>(at, LEAST);
    for (let half: usize = 0; half < 2; half++) {
      for (let row: usize = 0; row < <usize>n; row++) {
        const inputs = load<f64>(coded + ((half * <usize>n + row) << 3));
        if (inputs === 0) continue;
        const last = half * entries + <usize>load<i32>(offsets + (row << 2), 4);
        for (let p = half * entries + <usize>load<i32>(offsets + (row << 2)); p < last; p++) {
          const at = shares + <usize>load<u8>(magnitudes + p) * (LAWS * 8);
          const first = load<f64>(at) * uniform;
          const all = f64x2.mul(v128.load(at, 8), v128.load(ofAll + (p << 4)));
          const own = f64x2.mul(v128.load(at, 24), v128.load(laws + (p << 4)));
          const both = f64x2.add(all, own);
          const sum = first + (f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1));
          const weight = (load<f64>(times + ((p - half * entries) << 3)) * inputs) / sum;
          const weights = f64x2.splat(weight);
          const to = at + (taken - shares);
          store<f64>(to, load<f64>(to) + weight * first);
          v128.store(to, f64x2.add(v128.load(to, 8), f64x2.mul(weights, all)), 8);
          v128.store(to, f64x2.add(v128.load(to, 24), f64x2.mul(weights, own)), 24);
        }
      }
    }
    for (let magnitude: usize = 0; magnitude < <usize>MAGNITUDES; magnitude++) {
      const from = taken + magnitude * (LAWS * 8);
      let sum: f64 = 0;
      for (let law: usize = 0; law < LAWS; law++) sum += load<f64>(from + (law << 3));
      for (let law: usize = 0; law < LAWS; law++) {
        store<f64>(from + (law << 3) - (taken - shares), load<f64>(from + (law << 3)) / sum);
      }
    }
  }
  for (let row: usize = 0; row < <usize>n; row++) {
    let both: f64 = 0;
    let inputs: f64 = 0;
    for (let half: usize = 0; half < 2; half++) {
      const drawn = load<f64>(coded + ((half * <usize>n + row) << 3));
      if (drawn === 0) continue;
      let sum: f64 = 0;
      const last = half * entries + <usize>load<i32>(offsets + (row << 2), 4);
      for (let p = half * entries + <usize>load<i32>(offsets + (row << 2)); p < last; p++) {
        const at = shares + <usize>load<u8>(magnitudes + p) * (LAWS * 8);
        const all = f64x2.mul(v128.load(at, 8), v128.load(ofAll + (p << 4)));
        const own = f64x2.mul(v128.load(at, 24), v128.load(laws + (p << 4)));
        const four = f64x2.add(all, own);
        const chance = load<f64>(at) * uniform + (f64x2.extract_lane(four, 0) + f64x2.extract_lane(four, 1));
        sum -= load<f64>(times + ((p - half * entries) << 3)) * logOf(chance);
      }
      both += sum * drawn;
      inputs += drawn;
    }
    store<f64>(nats + (row << 3), inputs > 0 ? both / inputs : 0);
  }
}

/** Natural logarithm of a normal positive number, as `core` has it. */
function logOf(x: f64): f64 {
  const bits = reinterpret<i64>(x);
  let exponent = <f64>(<i32>(bits >> 52) - 1023);
  let mantissa = reinterpret<f64>((bits & 0xfffffffffffff) | 0x3ff0000000000000);
  if (mantissa > Math.SQRT2) {
    mantissa /= 2;
    exponent += 1;
  }
  const t = (mantissa - 1) / (mantissa + 1);
  const t2 = t * t;
  let series = (1.0 / 23.0) * t2;
  series = (series + 1.0 / 21.0) * t2;
  series = (series + 1.0 / 19.0) * t2;
  series = (series + 1.0 / 17.0) * t2;
  series = (series + 1.0 / 15.0) * t2;
  series = (series + 1.0 / 13.0) * t2;
  series = (series + 1.0 / 11.0) * t2;
  series = (series + 1.0 / 9.0) * t2;
  series = (series + 1.0 / 7.0) * t2;
  series = (series + 1.0 / 5.0) * t2;
  series = (series + 1.0 / 3.0) * t2;
  return exponent * 0.6931471803691238 + (exponent * 1.9082149292705877e-10 + 2 * t * series + 2 * t);
}
