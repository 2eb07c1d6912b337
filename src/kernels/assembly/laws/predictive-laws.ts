/** Powers of two by which it is told how often a context was seen; the last one stands for all above. */
export const MAGNITUDES = 12;

/**
 * What the others of each row's group do: for each half of the inputs, learned from the other half.
 *
 * order, groups: the rows group by group, and where each of the `count` groups starts, and one more.
 * offsets:       where each row's transitions start, and one more.
 * transitions:   for each entry its transition; `times`, f64: how often one input shows it.
 * context, symbol: for each transition.
 * halves:        inputs of each of the n rows in the first half, then in the second, f64.
 * coded:         coded inputs of each row, laid out as `halves`; entries of rows without any are not written.
 * laws:          written: for each entry of the first half, then of the second, two f64: the share of its symbol in all
 *                that the group does, and in what it does after the context; 0 where nothing was seen.
 * magnitudes:    written: for each of these the power of two of how often the context was seen, u8.
 * seen, after, does: f64 for each transition, context and symbol, zero before and after.
 */
export function predictiveLaws(
  n: i32,
  order: usize,
  groups: usize,
  count: i32,
  offsets: usize,
  transitions: usize,
  times: usize,
  context: usize,
  symbol: usize,
  halves: usize,
  coded: usize,
  laws: usize,
  magnitudes: usize,
  seen: usize,
  after: usize,
  does: usize,
): void {
  const entries = <usize>load<i32>(offsets + ((<usize>n) << 2));
  for (let g = 0; g < count; g++) {
    const first = order + ((<usize>load<i32>(groups + ((<usize>g) << 2))) << 2);
    const end = order + ((<usize>load<i32>(groups + ((<usize>g) << 2), 4)) << 2);
    for (let half: usize = 0; half < 2; half++) {
      const learnt = halves + (half === 0 ? (<usize>n) << 3 : 0);
      let all: f64 = 0;
      for (let at = first; at < end; at += 4) {
        const row = <usize>load<i32>(at);
        const inputs = load<f64>(learnt + (row << 3));
        if (inputs === 0) continue;
        for (let p = <usize>load<i32>(offsets + (row << 2)); p < <usize>load<i32>(offsets + (row << 2), 4); p++) {
          const t = (<usize>load<i32>(transitions + (p << 2))) << 2;
          const weight = load<f64>(times + (p << 3)) * inputs;
          raise(seen + (t << 1), weight);
          raise(after + ((<usize>load<i32>(context + t)) << 3), weight);
          raise(does + ((<usize>load<i32>(symbol + t)) << 3), weight);
          all += weight;
        }
      }
      for (let at = first; at < end; at += 4) {
        const row = <usize>load<i32>(at);
        if (load<f64>(coded + ((half * <usize>n + row) << 3)) === 0) continue;
        for (let p = <usize>load<i32>(offsets + (row << 2)); p < <usize>load<i32>(offsets + (row << 2), 4); p++) {
          const t = (<usize>load<i32>(transitions + (p << 2))) << 2;
          const around = load<f64>(after + ((<usize>load<i32>(context + t)) << 3));
          const to = half * entries + p;
          const action = load<f64>(does + ((<usize>load<i32>(symbol + t)) << 3));
          store<f64>(laws + (to << 4), all > 0 ? action / all : 0);
          store<f64>(laws + (to << 4), around > 0 ? load<f64>(seen + (t << 1)) / around : 0, 8);
          store<u8>(magnitudes + to, <u8>magnitudeOf(around));
        }
      }
      for (let at = first; at < end; at += 4) {
        const row = <usize>load<i32>(at);
        for (let p = <usize>load<i32>(offsets + (row << 2)); p < <usize>load<i32>(offsets + (row << 2), 4); p++) {
          const t = (<usize>load<i32>(transitions + (p << 2))) << 2;
          store<f64>(seen + (t << 1), 0);
          store<f64>(after + ((<usize>load<i32>(context + t)) << 3), 0);
          store<f64>(does + ((<usize>load<i32>(symbol + t)) << 3), 0);
        }
      }
    }
  }
}

function raise(at: usize, by: f64): void {
  store<f64>(at, load<f64>(at) + by);
}

/** A sum of weights that is whole but for rounding counts as whole, in whatever order it was summed. */
function magnitudeOf(count: f64): i32 {
  return min(MAGNITUDES - 1, 31 - clz(<i32>min<f64>(count + 1e-9, 2147483632) + 1));
}
