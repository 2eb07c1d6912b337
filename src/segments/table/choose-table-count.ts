import { chooseClusterCount } from "../../clustering";
import type { Matrix } from "../../core";
import { sum } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import type { TableSelection } from "./table-selection";

/** Clusters of fewer rows than this are not looked for. */
const FEWEST_ROWS = 5;
const MOST = 10;
/** Rows, references and starts: enough for the same answer on planted groups as many more give. */
const SETTINGS = { sampleSize: 1000, references: 10, splits: 10, restarts: 3 };

/** How many groups rows support, by the rule of `chooseClusterCount`. */
export async function chooseTableCount(
  points: Matrix,
  weights: Float64Array,
  method: string,
  seed: number,
  run: RunOptions,
): Promise<{ readonly k: number; readonly selection: TableSelection }> {
  const most = Math.min(MOST, Math.floor(sum(weights) / FEWEST_ROWS));
  if (most < 2) {
    const reason = `too few rows for several segments: each is to have ${FEWEST_ROWS}`;
    return { k: 1, selection: { method, rule: "strength-and-gap", tried: [], reason } };
  }
  const { k, reason, table } = await chooseClusterCount(points, { ...SETTINGS, most, seed, weights, ...run });
  const tried = table.map(({ k, inertia, silhouette, predictionStrength, gap, gapError }) => {
    return { k, inertia, silhouette, predictionStrength, gap, gapError };
  });
  const inWords = reason.replaceAll("cluster", "segment"); // what clusters of a table are called
  return { k, selection: { method, rule: "strength-and-gap", tried, reason: inWords } };
}
