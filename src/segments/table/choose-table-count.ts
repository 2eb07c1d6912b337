import { type ClusterCount, chooseClusterCount } from "../../clustering";
import type { Matrix } from "../../core";
import { percentText, sum } from "../../core/internal";
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
  return { k, selection: { method, rule: "strength-and-gap", tried, reason: inWords(k, reason, table) } };
}

/** Why so many, in the words of those who read of segments. */
function inWords(k: number, reason: string, table: readonly ClusterCount[]): string {
  if (k === 1) return reason.replaceAll("cluster", "segment");
  const again = percentText(table[k - 1]!.predictionStrength);
  const end = k === table.length ? `; more than ${k} were not looked for` : "";
  return `${k} segments: the most that half of the rows would find again (${again} of pairs stay together), and evenly spread rows would not split so well${end}`;
}
