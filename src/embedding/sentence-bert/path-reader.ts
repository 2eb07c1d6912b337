import type { Matrix } from "../../core";
import { type Checkpoint, checkpoint, matrix } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import type { EmbeddingReport, SequenceInput } from "../types";
import { actionLists, listWeights } from "./action-lists";
import type { ModelSource } from "./model-source";
import { poolTexts } from "./pool-texts";
import { type ReadPaths, readWhole, readWindows } from "./read-paths";
import { readingReport } from "./reading-report";
import type { SentenceModel } from "./sentence-model";

/** Reads each sequence as a text, or as the texts of its windows. */
export class PathReader {
  readonly #granularity: "sequence" | "window";
  readonly #source: ModelSource;
  readonly #textOf: (actions: readonly string[]) => string;
  /** What fitting read, which is about to be embedded. */
  #read: { readonly of: SequenceInput; readonly paths: ReadPaths } | undefined;

  constructor(granularity: "sequence" | "window", source: ModelSource, textOf: (actions: readonly string[]) => string) {
    this.#granularity = granularity;
    this.#source = source;
    this.#textOf = textOf;
  }

  async fit(sequences: SequenceInput, run: RunOptions): Promise<EmbeddingReport> {
    const lists = actionLists(sequences);
    const paths = await this.#readPaths(lists, await this.#source.open(run), checkpoint("reading as text", run));
    this.#read = { of: sequences, paths };
    return readingReport(lists, listWeights(sequences), paths, this.#textOf);
  }

  async embed(sequences: SequenceInput, run: RunOptions): Promise<Matrix> {
    const lists = actionLists(sequences);
    const { dimensions, normalize } = this.#source.identity;
    if (lists.every((list) => list.length === 0)) return matrix(lists.length, dimensions);
    const model = await this.#source.open(run);
    const at = checkpoint("embedding", run);
    const known = this.#read?.of === sequences ? this.#read.paths : undefined;
    this.#read = undefined;
    const paths = known ?? (await this.#readPaths(lists, model, at.part(0, 0.05)));
    const vectors = await model.embed(paths.texts, at.part(0.05, 0.95));
    const pooled = await poolTexts(paths, vectors, lists.length, normalize, at.part(0.95, 1));
    await at.pass(1);
    return pooled;
  }

  #readPaths(lists: readonly (readonly string[])[], model: SentenceModel, at: Checkpoint): Promise<ReadPaths> {
    return (this.#granularity === "window" ? readWindows : readWhole)(lists, this.#textOf, model, at);
  }
}
