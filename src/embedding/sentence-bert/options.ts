import {
  boolean,
  either,
  type Field,
  integer,
  ofType,
  oneOf,
  type Resolved,
  type Schema,
  string,
  wrongType,
} from "../../core/internal";
import { POOLING_SETTINGS, type PoolingSettings } from "../pooling/pooling";
import { DTYPES, type Dtype } from "./model-folder";
import { TOKEN_POOLINGS, type TokenPooling } from "./protocol";
import type { Verbalizer } from "./verbalize";

/** Where a sentence model lies and how it is run; none of it changes a vector. */
export interface SentenceModelAccess {
  /**
   * Folder of models, laid out as transformers.js reads them: `FOLDER/MODEL/onnx/model_quantized.onnx`,
   * `FOLDER/MODEL/tokenizer.json`, ...
   * @default the folder `models` in the current one
   */
  localModelPath?: string | URL | undefined;
  /** Where downloads go, and where a model is looked for next. @default `localModelPath` */
  cacheDir?: string | URL | undefined;
  /** Download the model when it is in neither folder. Otherwise nothing ever touches the network. @default false */
  allowRemote?: boolean | undefined;
  /** Where downloads come from. @default that of the library */
  remoteHost?: string | undefined;
  /** What runs the model, as transformers.js names it. @default "cpu" */
  device?: string | undefined;
  /** Tokens that pass through a session at once: bounds its memory. @default 2048 */
  batchTokens?: number | undefined;
  /**
   * Sessions of the model, each on a thread of its own. @default the run's workers, at most 4, fewer where memory is
   * short
   */
  workers?: number | undefined;
  /** A folder that keeps vectors of texts for the next run, by model and text. @default none is kept */
  vectorCache?: string | URL | undefined;
}

/** Settings of a Sentence-BERT embedding. */
export interface SentenceBertSettings extends SentenceModelAccess, PoolingSettings {
  /** Name of the model below its folder, such as `"sentence-transformers/all-MiniLM-L6-v2"`. */
  model: string;
  /** Precision of the file that is read: `q8` is `onnx/model_quantized.onnx`. @default "q8" */
  dtype?: Dtype | undefined;
  /**
   * How a sequence is read. `sequence`: the whole path as one text, cut where the model's limit is. `window`:
   * overlapping windows of a long path, pooled, so that nothing is lost. `action`: each distinct action once, pooled by
   * `weighting` as Word2Vec is: fast for millions of users, blind to order, and it knows actions that training never
   * saw.
   * @default "sequence"
   */
  granularity?: "sequence" | "window" | "action" | undefined;
  /**
   * How actions become words: words for some of them, or a function from a sequence to the text.
   * @default `LEVEL_5_FAIL`, `addToCart` and `/shop/cart` are split into words; steps are joined by commas
   */
  verbalize?: Verbalizer | undefined;
  /**
   * Tokens of a text, marks of beginning and end included; the rest is cut, and counted. @default the model's own, or 256
   */
  maxTokens?: number | undefined;
  /** How the vectors of tokens become one. @default the model's own, or mean */
  pooling?: TokenPooling | undefined;
  /** Scale each vector to length 1. @default the model's own, or true */
  normalize?: boolean | undefined;
}

/** Options of {@link sentenceEmbedder}. */
export interface SentenceEmbedderOptions extends SentenceBertSettings {}

/** A dictionary or a function. */
export const VERBALIZER: Field<Verbalizer, undefined> = {
  expected: "an object of words for actions, or a function from actions to a text",
  default: undefined,
  read(value, name) {
    if (typeof value === "function") return value as Verbalizer;
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw wrongType(name, this.expected, value);
    }
    for (const [action, words] of Object.entries(value)) {
      if (typeof words !== "string") {
        throw wrongType(`${name}[${JSON.stringify(action)}]`, "a string", words);
      }
    }
    return value as Verbalizer;
  },
};

const FOLDER = () =>
  either<string, URL>(
    string(),
    ofType<URL, undefined>("a URL", (value) => value instanceof URL, undefined),
  );

/** The fields of {@link SentenceModelAccess}. */
export const SENTENCE_MODEL_ACCESS = {
  localModelPath: FOLDER(),
  cacheDir: FOLDER(),
  allowRemote: boolean(false),
  remoteHost: string(),
  device: string("cpu"),
  batchTokens: integer({ min: 1, max: 1_000_000 }, 2048),
  workers: integer({ min: 1, max: 64 }),
  vectorCache: FOLDER(),
} satisfies Schema<SentenceModelAccess>;

const { weighting, sifA, halfLife } = POOLING_SETTINGS;

/** The fields of {@link SentenceBertSettings}. */
export const SENTENCE_BERT_SETTINGS = {
  model: string(),
  dtype: oneOf(DTYPES, "q8"),
  granularity: oneOf(["sequence", "window", "action"], "sequence"),
  verbalize: VERBALIZER,
  maxTokens: integer({ min: 3, max: 1_000_000 }),
  pooling: oneOf(TOKEN_POOLINGS),
  normalize: boolean(),
  weighting,
  sifA,
  halfLife,
  ...SENTENCE_MODEL_ACCESS,
} satisfies Schema<SentenceBertSettings>;

/** The fields of {@link SentenceEmbedderOptions}. */
export const SENTENCE_EMBEDDER_OPTIONS = { ...SENTENCE_BERT_SETTINGS } satisfies Schema<SentenceEmbedderOptions>;

/** Settings read, `model` known to be there. */
export type ReadSettings = Omit<Resolved<typeof SENTENCE_BERT_SETTINGS>, "model"> & { readonly model: string };

/** Access read. */
export type ReadAccess = Resolved<typeof SENTENCE_MODEL_ACCESS>;
