import { type Command, InvalidArgumentError, Option } from "commander";
import type { FitSegmentsOptions, NoisePolicy } from "../../segments";
import { checkFitOptions, noisePolicyOf } from "../../segments/internal";
import { withFlags } from "../config/read-config";
import { inShellWords, refuseFlags } from "../terminal/shell-words";
import { numberFlag, wholeNumberFlag } from "./number-flags";
import { addSentenceFlags, type SentenceFlags, sentenceSettings } from "./sentence-flags";

/** The flags that say how a model is made. */
export interface ModelFlags extends SentenceFlags {
  embedding?: "auto" | "word2vec" | "order" | "ngrams" | "sentence-bert";
  vectorSize?: number;
  prefixSeparators?: string;
  weighting?: "mean" | "tf-idf" | "sif";
  reduction?: "auto" | "pca" | "umap" | "none";
  components?: number;
  clustering?: string;
  minClusterSize?: number;
  minSamples?: number;
  clusterSelection?: "eom" | "leaf";
  k?: number;
  covariance?: string;
  eps?: number;
  clusterMethod?: "xi" | "dbscan";
  linkage?: string;
  height?: number;
  segments?: number | [number, number];
  noise?: NoisePolicy;
}

/** Adds the flags of {@link ModelFlags}; an option of a method needs the method. */
export function addModelFlags(command: Command): Command {
  command
    .optionsGroup("Model:")
    .addOption(choice("--embedding <method>", "sequences to vectors", EMBEDDINGS))
    .option("--vector-size <n>", "word2vec: dimensions of the action vectors", wholeNumberFlag)
    .option(
      "--prefix-separators <characters>",
      "word2vec: actions with a common prefix get similar vectors; / makes shop a prefix of shop/cart",
    )
    .addOption(choice("--weighting <w>", "word2vec, sentence-bert: how vectors are pooled", ["mean", "tf-idf", "sif"]))
    .addOption(choice("--reduction <method>", "fewer dimensions before clustering", ["auto", "pca", "umap", "none"]))
    .option("--components <n>", "pca, umap: dimensions after the reduction", wholeNumberFlag)
    .addOption(choice("--clustering <method>", "vectors to segments", CLUSTERINGS))
    .option("--min-cluster-size <n>", "hdbscan, optics: smallest segment; default: chosen by the data", wholeNumberFlag)
    .option("--min-samples <n>", "hdbscan, dbscan, optics: near neighbors that a dense point needs", wholeNumberFlag)
    .addOption(choice("--cluster-selection <method>", "hdbscan: how clusters are chosen", ["eom", "leaf"]))
    .option(
      "--k <n>",
      "kmeans, bisecting-kmeans, gaussian-mixture, agglomerative: number of clusters; default: chosen by the data",
      wholeNumberFlag,
    )
    .addOption(choice("--covariance <shape>", "gaussian-mixture: shape of a component", COVARIANCES))
    .option("--eps <distance>", "dbscan, optics: largest distance between neighbors", numberFlag)
    .addOption(choice("--cluster-method <method>", "optics: how clusters are extracted", ["xi", "dbscan"]))
    .addOption(choice("--linkage <method>", "agglomerative: which clusters are merged next", LINKAGES))
    .option("--height <distance>", "agglomerative: distance at which the tree is cut, instead of --k", numberFlag)
    .option("--segments <n>", "number of segments, or a range such as 4-8; default: chosen by the data", rangeFlag)
    .option(
      "--noise <policy>",
      "hdbscan, dbscan, optics: what to do with users in no segment: keep, nearest, at-most=0.05 or confidence=0.3; default: keep; with --segments: nearest",
      noiseFlag,
    )
    .optionsGroup("Sentence-BERT:");
  return addSentenceFlags(command);
}

const EMBEDDINGS = ["auto", "word2vec", "order", "ngrams", "sentence-bert"];
const CLUSTERINGS = [
  ...["auto", "hdbscan", "kmeans", "markov-mixture", "bisecting-kmeans", "gaussian-mixture", "dbscan", "optics"],
  "agglomerative",
];
const COVARIANCES = ["full", "diagonal", "spherical"];
const LINKAGES = ["ward", "average", "complete", "single"];

/** `6`, or `4-8`. */
function rangeFlag(value: string): number | [number, number] {
  const [fewest, most] = /^(\d+)-(\d+)$/.exec(value)?.slice(1) ?? [];
  if (fewest === undefined) return wholeNumberFlag(value);
  if (Number(fewest) > Number(most)) {
    throw new InvalidArgumentError(`expected the smaller number first, such as 4-8, got "${value}".`);
  }
  return [wholeNumberFlag(fewest), wholeNumberFlag(most!)];
}

function noiseFlag(value: string): NoisePolicy {
  const policy = noisePolicyOf(value);
  if (policy !== undefined) return policy;
  throw new InvalidArgumentError(`expected keep, nearest, at-most=0.05 or confidence=0.3, got "${value}".`);
}

function choice(flag: string, description: string, values: readonly string[]): Option {
  return new Option(flag, description).choices(values);
}

/**
 * What the flags say, as `fitSegments` takes it.
 *
 * @throws CommanderError when an option is of another method than the one asked for, or of one that is not named; when
 *   one that the method needs is missing.
 */
export async function modelOptions(
  command: Command,
  flags: ModelFlags,
  config: FitSegmentsOptions = {},
): Promise<Pick<FitSegmentsOptions, "embedding" | "reduction" | "clustering">> {
  const { vectorSize, prefixSeparators, weighting, components } = flags;
  const { minClusterSize, minSamples, clusterSelection, k, segments } = flags;
  const { covariance, eps, clusterMethod, linkage, height, noise } = flags;
  if (flags.reduction === "none") refuseFlags(command, ["components"], "is for --reduction pca and umap, not for none");
  const configured = config.embedding as { readonly model?: string } | string | undefined;
  const hasModel = flags.model !== undefined || (typeof configured === "object" && configured.model !== undefined);
  if (flags.embedding === "sentence-bert" && !hasModel) {
    command.error("error: --embedding sentence-bert needs --model");
  }
  const sentences = await sentenceSettings(flags);
  const options = {
    embedding: { method: flags.embedding, vectorSize, prefixSeparators, weighting, ...sentences },
    reduction: flags.reduction === "none" ? false : { method: flags.reduction, nComponents: components },
    clustering: {
      ...{ method: flags.clustering, minClusterSize, minSamples, clusterSelectionMethod: clusterSelection },
      ...{ k, segments, covariance, eps, clusterMethod, linkage, height, noise },
    },
  } as Pick<FitSegmentsOptions, "embedding" | "reduction" | "clustering">; // read by the library at once
  try {
    checkFitOptions(withFlags(pickStages(config), options));
  } catch (error) {
    command.error(`error: ${inShellWords((error as Error).message, command)}`);
  }
  return options;
}

function pickStages({ embedding, reduction, clustering }: FitSegmentsOptions) {
  return { embedding, reduction, clustering };
}
