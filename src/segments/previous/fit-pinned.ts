import { readOptions, sum, wrongValue } from "../../core/internal";
import { SharedEmbeddings } from "../../embedding/internal";
import type { RunOptions } from "../../parallel";
import type { TokenizedSequences } from "../../sequences";
import { sharedActions } from "../../sequences/internal";
import type { ModelParts } from "../model/model-parts";
import { clusteringSettings } from "../options/clustering-options";
import { type ChoiceSettings, FIT_SEGMENTS_OPTIONS } from "../options/fit-segments-options";
import type { Pin } from "../options/pin";
import { clustererOf } from "../stages/clustered";
import type { FittedClusterer } from "../stages/clusterer";
import { fitChains } from "../stages/markov-chains";
import { fitSpace, type Space } from "../stages/space";
import { sharedLayouts } from "../stages/umap-layout";
import { learntInputs } from "../survey/set-aside";
import { chainsToTry, embedderOf, isLeftToTheData, nothingToSearch, pairsToTry } from "../survey/stages-to-try";
import { clusteringsToTry } from "../survey/try-candidates";

/** What records how a model was fitted. */
export type PinnableParts = Pick<ModelParts, "origin" | "selection" | "report" | "sequences" | "clusterer">;

/** Settings that fit as a model was fitted, without a choice. */
export type PinnedSettings = ChoiceSettings & { readonly pinned: Pin };

/** The pipeline that won when the model was fitted. */
export function pinOf({ selection, report, sequences, clusterer }: PinnableParts): Pin {
  const winner = selection.candidates[selection.winner]!;
  const { minClusterSize, segments } = report.clustering;
  return {
    embedding: winner.embedding,
    reduction: winner.reduction,
    clustering: winner.clustering,
    clusterSelectionMethod: winner.clusterSelectionMethod,
    minClusterShare: minClusterSize === undefined ? undefined : minClusterSize / sum(learntInputs(sequences)),
    groups: Math.max(1, segments + (clusterer.placer.spare?.() ?? 0)),
  };
}

/**
 * The settings of a model's fit.
 *
 * @throws RangeError when it was fitted with an object of the user's own, which no file holds.
 */
export function pinnedSettings(parts: PinnableParts): PinnedSettings {
  const { embedding, reduction, clustering, effort } = parts.origin.options;
  for (const [stage, option] of Object.entries({ embedding, reduction, clustering })) {
    if (typeof option === "string" && option.startsWith("(")) {
      throw wrongValue("model", `a model that can be fitted again; its "${stage}" is an object of your own`, option);
    }
  }
  if (isGuided(parts)) {
    throw wrongValue(
      "model",
      "a model without a guide or a number of segments, which refits do not follow",
      clustering,
    );
  }
  const given = { embedding, reduction, clustering, effort, seed: parts.origin.seed };
  const { embedding: e, reduction: r, clustering: c, ...rest } = readOptions(given, FIT_SEGMENTS_OPTIONS);
  const { timeBudget, seed } = rest;
  // one embedder for all refits: a sentence model is opened once, and reads each text once
  const embedder = e === "auto" ? e : embedderOf(e, seed);
  const chosen = { embedding: embedder, reduction: r, effort: rest.effort, timeBudget, seed, known: undefined };
  return { ...chosen, ...clusteringSettings(c), pinned: pinOf(parts) };
}

/** Whether a model was fitted with a guide, or with a number of segments that any method has to meet. */
export function isGuided({ origin }: Pick<PinnableParts, "origin">): boolean {
  const { guide, clustering } = origin.options;
  const asked = typeof clustering === "object" && clustering !== null && "segments" in clustering;
  return guide !== undefined || asked;
}

/** Runs the one pipeline of the settings: what a fit does, without all its reports. */
export async function fitPinned(
  sequences: TokenizedSequences,
  given: PinnedSettings,
  scale: number,
  run: RunOptions,
): Promise<{ readonly space: Space; readonly clusterer: FittedClusterer }> {
  const chains = chainsToTry(given);
  if (chains) {
    const { space, mixture } = await fitChains(chains, sequences, run, given.pinned.groups);
    return { space, clusterer: await clustererOf(space, { mixture }, run) };
  }
  const nothing = isLeftToTheData(given) && sharedActions(sequences) === 0;
  const [pair] = nothing ? nothingToSearch(given) : pairsToTry(given, sharedLayouts());
  const space = await fitSpace(pair!, new SharedEmbeddings(sequences, run), sequences.weights, run);
  const [clustering] = await clusteringsToTry(space, sequences.weights, pair!.density, { given, scale, run });
  return { space, clusterer: await clustererOf(space, clustering!, run) };
}
