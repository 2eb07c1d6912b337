import {
  AgglomerativeModel,
  agglomerative,
  BisectingKmeansModel,
  bisectingKmeans,
  cutDendrogram,
  DbscanModel,
  dbscan,
  GaussianMixtureModel,
  gaussianMixture,
  type LabelledModel,
  OpticsModel,
  optics,
} from "../../clustering";
import type { Matrix } from "../../core";
import { checkpoint, distinctRows, follow, wrongValue } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { asRowLabels, type RowLabels } from "../../sequences/internal";
import type { EngineSettings } from "../options/engine-options";
import type { FittedClusterer } from "./clusterer";
import { type EngineModel, enginePlacer } from "./engine-placer";

/** A clustering by one of the classical engines. */
export interface EngineClusters {
  readonly clusterer: FittedClusterer;
  /** How many were asked for; undefined where the engine finds their number. */
  readonly k: number | undefined;
  readonly settings: EngineSettings;
  /** Labels of other rows, or other weights of these, by the same engine with the same settings. */
  readonly refit: (rows: Matrix, weights: Float64Array, run: RunOptions) => Promise<RowLabels>;
}

/** Starts of an engine that is fitted again and again. */
const STARTS_AGAIN = 3;

/** Where an engine works. */
export interface EnginePlace {
  readonly seed: number;
  /** What a row of weight 1 counts: in a sample of a tenth, .1. */
  readonly scale: number;
  readonly run: RunOptions;
}

/**
 * Clusters rows by an engine, once, or for each of several numbers of clusters where it takes one that is `"auto"`.
 *
 * @param numbers the numbers that compete; more than there are different rows are left out.
 * @throws RangeError when more clusters are asked for than there are different rows.
 */
export async function fitEngine(
  rows: Matrix,
  weights: Float64Array,
  settings: EngineSettings,
  numbers: readonly number[],
  place: EnginePlace,
): Promise<EngineClusters[]> {
  const { seed, scale, run } = place;
  const common = { weights, ...run };
  const scaled = (samples: number, least: number) => Math.max(least, Math.round(samples * scale));
  const found = (
    k: number | undefined,
    fitted: { readonly labels: Int32Array; readonly probabilities?: Float64Array },
    model: EngineModel,
  ): EngineClusters => {
    const labels = asRowLabels(fitted.labels); // engines number clusters as segments are numbered
    const probabilities = fitted.probabilities ?? Float64Array.from(labels, (label) => (label < 0 ? 0 : 1));
    const placer = enginePlacer({ vectors: rows, labels, probabilities }, model);
    const refit: EngineClusters["refit"] = async (others, ofOthers, quietly) => {
      const different = (await follow(distinctRows(others), checkpoint("judging", quietly))).points.rows;
      const same = k === undefined ? settings : { ...settings, k: Math.min(k, different) };
      const fewer = "restarts" in same ? { ...same, restarts: Math.min(same.restarts, STARTS_AGAIN) } : same;
      const [again] = await fitEngine(others, ofOthers, fewer, [], { seed, scale, run: quietly });
      return again!.clusterer.labels;
    };
    const clusterer = { method: settings.method, labels, probabilities, persistence: undefined, placer };
    return { clusterer, k, settings, refit };
  };
  const labelled = (model: LabelledModel) => ({ engine: "labelled", model }) as const;

  switch (settings.method) {
    case "dbscan": {
      const { eps, minSamples } = settings;
      const fitted = await dbscan(rows, { eps, minSamples: scaled(minSamples, 1), ...common });
      return [found(undefined, fitted, labelled(new DbscanModel(fitted)))];
    }
    case "optics": {
      const { method: _, noise: _noise, minSamples, minClusterSize, xi, ...others } = settings;
      const fitted = await optics(rows, {
        ...others,
        ...(others.clusterMethod === "xi" && { xi }),
        ...(minClusterSize !== undefined && { minClusterSize: scaled(minClusterSize, 2) }),
        minSamples: scaled(minSamples, 2),
        ...common,
      });
      return [found(undefined, fitted, labelled(new OpticsModel(fitted)))];
    }
    case "agglomerative": {
      const { linkage, height, maxDistance, k } = settings;
      const given = { linkage, ...(maxDistance !== undefined && { maxDistance }), ...common };
      const whole = await agglomerative(rows, { ...given, ...(height === undefined ? { k: 1 } : { height }) });
      const cuts =
        height === undefined
          ? numbersOf(k ?? "auto", numbers, whole.vectors.rows).map((wanted) => ({
              wanted,
              fitted: cutDendrogram(whole, { k: wanted }),
            }))
          : [{ wanted: undefined, fitted: whole }];
      return cuts.map(({ wanted, fitted }) => found(wanted, fitted, labelled(new AgglomerativeModel(fitted))));
    }
    default: {
      const clusters: EngineClusters[] = [];
      const different = (await follow(distinctRows(rows), checkpoint("clustering", run))).points.rows;
      for (const k of numbersOf(settings.k, numbers, different)) {
        if (settings.method === "bisecting-kmeans") {
          const fitted = await bisectingKmeans(rows, { k, restarts: settings.restarts, seed, ...common });
          clusters.push(found(k, fitted, { engine: "bisecting-kmeans", model: new BisectingKmeansModel(fitted) }));
        } else {
          const { method: _, k: _k, segments: _segments, ...others } = settings;
          const fitted = await gaussianMixture(rows, { ...others, k, seed, ...common });
          clusters.push(found(k, fitted, { engine: "gaussian-mixture", model: new GaussianMixtureModel(fitted) }));
        }
      }
      return clusters;
    }
  }
}

function numbersOf(k: number | "auto", numbers: readonly number[], different: number): readonly number[] {
  if (k === "auto") return numbers.filter((number) => number <= different);
  if (k <= different) return [k];
  throw wrongValue("clustering.k", `at most the number of different vectors (${different})`, k);
}
