/** Powers of two that stand for how often a context was seen; the last one stands for all above. */
export const MAGNITUDES = 12;

/**
 * What the rows of groups do, each half of them learned from the other one. A key is a transition in one of the halves:
 * those of the first half are below `kinds`, those of the second half above. What a group's rows of one half do at a
 * key is predicted alike for all of them, so there is one prediction for each group and key that occur.
 *
 * order, groups: the rows group by group, and where each of the `count` groups starts, and one more.
 * offsets:       where each row's entries start, and one more; `entries`: the key of each; `times`, f64: how often one
 *                input shows it.
 * inputs:        of each row, f64; rows without any are passed over.
 * kinds:         number of transitions.
 * context, symbol: of each key; those of the two halves differ.
 * coded:         keys from this one on are only learned from.
 * keys:          written: of each prediction, i32.
 * magnitudes:    written: of each the power of two of how often its context was seen, u8.
 * laws:          written: of each two f64: the share of its symbol in all that the group does in the other half, and in
 *                what it does there after the context; 0 where nothing was seen.
 * weights:       written: of each how often it is coded, f64.
 * predictionOf:  written: the prediction of each entry, i32.
 * seen, place:   f64 and i32 for each key; after, does: f64 for each context and symbol; zero before and after.
 *
 * Returns the number of predictions.
 */
export function predictiveLaws(
  order: usize,
  groups: usize,
  count: i32,
  offsets: usize,
  entries: usize,
  times: usize,
  inputs: usize,
  kinds: i32,
  context: usize,
  symbol: usize,
  coded: i32,
  keys: usize,
  magnitudes: usize,
  laws: usize,
  weights: usize,
  predictionOf: usize,
  seen: usize,
  place: usize,
  after: usize,
  does: usize,
): i32 {
  let found = 0;
  for (let g = 0; g < count; g++) {
    const first = <usize>found;
    const end = order + ((<usize>load<i32>(groups + ((<usize>g) << 2), 4)) << 2);
    for (let at = order + ((<usize>load<i32>(groups + ((<usize>g) << 2))) << 2); at < end; at += 4) {
      const row = <usize>load<i32>(at);
      const ofRow = load<f64>(inputs + (row << 3));
      if (ofRow === 0) continue;
      const last = <usize>load<i32>(offsets + (row << 2), 4);
      for (let p = <usize>load<i32>(offsets + (row << 2)); p < last; p++) {
        const key = <usize>load<i32>(entries + (p << 2));
        let known = load<i32>(place + (key << 2));
        if (known === 0) {
          store<i32>(keys + ((<usize>found) << 2), <i32>key);
          known = ++found;
          store<i32>(place + (key << 2), known);
        }
        store<i32>(predictionOf + (p << 2), known - 1);
        raise(seen + (key << 3), load<f64>(times + (p << 3)) * ofRow);
      }
    }
    let allOfFirst: f64 = 0;
    let allOfSecond: f64 = 0;
    for (let i = first; i < <usize>found; i++) {
      const key = <usize>load<i32>(keys + (i << 2));
      const own = load<f64>(seen + (key << 3));
      raise(after + ((<usize>load<i32>(context + (key << 2))) << 3), own);
      raise(does + ((<usize>load<i32>(symbol + (key << 2))) << 3), own);
      if (<i32>key < kinds) allOfFirst += own;
      else allOfSecond += own;
    }
    for (let i = first; i < <usize>found; i++) {
      const key = load<i32>(keys + (i << 2));
      const other = <usize>(key < kinds ? key + kinds : key - kinds);
      const all = key < kinds ? allOfSecond : allOfFirst;
      const around = load<f64>(after + ((<usize>load<i32>(context + (other << 2))) << 3));
      const action = load<f64>(does + ((<usize>load<i32>(symbol + (other << 2))) << 3));
      store<f64>(laws + (i << 4), all > 0 ? action / all : 0);
      store<f64>(laws + (i << 4), around > 0 ? load<f64>(seen + (other << 3)) / around : 0, 8);
      store<u8>(magnitudes + i, <u8>magnitudeOf(around));
      store<f64>(weights + (i << 3), key < coded ? load<f64>(seen + ((<usize>key) << 3)) : 0);
    }
    for (let i = first; i < <usize>found; i++) {
      const key = <usize>load<i32>(keys + (i << 2));
      store<f64>(seen + (key << 3), 0);
      store<i32>(place + (key << 2), 0);
      store<f64>(after + ((<usize>load<i32>(context + (key << 2))) << 3), 0);
      store<f64>(does + ((<usize>load<i32>(symbol + (key << 2))) << 3), 0);
    }
  }
  return found;
}

function raise(at: usize, by: f64): void {
  store<f64>(at, load<f64>(at) + by);
}

/** A sum of weights that is whole but for rounding counts as whole, in whatever order it was summed. */
function magnitudeOf(count: f64): i32 {
  return min(MAGNITUDES - 1, 31 - clz(<i32>min<f64>(count + 1e-9, 2147483632) + 1));
}
