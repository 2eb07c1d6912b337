import { checkpoint, distinctRows, follow, labelCount, readOptions, sum } from "../../core/internal";
import type { TokenizedSequences } from "../../sequences";
import { ENGINES, type EngineSettings } from "../options/engine-options";
import type { NumberRange } from "../options/number-of-segments";
import { type Clustered, cutOf, labelsOf } from "../stages/clustered";
import { fitEngine } from "../stages/engines";
import { directions, fitMeans } from "../stages/means-clusterer";
import type { Space } from "../stages/space";
import type { Asked } from "../survey/asked";
import { hierarchyToTry, isEngine, isKmeans } from "../survey/clusterings-to-try";
import type { Divider } from "./divider";
import { isInRange, numbersInRange } from "./numbers-in-range";
import { walkHierarchy } from "./walk-hierarchy";
import { MOST_MERGED, wardOfMany } from "./ward-of-many";

/** Ward's hierarchy. */
const WARD: EngineSettings = { ...readOptions({}, ENGINES.agglomerative), method: "agglomerative" };
/** Starts of k-means. */
const RESTARTS = 10;

/** Divides points in each of these ways into each number of the range. Only the hierarchy leaves points in no cluster. */
export async function dividePoints(
  sequences: TokenizedSequences,
  space: Space,
  dividers: readonly Divider[],
  range: NumberRange,
  asked: Asked,
): Promise<Clustered[]> {
  const found: Clustered[] = [];
  for (const divider of dividers.map((one) => (one === "asked" ? dividerOf(asked) : one))) {
    if (divider === "hierarchy") found.push(...(await byHierarchy(sequences, space, range, asked)));
    else if (divider === "means") found.push(...(await byMeans(sequences, space, range, asked)));
    else found.push(...(await byEngine(sequences, space, divider === "ward" ? WARD : divider, range, asked)));
  }
  return found.filter((clustering) => isInRange(labelCount(labelsOf(clustering)), range));
}

/**
 * The way that won, with other inputs: as many clusters again, or one for each different point where these are fewer. A
 * hierarchy that has no such cut there is Ward's; of several cuts the one whose size is nearest.
 *
 * @param scale what an input counted where it won: in a sample of a tenth of these, .1.
 */
export async function divideAgain(
  sequences: TokenizedSequences,
  space: Space,
  won: Clustered,
  number: number,
  asked: Asked,
  scale: number,
): Promise<Clustered> {
  const rows = "means" in won ? await directions(space.reduced, asked.run) : space.reduced;
  const { points } = await follow(distinctRows(rows), checkpoint("clustering", asked.run));
  const one = Math.min(number, points.rows);
  const range = { fewest: one, most: one };
  const again =
    "means" in won
      ? await byMeans(sequences, space, range, asked)
      : "walked" in won
        ? nearestSize(await byHierarchy(sequences, space, range, asked), won.walked.cut.chosen.minClusterSize / scale)
        : [];
  const settings = "engine" in won ? won.engine.settings : WARD;
  return again[0] ?? (await byEngine(sequences, space, settings, range, asked))[0]!;
}

function nearestSize(found: readonly Clustered[], size: number): Clustered[] {
  const ratio = (one: Clustered) => {
    const own = cutOf(one)!.chosen.minClusterSize / size;
    return Math.max(own, 1 / own);
  };
  return [...found].sort((a, b) => ratio(a) - ratio(b)).slice(0, 1);
}

function dividerOf({ given: { clustering } }: Asked): "hierarchy" | "means" | EngineSettings {
  if (isEngine(clustering)) return clustering;
  return isKmeans(clustering) ? "means" : "hierarchy";
}

async function byMeans(
  { weights }: TokenizedSequences,
  { reduced }: Space,
  range: NumberRange,
  { given: { clustering, seed }, run }: Asked,
): Promise<Clustered[]> {
  const rows = await directions(reduced, run);
  const { points } = await follow(distinctRows(rows), checkpoint("clustering", run));
  const restarts = isKmeans(clustering) ? clustering.restarts : RESTARTS;
  const settings = { restarts, seed, smallest: 0 };
  const found = await fitMeans(rows, weights, numbersInRange(range, points.rows), settings, run);
  return found.map((means) => ({ means }));
}

async function byEngine(
  { weights }: TokenizedSequences,
  { reduced }: Space,
  settings: EngineSettings,
  range: NumberRange,
  { given: { seed }, run }: Asked,
): Promise<Clustered[]> {
  const { points } = await follow(distinctRows(reduced), checkpoint("clustering", run));
  const numbers = numbersInRange(range, points.rows);
  if (numbers.length === 0) return [];
  if (settings === WARD && reduced.rows > MOST_MERGED && numbers.length === 1) {
    return [{ engine: await wardOfMany(reduced, weights, settings, numbers[0]!, run) }];
  }
  const found = await fitEngine(reduced, weights, settings, numbers, { seed, scale: 1, run });
  return found.map((engine) => ({ engine }));
}

async function byHierarchy(
  sequences: TokenizedSequences,
  { reduced }: Space,
  range: NumberRange,
  { given, scale, run }: Asked,
): Promise<Clustered[]> {
  const inputs = sum(sequences.weights);
  const hierarchy = hierarchyToTry(given, inputs, scale);
  const numbers = numbersInRange(range, Number.POSITIVE_INFINITY);
  if (hierarchy === undefined || hierarchy.cuts.length === 0 || numbers.length === 0) return [];
  const { cuts, ...settings } = hierarchy;
  const { clustering } = given;
  const isGiven = clustering !== "auto" && "minClusterSize" in clustering && clustering.minClusterSize !== "auto";
  const methods = [...new Set(cuts.map(({ clusterSelectionMethod }) => clusterSelectionMethod))];
  const minClusterSize = isGiven ? cuts[0]!.minClusterSize : undefined;
  const walk = { ...settings, methods, minClusterSize, everybody: given.noise === "nearest" };
  const walked = await walkHierarchy(sequences, reduced, walk, numbers, run);
  return walked.map((one) => ({ walked: one }));
}
