import type { Matrix } from "../../core";
import {
  boolean,
  checkpoint,
  countText,
  matrix,
  percentText,
  readOptions,
  type Schema,
  unitsText,
} from "../../core/internal";
import type { Events } from "../../events";
import type { RunOptions } from "../../parallel";
import {
  type CompareSegmentsOptions,
  compareSegments,
  type SegmentComparison,
  type SegmentProfile,
  type SegmentRelations,
  type ToCSVOptions,
  toCSV,
  toHTML,
  toMarkdown,
  toRows,
} from "../../profiles";
import { displayedProfile, segmentNumber } from "../../profiles/internal";
import type { Selection, Verdict } from "../../selection";
import { decodeSequence, parsePath, type TokenizedSequences } from "../../sequences";
import { timedSteps, valuesOfInputs } from "../../sequences/internal";
import type { Reference } from "../calibration/reference";
import { contentHash, encodeArtefact } from "../file/artefact";
import { compressed } from "../file/compression";
import { writeAtomically } from "../file/node-files";
import type { FitInput } from "../fit-input";
import type { FitReport } from "../fit-report";
import { assignBeginnings } from "./assign-beginnings";
import { ASSIGN_OPTIONS, type AssignOptions } from "./assign-options";
import { Assigner, shareAssigner } from "./assigner";
import type { AnswerTo, Assignment, BeginningAssignment, Identified } from "./assignment";
import { type ColdStart, coldStartOf } from "./cold-start";
import { EXPLAIN_OPTIONS, type ExplainOptions, type Explanation, explainSequence } from "./explain";
import { contentsOf, type ModelContents } from "./model-contents";
import { MODEL_TABLE, ModelMembers, type ModelTables } from "./model-members";
import type { ModelLineage, ModelOrigin } from "./model-origin";
import type { ModelParts } from "./model-parts";
import { modelTree } from "./model-tree";
import { encodeInput, type NewInputs } from "./new-inputs";
import { answerPatterns } from "./pattern-answers";

/**
 * Fitted segments ({@link fitSegments}, {@link loadSegments}). What it holds for inputs (users or sessions) stands in
 * input order.
 */
export class SegmentModel implements Disposable, AsyncDisposable {
  /** What each segment does, largest first; `segments[i].segment` is i. */
  readonly segments: readonly SegmentProfile[];
  /** What those in no segment do; undefined when there is none. */
  readonly noise: SegmentProfile | undefined;
  /** How the segments stand to each other: distances, and the tree of merging them; null for more than 1,000 segments. */
  readonly relations: SegmentRelations | null;
  /** For each input its segment; -1 for none, and for an input that was left out. */
  readonly labels: Int32Array;
  /** For each input, how strongly it belongs to its segment, in [0, 1]; 0 for none. */
  readonly probabilities: Float64Array;
  /** Whether there are segments in the data at all, and the evidence for each. */
  readonly verdict: Verdict;
  /** The candidates that were tried, and why the winner won. */
  readonly selection: Selection;
  /** What was read, how it was fitted, and what was left out. */
  readonly report: FitReport;
  /** Where it comes from: options, seed, and the times of the data. */
  readonly origin: ModelOrigin;
  /** What its segments are called across the models that follow each other. */
  readonly lineage: ModelLineage;
  readonly #parts: ModelParts;
  readonly #assigner: Assigner;
  readonly #members: ModelMembers;

  /** Use {@link fitSegments} or {@link loadSegments}. */
  constructor(parts: ModelParts) {
    const { sequences, clusterer } = parts;
    this.segments = parts.segments.map(displayedProfile);
    this.noise = parts.noise && displayedProfile(parts.noise);
    this.relations = parts.relations;
    this.verdict = parts.verdict;
    this.selection = parts.selection;
    this.report = parts.report;
    this.origin = parts.origin;
    this.lineage = parts.lineage;
    this.#parts = parts;
    this.#members = new ModelMembers(sequences, clusterer);
    this.labels = this.#members.labels;
    this.probabilities = this.#members.probabilities;
    this.#assigner = new Assigner(
      parts,
      this.segments.map(({ name }) => name),
    );
    shareAssigner(this, this.#assigner);
  }

