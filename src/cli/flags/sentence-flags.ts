import { readFile } from "node:fs/promises";
import { type Command, Option } from "commander";
import type { Dtype } from "../../embedding";
import type { LoadSegmentsOptions, SentenceBertStageOptions } from "../../segments";

/** Flags that say which Sentence-BERT model reads the sequences, and how. */
export interface SentenceFlags extends ModelPlaceFlags {
  model?: string;
  dtype?: Dtype;
  granularity?: "sequence" | "window" | "action";
  verbalize?: string;
}

/** Flags that say where a Sentence-BERT model lies. */
export interface ModelPlaceFlags {
  localModelPath?: string;
  cacheDir?: string;
  allowRemote?: true;
}

/** Adds the flags of {@link SentenceFlags}. */
export function addSentenceFlags(command: Command): Command {
  const dtypes = ["fp32", "fp16", "q8", "int8", "uint8", "q4", "bnb4", "q4f16"] satisfies Dtype[];
  const granularities = ["sequence", "window", "action"];
  command
    .option("--model <name>", "path of the model inside its folder, such as sentence-transformers/all-MiniLM-L6-v2")
    .addOption(new Option("--dtype <dtype>", "precision of the model's file; default: q8").choices(dtypes))
    .addOption(new Option("--granularity <g>", "what becomes one text; default: sequence").choices(granularities))
    .option("--verbalize <file>", "JSON file with words for actions; other names are split into words");
  return addModelPlaceFlags(command);
}

/** Adds the flags of {@link ModelPlaceFlags}. */
export function addModelPlaceFlags(command: Command): Command {
  return command
    .option("--local-model-path <folder>", "folder of models; default: models")
    .option("--cache-dir <folder>", "folder for downloads; searched after the folder of models")
    .option("--allow-remote", "download the model if it is in neither folder");
}

/** What the flags say, in the words of {@link SentenceBertStageOptions}. */
export async function sentenceSettings(
  flags: SentenceFlags,
): Promise<Omit<SentenceBertStageOptions, "method" | "model"> & { model?: string | undefined }> {
  const { model, dtype, granularity, verbalize } = flags;
  const words = verbalize === undefined ? undefined : await readWords(verbalize);
  return { model, dtype, granularity, verbalize: words, ...modelPlace(flags) };
}

/** What the flags say, as `loadSegments` takes it. */
export function modelPlace({ localModelPath, cacheDir, allowRemote }: ModelPlaceFlags): LoadSegmentsOptions {
  return { localModelPath, cacheDir, allowRemote };
}

async function readWords(file: string): Promise<Record<string, string>> {
  const text = await readFile(file, "utf8");
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${file} expected a JSON object of words for actions`);
  }
}
