import { labelCount, NOISE } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { fitPrefixLaws } from "../../prefixes";
import { renameSegments } from "../../profiles/internal";
import { asRowLabels, valuesOfInputs } from "../../sequences/internal";
import { calibrationBy } from "../calibration/calibrate-answers";
import { judgeEdited } from "../edit/judge-edited";
import { hasHiddenPaths, profileEdited } from "../edit/profile-edited";
import type { Relabelled } from "../edit/relabel";
import { placeSequences } from "../model/answers/place-sequences";
import type { ModelExtension, ModelParts } from "../model/model-parts";
import type { SegmentEdit } from "../model/segment-edit";
import { countNoise, labelsWithoutPlaced } from "../noise/count-noise";
import { membersAlone, type NearestSegments, putNearest } from "../noise/nearest-segments";
import { appendPaths, appendPlaces, appendUsers } from "./append-paths";
import type { FoundInRest } from "./emerging-segments";

/** Adds the segments that were found in the rest of a model: numbers and ids go on, and nobody who was in a segment moves. */
export async function extendParts(parts: ModelParts, found: FoundInRest, run: RunOptions): Promise<ModelParts> {
  if (hasHiddenPaths(parts.sequences)) {
    throw new RangeError('a model in which paths are hidden ("minPathMembers") cannot be extended');
  }
  const old = parts.segments.length;
  const segmentOf = new Int32Array(found.found.segments.length).fill(NOISE);
  for (const [i, segment] of found.accepted.entries()) segmentOf[segment] = old + i;
  const extension: ModelExtension = { before: parts, found: found.found, segmentOf };
  const sequences = appendPaths(parts.sequences, found.paths, found.ids);
  const { projection, distortion, origin } = parts;
  const extended: ModelParts = {
    ...parts,
    sequences,
    extension,
    route: [],
    projection: projection && appendPlaces(projection, sequences),
    distortion: distortion && appended(distortion, sequences.weights.length),
    origin: { ...origin, userOf: appendUsers(origin.userOf, found.paths.length, found.ids) },
  };
  const labelled = await labelRest(extended, parts, run);
  return describeExtended(extended, parts, labelled, run);
}

/** Rows that were added lie where their true neighbors are not. */
function appended(distortion: Float32Array, rows: number): Float32Array {
  const all = new Float32Array(rows).fill(1);
  all.set(distortion);
  return all;
}

/** Where everybody is, and what those in no segment are nearest to. */
interface Placed extends Relabelled {
  readonly nearest: NearestSegments | undefined;
}

/** Those in a segment keep it; the rest and the new ones are placed as others will be. */
async function labelRest(extended: ModelParts, before: ModelParts, run: RunOptions): Promise<Placed> {
  const { sequences } = extended;
  const { clusterer } = before;
  const labels = asRowLabels(new Int32Array(sequences.weights.length).fill(NOISE));
  const probabilities = new Float64Array(labels.length);
  labels.set(clusterer.labels);
  probabilities.set(clusterer.probabilities);
  const rest = [...labels.keys()].filter((row) => labels[row] === NOISE);
  const { rows, placements } = await placeSequences(extended, { ...sequences, newActions: [] }, run, rest);
  for (const [i, row] of rows.entries()) {
    labels[row] = placements.labels[i]!;
    probabilities[row] = placements.probabilities[i]!;
  }
  if (!before.nearest) return { labels, probabilities, nearest: undefined };
  const nearest = membersAlone(labels);
  nearest.placed.set(before.nearest.placed);
  nearest.closeness.set(before.nearest.closeness);
  for (const [i, row] of rows.entries()) if (labels[row] === NOISE) putNearest(nearest, row, placements, i);
  return { labels, probabilities, nearest };
}

async function describeExtended(
  extended: ModelParts,
  before: ModelParts,
  { nearest, ...found }: Placed,
  run: RunOptions,
): Promise<ModelParts> {
  const { sequences, clusterer, lineage, report, prefixLaws, calibration } = extended;
  const old = before.segments.length;
  const count = labelCount(found.labels);
  const added = Array.from({ length: count - old }, (_, i) => `s${lineage.nextId + i}`);
  const profiles = await profileEdited(
    extended,
    found,
    [...before.segments, ...added.map(() => undefined), undefined],
    run,
  );
  const named = renameSegments(profiles, (segment) => before.segments[segment]?.name);
  const inputs = sequences.weights.reduce((sum, weight) => sum + weight, 0);
  const edit = editOf(added, named.segments.slice(old));
  return {
    ...extended,
    ...named,
    clusterer: { ...clusterer, ...found, persistence: undefined },
    nearest,
    prefixLaws:
      prefixLaws &&
      (await fitPrefixLaws(sequences, valuesOfInputs(sequences, found.labels, NOISE), {
        seed: extended.origin.seed,
        ...run,
      })),
    calibration: calibration?.refits && calibrationBy(calibration.refits, found, nearest),
    verdict: await judgeEdited(extended, labelsWithoutPlaced(found.labels, nearest), { byHand: true }, run),
    report: {
      ...report,
      sequences: sequences.report,
      clustering: {
        ...report.clustering,
        segments: count,
        ...countNoise(found.labels, nearest, sequences.weights, inputs),
      },
    },
    lineage: { ...lineage, ids: [...lineage.ids, ...added], nextId: lineage.nextId + added.length },
    history: [{ edit, before: {} }],
  };
}

function editOf(ids: readonly string[], profiles: ModelParts["segments"]): SegmentEdit {
  const added = ids.map((id, i) => ({ id, name: profiles[i]!.name }));
  const text = `added ${added.map(({ id, name }) => `${id} "${name}"`).join(" and ")}, found among those far from all segments`;
  return { text, ...{ renamed: [], merged: [], dissolved: [], order: null, refined: [] }, added, renumbered: [] };
}
