import type { Matrix } from "../../core";
import type { Checkpoint } from "../../core/internal";
import type { Groups } from "./groups";
import { type Permuted, permuted } from "./permuted";
import { type Strata, StratumWeights } from "./strata";

/** Components compared, at most: those that spread most. */
const MOST_COMPONENTS = 16;

/**
 * Whether any component of the vectors is distributed otherwise within segments: the largest Kolmogorov-Smirnov distance of all
 * components, with both groups brought to the same mix of segments, by permuting users.
 */
export function permutedComponents(
  groups: Groups,
  vectors: Matrix,
  strata: Strata,
  settings: { permutations: number; seed: number },
  at: Checkpoint,
): Promise<Permuted> {
  const orders = spreadingComponents(vectors).map((component) => orderBy(vectors, component));
  const weights = new StratumWeights(strata);
  const difference = new Float64Array(groups.types);
  const largest = (later: Float64Array, all: Float64Array): number => {
    weights.set(later, all);
    for (let type = 0; type < difference.length; type++) {
      const stratum = strata.of[type]!;
      difference[type] =
        later[type]! * weights.later[stratum]! - (all[type]! - later[type]!) * weights.earlier[stratum]!;
    }
    let most = 0;
    for (const { order, isLast } of orders) {
      let distance = 0;
      for (let place = 0; place < order.length; place++) {
        distance += difference[order[place]!]!;
        if (isLast[place] === 1) most = Math.max(most, Math.abs(distance));
      }
    }
    return most;
  };
  return permuted(groups, largest, { ...settings, strata: strata.of }, at);
}

/** Types by a component's value, and where each run of equal values ends. */
function orderBy({ data, rows, cols }: Matrix, component: number) {
  const values = Float32Array.from({ length: rows }, (_, row) => data[row * cols + component]!);
  const order = Int32Array.from({ length: rows }, (_, row) => row).sort((a, b) => values[a]! - values[b]! || a - b);
  const isLast = Uint8Array.from(order, (row, place) => (values[row] === values[order[place + 1] ?? -1] ? 0 : 1));
  return { order, isLast };
}

function spreadingComponents({ data, rows, cols }: Matrix): number[] {
  const spread = new Float64Array(cols);
  for (let c = 0; c < cols; c++) {
    let [sum, squares] = [0, 0];
    for (let row = 0; row < rows; row++) {
      const value = data[row * cols + c]!;
      sum += value;
      squares += value * value;
    }
    spread[c] = squares / rows - (sum / rows) * (sum / rows);
  }
  const all = [...spread.keys()].sort((a, b) => spread[b]! - spread[a]! || a - b);
  return all.slice(0, MOST_COMPONENTS);
}
