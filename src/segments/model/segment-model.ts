import type { Matrix } from "../../core";
import { countText, matrix, percentText, unitsText } from "../../core/internal";
import type { Events } from "../../events";
import type { RunOptions } from "../../parallel";
import {
  type CompareSegmentsOptions,
  compareSegments,
  type ProfileTables,
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
import {
  decodeSequence,
  parsePath,
  type SequenceEncoder,
  sequenceEncoder,
  type TokenizedSequences,
} from "../../sequences";
import type { FitReport } from "../fit-report";
import { encodeArtefact } from "./artefact";
import { assignSequences, type PlaceableSequences } from "./assign-sequences";
import type { Assignment } from "./assignment";
import { type Explanation, explainSequence } from "./explain";
import type { ModelParts } from "./model-parts";
import { modelTree } from "./model-tree";
import { writeAtomically } from "./node-files";
import { perInput } from "./per-input";

/** How a model assigns, step by step, for other functions of this room. */
export interface Assigning {
  /** For each distinct sequence that was fitted, its segment. */
  readonly labels: Int32Array;
  readonly encode: SequenceEncoder;
  place(encoded: PlaceableSequences, run: RunOptions): Promise<Assignment[]>;
}

/** Opens a model that far. */
export let assigning: (model: SegmentModel) => Assigning;

/**
 * Fitted segments ({@link fitSegments}, {@link loadSegments}). What it holds for inputs (users or sessions) stands in
 * input order.
 */
export class SegmentModel {
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
  readonly #parts: ModelParts;
  readonly #encode: SequenceEncoder;

  static {
    assigning = (model) => ({
      labels: model.#parts.clusterer.labels,
      encode: model.#encode,
      place: (encoded, run) => model.#place(encoded, run),
    });
  }

  /** Use {@link fitSegments} or {@link loadSegments}. */
  constructor(parts: ModelParts) {
    const { sequences, embedder, clusterer } = parts;
    this.segments = parts.segments.map(displayedProfile);
    this.noise = parts.noise && displayedProfile(parts.noise);
    this.relations = parts.relations;
    this.verdict = parts.verdict;
    this.selection = parts.selection;
    this.report = parts.report;
    this.labels = perInput(sequences, clusterer.labels, -1);
    this.probabilities = perInput(sequences, clusterer.probabilities, 0);
    this.#parts = parts;
    const keepUnknown = embedder.readsNewActions ?? false;
    this.#encode = sequenceEncoder(sequences.vocabulary, sequences.rules, { keepUnknown });
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
    return distortion && perInput(sequences, Float64Array.from(distortion), 0);
  }

  /**
   * Finds the segment of new sequences. A sequence that was fitted gets the segment it was fitted to; one at a time
   * gives the same answers as all at once.
   *
   * @param input lists of actions, arrow paths, or events (one answer a user or session, as when fitting).
   * @example
   * const [answer] = await model.assign(["START -> LEVEL_5_FAIL -> PURCHASE_BOOST"]);
   * `${answer.name}: ${answer.confidence} (${answer.reason})`;
   */
  async assign(input: readonly (readonly string[] | string)[] | Events, run: RunOptions = {}): Promise<Assignment[]> {
    return this.#place(this.#encode(input), run);
  }

  /**
   * Why a sequence is in its segment: the patterns that speak for and against, the exemplars most like it, and which single
   * action, added or removed, would move it to another segment.
   *
   * @param sequence a list of actions, or an arrow path.
   * @example
   * const { text, counterfactuals } = await model.explain("START -> LEVEL_5_FAIL -> PURCHASE_BOOST");
   * text;
   */
  async explain(sequence: readonly string[] | string, run: RunOptions = {}): Promise<Explanation> {
    const given = typeof sequence === "string" ? parsePath(sequence) : sequence;
    const { vocabulary } = this.sequences;
    const { tokens, newActions } = this.#encode([given]);
    const known = vocabulary.actions;
    const seen = Array.from(tokens, (token) => known[token] ?? newActions[token - known.length]!);
    return explainSequence(given, seen, {
      segments: this.segments,
      actionsOf: ({ row }) => decodeSequence(this.sequences, row),
      assign: (sequences) => this.assign(sequences, run),
    });
  }

  /**
   * Which patterns tell segment `first` from segment `second`; `compareSegments` of the model's sequences and labels.
   *
   * @throws RangeError when there is no such segment.
   */
  async compareSegments(
    first: number,
    second: number,
    options: Omit<CompareSegmentsOptions, "segments"> = {},
  ): Promise<SegmentComparison> {
    return compareSegments(this.sequences, this.labels, { ...options, segments: [first, second] });
  }

  /** The profiles, those in no segment last, as rows of a table; `toRows`. */
  toRows(): ProfileTables["segments"][];
  toRows<T extends keyof ProfileTables>(table: T): ProfileTables[T][];
  toRows(table: keyof ProfileTables = "segments"): ProfileTables[keyof ProfileTables][] {
    return toRows(this.#profiles(), table);
  }

  /** The same as CSV, safe to open in a spreadsheet; `toCSV`. */
  toCSV(table: keyof ProfileTables = "segments", options: ToCSVOptions = {}): string {
    return toCSV(this.toRows(table), options);
  }

  /** The profiles as Markdown; `toMarkdown`. */
  toMarkdown(): string {
    return toMarkdown(this.#profiles());
  }

  /** The profiles as a small HTML table for a notebook; `toHTML`. */
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

  async #place(encoded: PlaceableSequences, run: RunOptions): Promise<Assignment[]> {
    const { sequences, embedder, reducer, clusterer } = this.#parts;
    const names = this.segments.map(({ name }) => name);
    const { actions } = sequences.vocabulary;
    return assignSequences(encoded, { actions, names, embedder, reducer, placer: clusterer.placer }, run);
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

  /** The model as bytes; the same model gives the same bytes. @throws TypeError when a part of it cannot be saved. */
  async toBytes(): Promise<Uint8Array> {
    return encodeArtefact(modelTree(this.#parts));
  }

  /** Saves the model to a file: the whole new one, or on failure the old one stays. Names of users are not saved. */
  async save(path: string | URL): Promise<void> {
    await writeAtomically(path, await this.toBytes());
  }
}
