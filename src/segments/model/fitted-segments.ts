import type { Matrix } from "../../core";
import { countText, matrix, percentText, unitsText } from "../../core/internal";
import {
  type SegmentProfile,
  type SegmentRelations,
  type ToCSVOptions,
  toCSV,
  toHTML,
  toMarkdown,
  toRows,
} from "../../profiles";
import { displayedProfile, segmentNumber, tableColumns } from "../../profiles/internal";
import type { Selection, Verdict } from "../../selection";
import type { TokenizedSequences } from "../../sequences";
import { valuesOfInputs } from "../../sequences/internal";
import type { FitReport } from "../fit-report";
import { type ColdStart, coldStartOf } from "./answers/cold-start";
import { contentsOf, type ModelContents } from "./contents/model-contents";
import type { ModelTables } from "./member-row";
import { editsOf } from "./model-history";
import { MODEL_TABLE, ModelMembers } from "./model-members";
import type { ModelLineage, ModelOrigin } from "./model-origin";
import type { ModelParts } from "./model-parts";
import type { Reference } from "./reference";
import type { SegmentEdit } from "./segment-edit";

/**
 * What a {@link SegmentModel} holds and reports: segments, members, and both as tables and texts. What it holds for inputs
 * (users or sessions) stands in input order.
 */
export class FittedSegments {
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
  /** What was changed by hand, first to last ({@link SegmentModel.edit}); undoing drops the last one. */
  readonly edits: readonly SegmentEdit[];
  readonly #parts: ModelParts;
  readonly #members: ModelMembers;

  /** Use {@link fitSegments} or {@link loadSegments}. */
  constructor(parts: ModelParts) {
    this.segments = parts.segments.map(displayedProfile);
    this.noise = parts.noise && displayedProfile(parts.noise);
    this.relations = parts.relations;
    this.verdict = parts.verdict;
    this.selection = parts.selection;
    this.report = parts.report;
    this.origin = parts.origin;
    this.lineage = parts.lineage;
    this.edits = editsOf(parts);
    this.#parts = parts;
    this.#members = new ModelMembers(parts);
    this.labels = this.#members.labels;
    this.probabilities = this.#members.probabilities;
  }

  /**
   * Names of the inputs; undefined where they have none, and in a model that was loaded without its table of users: names are not
   * saved.
   */
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
   * @returns ids of users (or sessions), or positions of inputs, from 0, where they have none. Inputs that were left out are in
   *   no list.
   * @throws RangeError when there is no such segment; when users have names, and the model was loaded without its table of
   *   users.
   */
  members(segment: number): readonly (string | number)[] {
    return this.#members.of(segment);
  }

  /**
   * The segment of a user (or session).
   *
   * @param id of the user, or the position of the input, from 0.
   * @returns the segment's number, from 0; -1 for none.
   * @throws RangeError when no input has that id, or several have; for any id in a model that was loaded without its table of
   *   users.
   */
  segmentOf(id: string | number): number {
    return this.#members.segmentOf(id);
  }

  /** How soon the segment of a new user is known; undefined in models saved by older versions. */
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
    return this.#members.rows();
  }

  /**
   * The same as CSV, safe to open in a spreadsheet; `toCSV`.
   *
   * @param table what a row is; the segments where none is named.
   * @param options whether the text begins with a byte order mark.
   * @returns a header, also where there is no row, and a line for each row, ended by CR LF.
   * @throws RangeError for an unknown table.
   */
  toCSV(table: keyof ModelTables = "segments", options: ToCSVOptions = {}): string {
    const rows: readonly object[] = this.toRows(table);
    if (rows.length > 0 || table === "members") return toCSV(rows, options);
    const header = toCSV([Object.fromEntries(tableColumns(table).map((column) => [column, null]))], options);
    return header.slice(0, header.indexOf("\n") + 1);
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

  /**
   * What the model holds, and so what its file reveals to whoever has it: names of actions and paths, and no names of users.
   *
   * @returns counts, and whether names and times are among it.
   */
  contents(): ModelContents {
    return contentsOf(this.#parts);
  }

  #profiles(): SegmentProfile[] {
    return [...this.segments, ...(this.noise ? [this.noise] : [])];
  }

  #glance(): string {
    const { segments, noiseShare } = this.report.clustering;
    const lines = this.segments.map(({ segment, name, size, share }) => {
      return `  ${segmentNumber(segment)} ${name} (${countText(size)}, ${percentText(share)})`;
    });
    const found = `${unitsText(segments, "segment")}, ${percentText(noiseShare)} in no segment`;
    return [`SegmentModel: ${found}`, ...lines].join("\n");
  }
}