  /** Names of the inputs; undefined where they have none, and in a loaded model: names of users are not saved. */
  get ids(): readonly string[] | undefined {
    return this.#parts.sequences.ids;
  }

  /** The sequences the model was fitted to, each distinct one once. */
  get sequences(): TokenizedSequences {
    return this.#parts.sequences;
  }

  /** For each input its place in the 2-D picture (0, 0 for one that was left out); undefined without a projection. */
  get projection(): Matrix | undefined {
    const { projection, sequences } = this.#parts;
    if (projection === undefined) return undefined;
    const { data, cols } = projection;
    const places = matrix(sequences.rowOf.length, cols);
    sequences.rowOf.forEach((row, i) => {
      if (row >= 0) places.data.set(data.subarray(row * cols, (row + 1) * cols), i * cols);
    });
    return places;
  }

  /**
   * For each input how wrong the picture is around it, in [0, 1]: 0 where its neighbours there are its true ones, and for
   * one that was left out. Measured among at most 2,000 distinct sequences; others take the figure of the nearest of
   * them. Undefined without a projection.
   */
  get distortion(): Float64Array | undefined {
    const { distortion, sequences } = this.#parts;
    return distortion && valuesOfInputs(sequences, Float64Array.from(distortion), 0);
  }

  /**
   * Who is in a segment, in input order.
   *
   * @param segment its number, from 0; -1 for those in none.
   * @returns ids of users (or sessions), or positions of inputs, from 0, where they have no ids, as in a loaded model. Inputs
   *   that were left out are in no list.
   * @throws RangeError when there is no such segment.
   */
  members(segment: number): readonly (string | number)[] {
    return this.#members.of(segment);
  }

  /**
   * The segment of a user (or session).
   *
   * @param id of the user, or the position of the input, from 0.
   * @returns the segment's number, from 0; -1 for none.
   * @throws RangeError when no input has that id, or several have; for any id in a loaded model, which holds none.
   */
  segmentOf(id: string | number): number {
    return this.#members.segmentOf(id);
  }

  /**
   * Finds the segment of new sequences. A sequence that was fitted gets the segment it was fitted to; one at a time
   * gives the same answers as all at once. With `complete: false` the sequence is a beginning, and the answer tells where the
   * whole path will probably belong.
   *
   * @param input one arrow path, for one answer; or lists of actions and arrow paths, events, or built sequences, for an answer
   *   each (one a user or session, as when fitting). Answers bear the ids of events and sequences.
   * @param options whether paths are whole; workers, progress and abort.
   * @returns the segment, or none, how probably, and why.
   * @throws TypeError when the input is of no such kind, or a path in it is no list of texts; RangeError when a model of an older
   *   version is asked for beginnings.
   * @example
   * const answer = await model.assign("START -> LEVEL_5_FAIL -> PURCHASE_BOOST");
   * `${answer.name}: ${answer.confidence} (${answer.reason})`;
   * const soon = await model.assign("START", { complete: false });
   * soon.alternatives.map(({ name, probability }) => `${name}: ${probability}`);
   */
  assign<const O extends AssignOptions = object>(input: string, options?: O): Promise<AnswerTo<O>>;
  assign<const O extends AssignOptions = object>(input: Events, options?: O): Promise<Identified<AnswerTo<O>>[]>;
  assign<const O extends AssignOptions = object>(
    input: readonly (readonly string[] | string)[],
    options?: O,
  ): Promise<AnswerTo<O>[]>;
  assign<const O extends AssignOptions = object>(
    input: FitInput,
    options?: O,
  ): Promise<(AnswerTo<O> | Identified<AnswerTo<O>>)[]>;
  async assign(input: string | FitInput, options: AssignOptions = {}): Promise<Answer | Answer[]> {
    const { complete, ...run } = readOptions(options, ASSIGN_OPTIONS);
    const one = typeof input === "string";
    const encoded = encodeInput("input", one ? [input] : input, this.#assigner.encode);
    const answers = complete ? await this.#assigner.place(encoded, run) : await this.#begin(encoded, run);
    if (one) return answers[0]!;
    const { ids } = encoded;
    return ids ? answers.map((answer, i) => ({ id: ids[i]!, ...answer })) : answers;
  }

  /** How soon the segment of a new user is told; undefined in models saved by older versions. */
  get coldStart(): ColdStart | undefined {
    const { prefixLaws } = this.#parts;
    return prefixLaws && coldStartOf(prefixLaws);
  }

  /**
   * Users as the model would answer them had they come after the fit: what new users are to be compared with, for the labels that
   * were fitted are another population. Undefined in models saved by older versions.
   */
  get reference(): Reference | undefined {
    return this.#parts.reference;
  }

  async #begin(encoded: NewInputs, run: RunOptions): Promise<BeginningAssignment[]> {
    const { prefixLaws } = this.#parts;
    if (prefixLaws === undefined) {
      throw new RangeError(
        '"complete" expected true, for this model was saved without laws of beginnings: fit it again, got false',
      );
    }
    const names = this.segments.map(({ name }) => name);
    return assignBeginnings(prefixLaws, encoded, { names, ids: encoded.ids }, checkpoint("assigning", run));
  }

