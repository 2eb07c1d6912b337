import { closestMatch } from "leven";
import { distance as mlDistance } from "ml-distance";
import { describeValue, type Field } from "../core";

/** A distance of one's own: symmetric, 0 for equal rows, finite and >= 0. */
export type DistanceFunction = (a: Float32Array, b: Float32Array) => number;

/**
 * Distances of the library ml-distance that need nothing but the two rows. Spelled out, so that our declarations do not
 * import the library's, which a strict project cannot check.
 */
export type MlDistanceName =
  | "additiveSymmetric"
  | "avg"
  | "bhattacharyya"
  | "canberra"
  | "chebyshev"
  | "clark"
  | "czekanowski"
  | "dice"
  | "divergence"
  | "fidelity"
  | "gower"
  | "harmonicMean"
  | "hellinger"
  | "innerProduct"
  | "intersection"
  | "jaccard"
  | "jeffreys"
  | "jensenDifference"
  | "jensenShannon"
  | "kdivergence"
  | "kulczynski"
  | "kullbackLeibler"
  | "kumarJohnson"
  | "lorentzian"
  | "manhattan"
  | "matusita"
  | "motyka"
  | "neyman"
  | "pearson"
  | "probabilisticSymmetric"
  | "soergel"
  | "sorensen"
  | "squared"
  | "squaredChord"
  | "squaredEuclidean"
  | "taneja"
  | "tanimoto"
  | "topsoe"
  | "waveHedges";

/** What {@link hdbscan} measures by. */
export type HdbscanMetric = "euclidean" | "cosine" | "precomputed" | MlDistanceName | DistanceFunction;

const OTHERS = Object.keys(mlDistance).filter((name) => name !== "euclidean" && name !== "minkowski");
const NAMES: readonly string[] = ["euclidean", "cosine", "precomputed", ...OTHERS];

/** An option that holds a metric. */
export function metricField(): Field<HdbscanMetric, "euclidean"> {
  const expected = '"euclidean", "cosine", "precomputed", a name of ml-distance, or a function';
  return {
    expected,
    default: "euclidean",
    read(value, name) {
      if (typeof value === "function") return value as DistanceFunction;
      if (typeof value !== "string") throw new TypeError(`"${name}" expected ${expected}, got ${describeValue(value)}`);
      if (NAMES.includes(value)) return value as HdbscanMetric;
      const nearest = closestMatch(value, NAMES, { maxDistance: 3 });
      const hint = nearest === undefined ? "" : `; did you mean "${nearest}"?`;
      throw new RangeError(`"${name}" expected ${expected}, got ${describeValue(value)}${hint}`);
    },
  };
}

/** Whether the kernels measure it; everything else is measured pair by pair in JavaScript. */
export function isKernelMetric(metric: HdbscanMetric): metric is "euclidean" | "cosine" {
  return metric === "euclidean" || metric === "cosine";
}

/** The function behind a metric that the kernels do not measure. */
export function distanceFunction(metric: MlDistanceName | DistanceFunction): DistanceFunction {
  return typeof metric === "function" ? metric : (mlDistance[metric] as unknown as DistanceFunction);
}
