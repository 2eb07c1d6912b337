import { didYouMean, type Field, wrongType, wrongValue } from "../core/internal";

/** A custom distance: symmetric, 0 for equal rows, finite and >= 0. */
export type DistanceFunction = (a: Float32Array, b: Float32Array) => number;

/** Distances of the library ml-distance that need nothing but the two rows; it is loaded when one is measured. */
const ML_DISTANCES = [
  "additiveSymmetric",
  "avg",
  "bhattacharyya",
  "canberra",
  "chebyshev",
  "clark",
  "czekanowski",
  "dice",
  "divergence",
  "fidelity",
  "gower",
  "harmonicMean",
  "hellinger",
  "innerProduct",
  "intersection",
  "jaccard",
  "jeffreys",
  "jensenDifference",
  "jensenShannon",
  "kdivergence",
  "kulczynski",
  "kullbackLeibler",
  "kumarJohnson",
  "lorentzian",
  "manhattan",
  "matusita",
  "motyka",
  "neyman",
  "pearson",
  "probabilisticSymmetric",
  "soergel",
  "sorensen",
  "squared",
  "squaredChord",
  "squaredEuclidean",
  "taneja",
  "tanimoto",
  "topsoe",
  "waveHedges",
] as const;

/** The name of a distance of the library ml-distance. */
export type MlDistanceName = (typeof ML_DISTANCES)[number];

/** An option that holds `euclidean`, one of `own` names, a name of ml-distance, or a function. */
export function distanceField<const T extends string>(
  own: readonly T[],
): Field<"euclidean" | T | MlDistanceName | DistanceFunction, "euclidean"> {
  const first = ["euclidean", ...own];
  const names: readonly string[] = [...first, ...ML_DISTANCES];
  const expected = `${first.map((name) => JSON.stringify(name)).join(", ")}, a name of ml-distance, or a function`;
  return {
    expected,
    default: "euclidean",
    read(value, name) {
      if (typeof value === "function") return value as DistanceFunction;
      if (typeof value !== "string") throw wrongType(name, expected, value);
      if (names.includes(value)) return value as "euclidean" | T | MlDistanceName;
      const nearest = didYouMean(value, names);
      const hint = nearest === undefined ? "" : `; did you mean "${nearest}"?`;
      throw wrongValue(name, expected, value, hint);
    },
  };
}

/** The function behind a metric that the kernels do not measure. */
export async function distanceFunction(metric: MlDistanceName | DistanceFunction): Promise<DistanceFunction> {
  if (typeof metric === "function") return metric;
  const { distance } = await import("ml-distance");
  return distance[metric] as unknown as DistanceFunction;
}
