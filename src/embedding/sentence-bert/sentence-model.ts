import { type Matrix, ModelFormatError } from "../../core";
import { type Checkpoint, matrix, wrongValue } from "../../core/internal";
import { createWorkerPool, type RunOptions } from "../../parallel";
import { type Batch, batchesOf } from "./batches";
import { findLibrary } from "./find-library";
import { type Dtype, findModelFolder, type ModelChoice, type ModelFolder, readModelFolder } from "./model-folder";
import { ModelThreads } from "./model-threads";
import { availableMemory, pathOf } from "./node-files";
import type { ReadAccess } from "./options";
import type { EncodedTexts, ModelPlace, TokenPooling } from "./protocol";
import type { TokenRows } from "./token-rows";
import { type VectorCache, vectorCache } from "./vector-cache";

/** All that the vector of a text depends on. */
export interface SentenceModelIdentity {
  readonly model: string;
  readonly dtype: Dtype;
  /** SHA-256 of the model's file and of its tokenizer. */
  readonly modelHash: string;
  readonly tokenizerHash: string;
  readonly maxTokens: number;
  readonly pooling: TokenPooling;
  readonly normalize: boolean;
  readonly dimensions: number;
}

/** What is asked for; what is not is the model's own. */
export type RequestedModel = Pick<SentenceModelIdentity, "model" | "dtype"> &
  Partial<{ [K in "maxTokens" | "pooling" | "normalize"]: SentenceModelIdentity[K] | undefined }>;

const FALLBACK = { maxTokens: 256, pooling: "mean", normalize: true } as const;

/** Texts that a thread turns into tokens at once. */
const TEXTS_A_QUESTION = 256;

/** Texts in, vectors out: a model's folder, read and checked, and the threads that run it. */
export class SentenceModel {
  readonly identity: SentenceModelIdentity;
  readonly #folder: ModelFolder;
  readonly #place: ModelPlace;
  readonly #threads: ModelThreads;
  readonly #access: ReadAccess;
  #memory: WeakRef<VectorCache> | undefined;

  private constructor(
    identity: SentenceModelIdentity,
    running: { folder: ModelFolder; place: ModelPlace; threads: ModelThreads; access: ReadAccess },
  ) {
    this.identity = identity;
    this.#folder = running.folder;
    this.#place = running.place;
    this.#threads = running.threads;
    this.#access = running.access;
  }

  /**
   * Finds a model, downloading it first when that is allowed and needed, and runs it once.
   *
   * @throws RangeError when more tokens are wished than the model has positions; MissingDependencyError without the
   * peer; what {@link readModelFolder} throws; Error when it does not run.
   */
  static async open(requested: RequestedModel, access: ReadAccess, run: RunOptions): Promise<SentenceModel> {
    const library = findLibrary();
    const local = access.localModelPath ?? "models";
    const choice = { model: requested.model, dtype: requested.dtype, folders: [local, access.cacheDir ?? local] };
    if (access.allowRemote && (await findModelFolder(choice)) === undefined) await download(library, choice, access);
    const folder = await readModelFolder(choice);
    const { dtype } = requested;
    const place = { library, root: folder.root, id: folder.id, dtype, device: access.device };
    const threads = new ModelThreads(access.workers ?? sessionsFor(folder, run));
    try {
      const settings = {
        maxTokens: checkedLength(requested.maxTokens, folder),
        pooling: requested.pooling ?? folder.pooling ?? FALLBACK.pooling,
        normalize: requested.normalize ?? folder.normalize ?? FALLBACK.normalize,
      };
      const { modelHash, tokenizerHash } = folder;
      const dimensions = await tryOut(place, settings, threads);
      const identity = { model: requested.model, dtype, modelHash, tokenizerHash, ...settings, dimensions };
      return new SentenceModel(identity, { folder, place, threads, access });
    } catch (error) {
      threads.dispose();
      throw error;
    }
  }

