import { Command, Option } from "commander";
import { type FitSegmentsOptions, fitSegments } from "../segments";
import { formatOverview, modelJson } from "./format-model";
import { type CliIo, print, printJson, progressLine } from "./io";
import { prepareOutput } from "./output-file";
import {
  addReadingFlags,
  definedFlags,
  type ReadingFlags,
  readLog,
  refuseReadingFlags,
  sequenceOptions,
  wholeNumberFlag,
} from "./reading-flags";
import { addSentenceFlags, refuseSentenceFlags, type SentenceFlags, sentenceEmbedding } from "./sentence-flags";
import { refuseFlags } from "./shell-words";

interface FitFlags extends SentenceFlags, ReadingFlags {
  embedding?: "auto" | "word2vec" | "order" | "sentence-bert";
  effort?: "quick" | "thorough";
  timeBudget?: string;
  vectorSize?: number;
  prefixSeparators?: string;
  weighting?: "mean" | "tf-idf" | "sif";
  reduction?: "umap" | "pca" | "none";
  components?: number;
  minClusterSize?: number;
  minSamples?: number;
  clusterSelection?: "eom" | "leaf";
  clustering?: "hdbscan" | "markov-mixture";
  segments?: number;
  seed?: number;
  workers?: number;
  out?: string;
  json?: true;
}

/** `seqment fit FILE` */
export function fitCommand(io: CliIo): Command {
  const command = new Command("fit");
  command
    .description("find segments in an event log, or in a file of sequences, and save the model")
    .argument("<file>", "CSV or NDJSON events, or sequences one a line; plain or gzip");
  addReadingFlags(command)
    .optionsGroup("Model:")
    .addOption(
      new Option("--embedding <method>", "how sequences become vectors").choices([
        "auto",
        "word2vec",
        "order",
        "sentence-bert",
      ]),
    )
    .addOption(new Option("--effort <effort>", "how thorough the automatic choice is").choices(["quick", "thorough"]))
    .option(
      "--time-budget <duration>",
      "stop trying candidates after this time, such as 30s; the result then depends on the machine",
    )
    .option("--vector-size <n>", "word2vec: dimensions of the action vectors", wholeNumberFlag)
    .option(
      "--prefix-separators <characters>",
      "word2vec: names such as shop/cart/add share what is learned of the parts before each /",
    )
    .addOption(new Option("--weighting <w>", "how action vectors are pooled").choices(["mean", "tf-idf", "sif"]))
    .addOption(
      new Option("--reduction <method>", "how vectors are reduced before clustering").choices(["umap", "pca", "none"]),
    )
    .option("--components <n>", "dimensions after the reduction", wholeNumberFlag)
    .addOption(
      new Option("--clustering <method>", "default: chosen by the data").choices(["hdbscan", "markov-mixture"]),
    )
    .option("--segments <n>", "markov-mixture: number of segments; default: by the BIC", wholeNumberFlag)
    .option("--min-cluster-size <n>", "smallest segment; default: chosen by the data", wholeNumberFlag)
    .option("--min-samples <n>", "neighbors that make a point dense", wholeNumberFlag)
    .addOption(new Option("--cluster-selection <method>", "how clusters are chosen").choices(["eom", "leaf"]))
    .option("--seed <n>", "seed of all random numbers", wholeNumberFlag)
    .optionsGroup("Sentence-BERT:");
  addSentenceFlags(command)
    .optionsGroup("Run:")
    .option("--workers <n>", "number of threads; the result does not depend on it", wholeNumberFlag)
    .option("--out <file>", "save the model here")
    .option("--json", "print the profiles and the report as JSON")
    .addHelpText(
      "after",
      `
Examples:
  seqment fit events.csv --user user_id --action event --time timestamp --out players.seqment
  seqment fit paths.txt --format sequences --separator " -> " --out paths.seqment`,
    )
    .action(async (file: string, flags: FitFlags) => {
      refuseReadingFlags(command, flags);
      refuseModelFlags(command, flags);
      if (flags.out !== undefined) await prepareOutput("--out", flags.out);
      const progress = progressLine(io);
      const run = { onProgress: progress.onProgress, signal: io.signal };
      const input = await readLog(file, flags, run);
      const model = await fitSegments(input, { ...(await modelOptions(flags)), ...run });
      progress.clear();
      if (flags.out !== undefined) await model.save(flags.out);
      if (flags.json) printJson(io, modelJson(model));
      else print(io, formatOverview(model) + (flags.out === undefined ? "" : savedText(flags.out)));
    });
  return command;
}

