import {
  BisectingKmeansModel,
  type BisectingKmeansModelData,
  GaussianMixtureModel,
  type GaussianMixtureModelData,
  LabelledModel,
  type LabelledModelData,
} from "../../clustering";
import type { Matrix } from "../../core";
import { labelCount, NOISE } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { matrixTree, type Tree } from "../file/artefact";
import { fields, matrixOf, numbers, oneOfTexts, record, whole } from "../file/shape";
import { type NearestMemberState, nearestMemberPlacer } from "./nearest-member";
import type { Placements, Placer } from "./placer";

/** What places new rows: labels of rows, splits, or components. */
export type EngineModel =
  | { readonly engine: "labelled"; readonly model: LabelledModel }
  | { readonly engine: "bisecting-kmeans"; readonly model: BisectingKmeansModel }
  | { readonly engine: "gaussian-mixture"; readonly model: GaussianMixtureModel };

/**
 * Places vectors as the engine does. Distances, and the other segments that come near, are given by the nearest training
 * rows; for a mixture, by its probabilities.
 *
 * @param members the training rows and what they were labelled.
 */
export function enginePlacer(members: NearestMemberState, placing: EngineModel): Placer {
  const nearest = nearestMemberPlacer(members);
  const segments = labelCount(members.labels);
  return {
    state: () => ({ method: "engine", engine: placing.engine, ...membersTree(members), model: modelTree(placing) }),
    spare: () => (placing.engine === "gaussian-mixture" ? placing.model.k - segments : 0),
    async place(vectors, { alternatives, ...run } = {}) {
      const placed = await nearest.place(vectors, { alternatives, ...run });
      if (placing.engine === "gaussian-mixture") return mostProbable(placed, placing.model, vectors, segments, run);
      const labels = await placing.model.apply(vectors, run);
      const probabilities = Float64Array.from(labels, (label) => (label === NOISE ? 0 : 1));
      return { ...placed, labels, probabilities };
    },
  };
}

/** The most probable of the components that are segments. */
async function mostProbable(
  placed: Placements,
  model: GaussianMixtureModel,
  vectors: Matrix,
  segments: number,
  run: RunOptions,
): Promise<Placements> {
  const { memberships } = await model.apply(vectors, run);
  const { k } = placed.alternatives;
  const alternatives = { k, labels: new Int32Array(vectors.rows * k), shares: new Float64Array(vectors.rows * k) };
  const labels = new Int32Array(vectors.rows);
  const probabilities = new Float64Array(vectors.rows);
  for (let i = 0; i < vectors.rows; i++) {
    const shares = memberships.subarray(i * model.k, i * model.k + segments);
    const order = [...shares.keys()].sort((a, b) => shares[b]! - shares[a]! || a - b).slice(0, k);
    const all = order.reduce((sum, segment) => sum + shares[segment]!, 0);
    labels[i] = order[0]!;
    probabilities[i] = shares[order[0]!]!;
    for (const [j, segment] of order.entries()) {
      alternatives.labels[i * k + j] = segment;
      alternatives.shares[i * k + j] = all > 0 ? shares[segment]! / all : 1 / order.length;
    }
  }
  return { ...placed, labels, probabilities, alternatives };
}

function membersTree({ vectors, labels, probabilities }: NearestMemberState): Record<string, Tree> {
  return { vectors: matrixTree(vectors), labels, probabilities };
}

function modelTree({ engine, model }: EngineModel): Tree {
  switch (engine) {
    case "labelled": // a file holds no Infinity
      return {
        vectors: matrixTree(model.vectors),
        pointLabels: model.pointLabels,
        reach: model.reach.map((far) => Math.min(far, Number.MAX_VALUE)),
      };
    case "bisecting-kmeans":
      return { ...model, splitCenters: matrixTree(model.splitCenters) };
    default:
      return { ...model };
  }
}

/**
 * Makes an {@link enginePlacer} again.
 *
 * @throws ModelFormatError naming the part that is damaged.
 */
export function restoreEnginePlacer(
  saved: Readonly<Record<string, Tree>>,
  path: string,
  { dimensions, segments }: { readonly dimensions: number; readonly segments: number },
): Placer {
  const vectors = matrixOf(undefined, dimensions)(saved.vectors, `${path}.vectors`);
  const members = record<NearestMemberState>({
    vectors: matrixOf(),
    labels: numbers("Int32Array", vectors.rows, -1, segments - 1),
    probabilities: numbers("Float64Array", vectors.rows, 0, 1),
  })(saved, path);
  const engine = oneOfTexts(["labelled", "bisecting-kmeans", "gaussian-mixture"])(saved.engine, `${path}.engine`);
  return enginePlacer(members, restoreModel(engine, saved.model, `${path}.model`, { dimensions, segments }));
}

function restoreModel(
  engine: EngineModel["engine"],
  saved: Tree | undefined,
  path: string,
  { dimensions, segments }: { readonly dimensions: number; readonly segments: number },
): EngineModel {
  const parts = fields(saved, path);
  switch (engine) {
    case "labelled": {
      const { rows } = matrixOf(undefined, dimensions)(parts.vectors, `${path}.vectors`);
      const data = record<LabelledModelData>({
        vectors: matrixOf(),
        pointLabels: numbers("Int32Array", rows, -1, segments - 1),
        reach: numbers("Float64Array", rows, 0),
      })(parts, path);
      return { engine, model: new LabelledModel(data) };
    }
    case "bisecting-kmeans": {
      const splits = numbers("Int32Array", undefined, 0)(parts.splits, `${path}.splits`).length;
      const data = record<BisectingKmeansModelData>({
        splits: numbers("Int32Array"),
        splitCenters: matrixOf(2 * splits, dimensions),
        clusterOf: numbers("Int32Array", splits + 1, 0, segments - 1),
      })(parts, path);
      return { engine, model: new BisectingKmeansModel(data) };
    }
    default: {
      const data = record<GaussianMixtureModelData>({
        k: whole(Math.max(1, segments)),
        d: whole(dimensions, dimensions),
        covariance: oneOfTexts(["full", "diagonal", "spherical"]),
        logWeights: numbers("Float64Array"),
        means: numbers("Float64Array"),
        covariances: numbers("Float64Array"),
      })(parts, path);
      return { engine, model: new GaussianMixtureModel(data) };
    }
  }
}
