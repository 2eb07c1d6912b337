import { ModelFormatError } from "../../core";
import { listIfPresent, pathOf, readIfPresent, sha256, splitPath } from "./node-files";
import { type OnnxGraph, readOnnxGraph, refuseLfsPointer } from "./onnx-file";
import type { TokenPooling } from "./protocol";

/** Precision of a model's file. */
export type Dtype = "fp32" | "fp16" | "q8" | "int8" | "uint8" | "q4" | "q4f16" | "bnb4";

/** The file of each dtype, as transformers.js names them. */
const SUFFIXES = {
  fp32: "",
  fp16: "_fp16",
  q8: "_quantized",
  int8: "_int8",
  uint8: "_uint8",
  q4: "_q4",
  bnb4: "_bnb4",
  q4f16: "_q4f16",
} as const satisfies Record<Dtype, string>;

export const DTYPES = Object.keys(SUFFIXES) as readonly Dtype[];

/** What the exported encoders of sentences take; a model that needs more is of another kind. */
const FED = ["input_ids", "attention_mask", "token_type_ids"];

/** The operator with which a file scales what passes through it by the largest value in the whole batch. */
const BATCH_DEPENDENT = /^DynamicQuantize/;

/** Which model, and where it may lie. */
export interface ModelChoice {
  readonly model: string;
  readonly dtype: Dtype;
  /** Folders of models, in the order they are looked at. */
  readonly folders: readonly (string | URL)[];
}

/** A model's folder, whole and of the right kind, and what it says of itself. */
export interface ModelFolder {
  readonly root: string;
  readonly id: string;
  /** SHA-256 of the model's file, and of its tokenizer, in hex. */
  readonly modelHash: string;
  readonly tokenizerHash: string;
  readonly modelBytes: number;
  /** As its own configuration says; undefined where that is silent. */
  readonly maxTokens: number | undefined;
  /** More tokens than this it has no places for. */
  readonly positions: number | undefined;
  readonly pooling: TokenPooling | undefined;
  readonly normalize: boolean | undefined;
  /** The vector of a text depends on the others in its batch: it has to be embedded alone. */
  readonly batchDependent: boolean;
}

/** The first of the places where a model has a folder; undefined when there is none. */
export async function findModelFolder({ model, folders }: ModelChoice): Promise<string | undefined> {
  for (const place of placesOf(model, folders)) if ((await listIfPresent(place)) !== undefined) return place;
  return undefined;
}

/**
 * Reads a model's folder.
 *
 * @throws RangeError when the folder or a file is missing, naming what was looked for and what is there;
 *   ModelFormatError when a file is a Git-LFS pointer, truncated, corrupt, or not of an encoder of sentences.
 */
export async function readModelFolder(choice: ModelChoice): Promise<ModelFolder> {
  const folder = await findModelFolder(choice);
  if (folder === undefined) throw noFolder(choice);
  const { bytes, path } = await readModelFile(folder, choice.dtype);
  const graph = readOnnxGraph(bytes, path);
  checkInputs(graph, path);
  const tokenizer = await readRequired(folder, "tokenizer.json");
  const config = parseJson(await readRequired(folder, "config.json"), `${folder}/config.json`);
  const tokenizerConfig = parseJson(await readRequired(folder, "tokenizer_config.json"), "tokenizer_config.json");
  parseJson(tokenizer, `${folder}/tokenizer.json`);
  const external = await readIfPresent(`${path}_data`);
  const { parent, name } = splitPath(folder);
  return {
    root: `${parent}/`,
    id: name,
    modelHash: sha256(bytes, ...(external ? [external] : [])),
    tokenizerHash: sha256(tokenizer),
    modelBytes: bytes.length + (external?.length ?? 0),
    maxTokens: longestText(await readOptional(folder, "sentence_bert_config.json"), tokenizerConfig, config),
    positions: wholeNumber(config, "max_position_embeddings"),
    pooling: poolingOf(await readOptional(folder, "1_Pooling/config.json")),
    normalize: normalizes(await readOptional(folder, "modules.json")),
    batchDependent: [...graph.operators].some((operator) => BATCH_DEPENDENT.test(operator)),
  };
}