  /** Texts in tokens, in their order, in parts. */
  async encode(texts: readonly string[], at: Checkpoint): Promise<EncodedTexts[]> {
    const starts = Array.from({ length: Math.ceil(texts.length / TEXTS_A_QUESTION) }, (_, i) => i * TEXTS_A_QUESTION);
    const place = this.#place;
    const { maxTokens } = this.identity;
    const parts = new Array<EncodedTexts>(starts.length);
    await inTurn(this.#threads.size, starts.length, at, async (i) => {
      const some = texts.slice(starts[i], starts[i]! + TEXTS_A_QUESTION);
      const answer = await this.#threads.ask({ kind: "encode", place, texts: some, maxTokens });
      if (answer.kind === "encoded") parts[i] = answer.texts;
      return 1;
    });
    return parts;
  }

  /** Takes vectors from a memory, and keeps them there, for as long as someone else holds it. */
  remember(memory: VectorCache): void {
    this.#memory = new WeakRef(memory);
  }

  /** The vector of each row of tokens. */
  async embed(rows: TokenRows, at: Checkpoint): Promise<Matrix> {
    const { dimensions, normalize } = this.identity;
    const vectors = matrix(rows.offsets.length - 1, dimensions);
    const caches = this.#caches().map((cache) => ({ cache, added: [] as number[] }));
    let missing = [...rows.offsets.subarray(1).keys()];
    for (const kept of caches) {
      missing = await kept.cache.read(rows, missing, vectors.data);
      kept.added = missing;
    }
    const batches = batchesOf(rows, missing, this.#access.batchTokens, this.#folder.batchDependent);
    const tokens = batches.reduce((sum, batch) => sum + batch.rows.length * batch.length, 0);
    await inTurn(this.#threads.size, batches.length, at, async (i) => {
      const batch = batches[i]!;
      await this.#embedBatch(rows, batch, vectors);
      return (batches.length * batch.rows.length * batch.length) / tokens;
    });
    if (normalize) for (const row of missing) scaleToUnit(vectors.data, row * dimensions, dimensions);
    for (const { cache, added } of caches) await cache.keep(rows, added, vectors.data);
    return vectors;
  }

  dispose(): void {
    this.#threads.dispose();
  }

  async #embedBatch(rows: TokenRows, { rows: some, length }: Batch, into: Matrix): Promise<void> {
    const ids = new Int32Array(some.length * length);
    for (const [i, row] of some.entries())
      ids.set(rows.ids.subarray(rows.offsets[row], rows.offsets[row + 1]), i * length);
    const { pooling, dimensions } = this.identity;
    const answer = await this.#threads.ask({ kind: "embed", place: this.#place, batch: { ids, length }, pooling });
    if (answer.kind !== "embedded") return;
    const { vectors } = answer.batch;
    const broken = vectors.findIndex((value) => !Number.isFinite(value));
    if (broken >= 0) throw new ModelFormatError(`the sentence model gives ${vectors[broken]} where a number should be`);
    for (const [i, row] of some.entries()) {
      into.data.set(vectors.subarray(i * dimensions, (i + 1) * dimensions), row * dimensions);
    }
  }

  /** Where vectors may be known from: the memory, and the folder that was asked for. */
  #caches(): VectorCache[] {
    const { modelHash, pooling, normalize, dimensions } = this.identity;
    const { vectorCache: folder, device } = this.#access;
    const identity = [modelHash, device, pooling, normalize].join(" ");
    const onDisk = folder === undefined ? undefined : vectorCache(folder, identity, dimensions);
    return [this.#memory?.deref(), onDisk].filter((cache) => cache !== undefined);
  }
}

/**
 * Does `count` jobs, `lanes` at a time, in order; `work` tells how much it was, 1 on average. Stops at the first
 * failure.
 */
async function inTurn(
  lanes: number,
  count: number,
  at: Checkpoint,
  work: (i: number) => Promise<number>,
): Promise<void> {
  let next = 0;
  let done = 0;
  const lane = async () => {
    try {
      while (next < count) {
        const i = next++;
        done += await work(i);
        await at.pass(Math.min(1, done / count));
      }
    } catch (error) {
      next = count;
      throw error;
    }
  };
  const outcomes = await Promise.allSettled(Array.from({ length: Math.min(lanes, count) }, lane));
  for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
}

function checkedLength(wished: number | undefined, { maxTokens, positions }: ModelFolder): number {
  if (wished !== undefined && positions !== undefined && wished > positions) {
    throw wrongValue("maxTokens", `an integer <= ${positions}, the positions of the model`, wished);
  }
  return wished ?? maxTokens ?? FALLBACK.maxTokens;
}

/** Runs the model on next to nothing, and returns the length of what comes out. */
async function tryOut(
  place: ModelPlace,
  { maxTokens, pooling }: Pick<SentenceModelIdentity, "maxTokens" | "pooling">,
  threads: ModelThreads,
): Promise<number> {
  const encoded = await threads.ask({ kind: "encode", place, texts: ["a"], maxTokens });
  if (encoded.kind !== "encoded") return 0;
  const { ids } = encoded.texts;
  const answer = await threads.ask({ kind: "embed", place, batch: { ids, length: ids.length }, pooling });
  return answer.kind === "embedded" ? answer.batch.dimensions : 0;
}

async function download(library: string, { model, dtype, folders }: ModelChoice, access: ReadAccess): Promise<void> {
  using threads = new ModelThreads(1);
  const { remoteHost: host, device } = access;
  const from = { library, folder: pathOf(folders.at(-1)!), id: model, dtype, device, host };
  await threads.ask({ kind: "download", from });
}

const MOST_SESSIONS = 4;
/** What a session takes, measured with MiniLM: its weights as they are and unpacked, and the tokens under way. */
const BYTES_A_SESSION = 200e6;
const TIMES_ITS_FILE = 5;

function sessionsFor({ modelBytes }: ModelFolder, { workers }: RunOptions): number {
  const wished = typeof workers === "number" ? workers : (workers ?? createWorkerPool()).size;
  const room = (availableMemory() ?? Number.POSITIVE_INFINITY) / 2;
  const fitting = Math.floor(room / (BYTES_A_SESSION + TIMES_ITS_FILE * modelBytes));
  return Math.max(1, Math.min(wished, MOST_SESSIONS, fitting));
}

function scaleToUnit(data: Float32Array, start: number, length: number): void {
  let squares = 0;
  for (let t = start; t < start + length; t++) squares += data[t]! * data[t]!;
  const norm = Math.sqrt(squares);
  if (norm > 0) for (let t = start; t < start + length; t++) data[t]! /= norm;
}