function savedText(path: string): string {
  return `\nSaved to ${path}; seqment describe ${path} shows more of each segment.\n`;
}

/** Settings of a method that is not asked for. */
function refuseModelFlags(command: Command, flags: FitFlags): void {
  const { embedding, reduction, clustering, segments } = flags;
  const density = ["minClusterSize", "minSamples", "clusterSelection"] as const;
  const refuse = (names: readonly (keyof FitFlags)[], why: string) => refuseFlags(command, names, why);
  if (embedding !== undefined && embedding !== "word2vec") {
    refuse(["vectorSize", "prefixSeparators"], `is for --embedding word2vec, not for ${embedding}`);
  }
  if (embedding === "auto" || embedding === "order") {
    refuse(["weighting"], `is for --embedding word2vec and sentence-bert, not for ${embedding}`);
  }
  if (reduction === "none") refuse(["components"], "is for --reduction umap and pca, not for none");
  if (clustering === "hdbscan") refuse(["segments"], "is for --clustering markov-mixture, not for hdbscan");
  if (clustering === "markov-mixture") refuse(density, "is for --clustering hdbscan, not for markov-mixture");
  if (segments !== undefined) refuse(density, "is for --clustering hdbscan, and --segments for markov-mixture");
}

async function modelOptions(flags: FitFlags): Promise<FitSegmentsOptions> {
  if (flags.embedding !== "sentence-bert") refuseSentenceFlags(flags);
  const { reduction, components, effort, timeBudget, seed, workers } = flags;
  return {
    ...sequenceOptions(flags),
    embedding: await embeddingOptions(flags),
    reduction: definedFlags({ method: reduction, nComponents: components }),
    clustering: clusteringOptions(flags),
    ...definedFlags({ effort, timeBudget, seed, workers }),
  };
}

/** The choice is left to the library unless a method is named, or a setting given that only one has. */
function clusteringOptions(flags: FitFlags): NonNullable<FitSegmentsOptions["clustering"]> {
  const { minClusterSize, minSamples, clusterSelection, segments } = flags;
  const density = definedFlags({ minClusterSize, minSamples, clusterSelectionMethod: clusterSelection });
  const mixture = definedFlags({ segments });
  const named = flags.clustering ?? (Object.keys(density).length > 0 ? "hdbscan" : segments && "markov-mixture");
  if (named === undefined) return "auto";
  return { method: named, ...density, ...mixture } as NonNullable<FitSegmentsOptions["clustering"]>;
}

/** The choice is left to the library unless a method is named, or a setting given that only Word2Vec has. */
async function embeddingOptions(flags: FitFlags): Promise<NonNullable<FitSegmentsOptions["embedding"]>> {
  const { embedding, vectorSize, weighting, prefixSeparators } = flags;
  if (embedding === "sentence-bert") return { ...(await sentenceEmbedding(flags)), ...definedFlags({ weighting }) };
  if (embedding === "order") return { method: "order" };
  if (embedding === "auto") return "auto";
  const settings = definedFlags({ vectorSize, weighting, prefixSeparators });
  const named = embedding === "word2vec" || Object.keys(settings).length > 0;
  return named ? { method: "word2vec", ...settings } : "auto";
}