  /**
   * Why a sequence is in its segment: the patterns that speak for and against, the exemplars most like it, and which single
   * action, added or removed, would move it to another segment.
   *
   * @param sequence a list of actions, or an arrow path.
   * @param options path patterns to answer beside it, and how to run: workers, progress and abort.
   * @returns its assignment, and the reasons as lists and as one text.
   * @throws TypeError when the sequence is neither.
   * @throws RangeError when one of the patterns is none, with a caret under the place.
   * @example
   * const { text, counterfactuals } = await model.explain("START -> LEVEL_5_FAIL -> PURCHASE_BOOST");
   * text;
   */
  async explain(sequence: readonly string[] | string, options: ExplainOptions = {}): Promise<Explanation> {
    const { patterns, ...run } = readOptions(options, EXPLAIN_OPTIONS);
    const given = typeof sequence === "string" ? parsePath(sequence) : sequence;
    const { vocabulary } = this.sequences;
    const { tokens, newActions } = this.#assigner.encode([given]);
    const known = vocabulary.actions;
    const seen = Array.from(tokens, (token) => known[token] ?? newActions[token - known.length]!);
    return explainSequence(given, seen, {
      segments: this.segments,
      actionsOf: ({ row }) => decodeSequence(this.sequences, row),
      assign: (sequences) => this.assign(sequences, run),
      timedSteps: timedSteps(this.sequences.rules.prepare),
      answer: (segment) => answerPatterns(patterns ?? [], seen, segment, this.#fitted),
    });
  }

  /**
   * Which patterns tell segment `first` from segment `second`; `compareSegments` of the model's sequences and labels.
   *
   * @param first one segment's number, from 0.
   * @param second another's.
   * @param options how many patterns and transitions, workers, progress and abort.
   * @returns the patterns of each, the transitions that differ most, sizes, lengths and the distance.
   * @throws RangeError when there is no such segment.
   */
  async compareSegments(
    first: number,
    second: number,
    options: Omit<CompareSegmentsOptions, "segments"> = {},
  ): Promise<SegmentComparison> {
    return compareSegments(this.sequences, this.labels, { ...options, segments: [first, second] });
  }

  /**
   * The profiles as rows, those in no segment last; `toRows`.
   *
   * @returns a row for each segment.
   */
  toRows(): ModelTables["segments"][];
  /**
   * A table: the profiles, those in no segment last; or, with `"members"`, who is in which segment.
   *
   * @param table what a row is: a segment, a pattern of a segment, and so on; or an input.
   * @returns plain objects, all with the same keys.
   * @throws RangeError for an unknown table.
   */
  toRows<T extends keyof ModelTables>(table: T): ModelTables[T][];
  toRows(table: keyof ModelTables = "segments"): ModelTables[keyof ModelTables][] {
    const name = MODEL_TABLE.read(table, "table");
    if (name !== "members") return toRows(this.#profiles(), name);
    return this.#members.rows(this.segments.map((segment) => segment.name));
  }

  /**
   * The same as CSV, safe to open in a spreadsheet; `toCSV`.
   *
   * @param table what a row is; the segments where none is named.
   * @param options whether the text begins with a byte order mark.
   * @returns a header and a line for each row, ended by CR LF.
   * @throws RangeError for an unknown table.
   */
  toCSV(table: keyof ModelTables = "segments", options: ToCSVOptions = {}): string {
    return toCSV(this.toRows(table), options);
  }

  /**
   * The profiles as Markdown; `toMarkdown`.
   *
   * @returns an overview, then each segment.
   */
  toMarkdown(): string {
    return toMarkdown(this.#profiles());
  }

  /**
   * The profiles as a small HTML table for a notebook; `toHTML`.
   *
   * @returns one `<table>`.
   */
  toHTML(): string {
    return toHTML(this.#profiles());
  }

  /** How a REPL prints the model: a line for each segment. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.#glance();
  }

  /** How a Jupyter notebook of Deno shows it. */
  [Symbol.for("Jupyter.display")](): Record<string, string> {
    return { "text/plain": this.#glance(), "text/html": this.toHTML() };
  }

  get #fitted() {
    return { sequences: this.sequences, labels: this.#parts.clusterer.labels };
  }

  #profiles(): SegmentProfile[] {
    return [...this.segments, ...(this.noise ? [this.noise] : [])];
  }

  #glance(): string {
    const { segments, noiseShare } = this.report.clustering;
    const lines = this.segments.map(({ segment, name, size, share }) => {
      return `  ${segmentNumber(segment)} ${name} (${countText(size)}, ${percentText(share)})`;
    });
    const found = `${unitsText(segments, "segment")}, ${percentText(noiseShare)} unassigned`;
    return [`SegmentModel: ${found}`, ...lines].join("\n");
  }

  /**
   * What the model holds, and so what its file tells whoever has it: names of actions and paths, and no names of users.
   *
   * @returns counts, and whether names and times are among it.
   */
  contents(): ModelContents {
    return contentsOf(this.#parts);
  }

  /**
   * SHA-256 of the model in hexadecimal digits: what its file ends with. It does not depend on names of users.
   *
   * @returns 64 digits.
   * @throws TypeError when a part of the model cannot be saved.
   */
  async hash(): Promise<string> {
    return contentHash(await this.toBytes());
  }

  /**
   * The model as bytes; the same model gives the same bytes. {@link loadSegments} takes them, compressed or not.
   *
   * @param options whether to compress.
   * @returns the bytes of the file.
   * @throws TypeError when a part of it cannot be saved.
   */
  async toBytes(options: SaveOptions = {}): Promise<Uint8Array> {
    const { compress } = readOptions(options, SAVE_OPTIONS);
    const bytes = await encodeArtefact(modelTree(this.#parts));
    return compress ? compressed(bytes) : bytes;
  }

  /** Ends the threads of a sentence model, if it holds any. The model can still be used. */
  dispose(): void {
    (this.#parts.embedder as Partial<Disposable>)[Symbol.dispose]?.();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.dispose();
  }

  /**
   * Saves the model to a file: the whole new one, or on failure the old one stays.
   *
   * Kept are the distinct sequences with the names of their actions and how many inputs show each, which input shows which (by
   * position), what was fitted, profiles, verdict and report (with values of properties, as far as profiles tell them).
   * Not kept are the ids of users and sessions, and times.
   *
   * @param path of the file; its folder must exist.
   * @param options whether to compress.
   * @throws TypeError when a part of the model cannot be saved; what the file system throws where it cannot be written.
   */
  async save(path: string | URL, options: SaveOptions = {}): Promise<void> {
    await writeAtomically(path, await this.toBytes(options));
  }
}

type Answer = Assignment | BeginningAssignment;

/** Options of {@link SegmentModel.save} and {@link SegmentModel.toBytes}. */
export interface SaveOptions {
  /** Compress by gzip: about half the size, and some milliseconds more to load. @default false */
  compress?: boolean | undefined;
}

const SAVE_OPTIONS = { compress: boolean(false) } satisfies Schema<SaveOptions>;