function placesOf(model: string, folders: ModelChoice["folders"]): string[] {
  return [...new Set(folders.map((folder) => pathOf(folder, model)))];
}

function fileOf(dtype: Dtype): string {
  return `onnx/model${SUFFIXES[dtype]}.onnx`;
}

function noFolder({ model, dtype, folders }: ModelChoice): RangeError {
  return new RangeError(
    `"model" expected a folder with config.json, tokenizer.json, tokenizer_config.json and ${fileOf(dtype)}; ` +
      `"${model}" was looked for in ${placesOf(model, folders).join(" and in ")}, and there is no such folder. ` +
      `Say where with "localModelPath", or have it downloaded with "allowRemote"`,
  );
}

async function readModelFile(folder: string, dtype: Dtype): Promise<{ bytes: Uint8Array; path: string }> {
  const path = `${folder}/${fileOf(dtype)}`;
  const bytes = await readIfPresent(path);
  if (bytes !== undefined) return { bytes, path };
  const files = (await listIfPresent(`${folder}/onnx`)) ?? [];
  const present = DTYPES.filter((other) => files.includes(fileOf(other).slice("onnx/".length)));
  throw new RangeError(
    present.length === 0
      ? `"model" expected ${fileOf(dtype)} in ${folder}, and there is no such file, nor one of another dtype`
      : `"dtype" expected ${present.map((other) => `"${other}"`).join(" or ")}, which ${folder} has files for, got "${dtype}" (${fileOf(dtype)})`,
  );
}

async function readRequired(folder: string, file: string): Promise<Uint8Array> {
  const bytes = await readIfPresent(`${folder}/${file}`);
  if (bytes === undefined) throw new RangeError(`"model" expected ${file} in ${folder}, and there is no such file`);
  return bytes;
}

async function readOptional(folder: string, file: string): Promise<unknown> {
  const bytes = await readIfPresent(`${folder}/${file}`);
  return bytes && parseJson(bytes, `${folder}/${file}`);
}

function parseJson(bytes: Uint8Array, path: string): unknown {
  refuseLfsPointer(bytes, path);
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new ModelFormatError(`${path} is truncated or corrupt: it is no JSON`);
  }
}

function checkInputs({ inputs }: OnnxGraph, path: string): void {
  const strange = inputs.filter((name) => !FED.includes(name));
  if (inputs.includes("input_ids") && strange.length === 0) return;
  throw new ModelFormatError(
    `${path} is no encoder of sentences: it takes ${inputs.join(", ") || "nothing"}, ` +
      `where input_ids is needed, and attention_mask and token_type_ids may be`,
  );
}

/**
 * Tokens that a text may have, its marks included: what sentence-transformers cuts at, else the smallest bound stated.
 */
function longestText(sentence: unknown, tokenizer: unknown, model: unknown): number | undefined {
  const stated = wholeNumber(sentence, "max_seq_length");
  const bounds = [wholeNumber(tokenizer, "model_max_length"), wholeNumber(model, "max_position_embeddings")];
  const known = (stated === undefined ? bounds : [stated, bounds[1]]).filter((bound) => bound !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}

/** Tokenizers without a bound state 1e30. */
function wholeNumber(json: unknown, key: string): number | undefined {
  const value = (json as Record<string, unknown> | undefined)?.[key];
  return typeof value === "number" && value > 0 && value < 1e6 ? Math.floor(value) : undefined;
}

function poolingOf(json: unknown): TokenPooling | undefined {
  const says = (key: string) => (json as Record<string, unknown> | undefined)?.[key] === true;
  if (says("pooling_mode_cls_token")) return "cls";
  if (says("pooling_mode_max_tokens")) return "max";
  return says("pooling_mode_mean_tokens") ? "mean" : undefined;
}

function normalizes(json: unknown): boolean | undefined {
  if (!Array.isArray(json)) return undefined;
  return json.some((part) => String((part as { type?: unknown } | null)?.type).endsWith(".Normalize"));
}
