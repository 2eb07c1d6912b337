import { integer, NOISE, oneOf, percentText, readOptions, unitsText, wrongValue } from "../../core/internal";
import { type FeatureProfile, FeaturesModel, type FeatureTable } from "../../features";
import { featureMatrix, readTable } from "../../features/internal";
import type { RunOptions } from "../../parallel";
import { RUN_OPTIONS } from "../../parallel/internal";
import { type ToCSVOptions, toCSV } from "../../profiles";
import { segmentNumber } from "../../profiles/internal";
import { encodeArtefact } from "../file/artefact";
import { writeAtomically } from "../file/node-files";
import type { MemberRow } from "../model/member-row";
import { assignmentOf, type FeatureAssignment } from "./feature-assignment";
import type { FeatureModelParts, FeatureModelTables, FeatureSegment, TableReport } from "./feature-model-parts";
import { tableTree } from "./table-file";
import type { TableSelection } from "./table-selection";

const TABLE = oneOf(["features", "members"]);

/**
 * Segments of the rows of a table ({@link fitSegments} with a table, {@link loadTableSegments}). What it holds for rows stands
 * in the order of the table.
 */
export class FeatureSegmentModel {
  /** What the figures of each segment are like, largest first; `segments[i].segment` is i. */
  readonly segments: readonly FeatureSegment[];
  /** Those in no segment; undefined when there is none. */
  readonly noise: FeatureProfile | undefined;
  /** For each row its segment; -1 for none. */
  readonly labels: Int32Array;
  /** For each row how firmly it belongs to its segment, in [0, 1]; 0 for none. */
  readonly probabilities: Float64Array;
  /** How the number of segments was found. */
  readonly selection: TableSelection;
  readonly report: TableReport;
  readonly #parts: FeatureModelParts;
  readonly #preparation: FeaturesModel;

  /** Use {@link fitSegments} or {@link loadTableSegments}. */
  constructor(parts: FeatureModelParts) {
    this.segments = parts.segments;
    this.noise = parts.noise;
    this.labels = Int32Array.from(parts.clusterer.labels);
    this.probabilities = parts.clusterer.probabilities;
    this.selection = parts.selection;
    this.report = parts.report;
    this.#parts = parts;
    this.#preparation = new FeaturesModel(parts.preparation);
  }

  /** Names of the rows; undefined in a loaded model: they are not saved. */
  get ids(): readonly string[] | undefined {
    return this.#parts.ids;
  }

  /** The columns that rows must have. */
  get features(): readonly string[] {
    return this.#preparation.columns.map(({ name }) => name);
  }

  /**
   * Finds the segment of rows, new ones or those that were fitted, which keep theirs; one at a time gives the same answers as
   * all at once.
   *
   * @param table with the columns that were fitted to; others are left out.
   * @param run workers, progress and abort.
   * @returns an answer for each row.
   * @throws RangeError when a column is missing.
   */
  async assign(table: FeatureTable<string>, run: RunOptions = {}): Promise<FeatureAssignment[]> {
    const given = readOptions(run, RUN_OPTIONS);
    readTable("table", table);
    const rows = featureMatrix(this.#preparation.apply(table));
    const placements = await this.#parts.clusterer.placer.place(rows, given);
    const names = this.segments.map(({ name }) => name);
    return table.ids.map((id, row) => ({ id, ...assignmentOf(placements, row, names) }));
  }

  /**
   * Who is in a segment, in the order of the table: ids, or positions where the model holds none.
   *
   * @param segment its number, from 0; -1 for those in none.
   * @returns ids, or positions from 0.
   * @throws RangeError when there is no such segment.
   */
  members(segment: number): readonly (string | number)[] {
    integer({ min: NOISE, max: this.segments.length - 1 }).read(segment, "segment");
    return [...this.labels.keys()].filter((row) => this.labels[row] === segment).map((row) => this.ids?.[row] ?? row);
  }

  /**
   * The segment of a row; -1 for none.
   *
   * @param id of the row, or its position, from 0.
   * @returns the segment's number, from 0.
   * @throws RangeError when there is no such row; for any id in a loaded model, which holds none.
   */
  segmentOf(id: string | number): number {
    const row = typeof id === "number" ? id : (this.ids?.indexOf(id) ?? -1);
    if (!Number.isInteger(row) || row < 0 || row >= this.labels.length) {
      throw wrongValue("id", "the id or position of a row", id);
    }
    return this.labels[row]!;
  }

  /**
   * A table of the model: for each segment and column its figures (those in no segment last), or who is in which segment.
   *
   * @param table what a row is: a figure of a segment, or a row that was fitted.
   * @returns the rows.
   * @throws RangeError when there is no such table.
   */
  toRows<T extends keyof FeatureModelTables>(table: T): FeatureModelTables[T][];
  toRows(table: keyof FeatureModelTables): FeatureModelTables[keyof FeatureModelTables][] {
    if (TABLE.read(table, "table") === "members") return this.#memberRows();
    return [...this.segments, ...(this.noise ? [this.noise] : [])].flatMap((profile) => {
      const { segment, size } = profile;
      const { number, name } = this.#shown(segment);
      return profile.features.map(({ name: feature, ...figures }) => ({
        segment,
        number,
        name,
        size,
        feature,
        ...figures,
      }));
    });
  }

  /**
   * The same as CSV, safe to open in a spreadsheet; `toCSV`.
   *
   * @param table what a row is.
   * @param options byte order mark.
   * @returns the text.
   * @throws RangeError when there is no such table.
   */
  toCSV(table: keyof FeatureModelTables, options: ToCSVOptions = {}): string {
    return toCSV(this.toRows(table), options);
  }

  /**
   * The model as bytes; the same model gives the same bytes.
   *
   * @returns what a file would hold.
   * @throws TypeError when a part of it cannot be saved.
   */
  async toBytes(): Promise<Uint8Array> {
    return encodeArtefact(tableTree(this.#parts));
  }

  /**
   * Saves the model to a file: the whole new one, or on failure the old one stays. Ids of rows are not kept.
   *
   * @param path of the file.
   * @throws TypeError when a part of it cannot be saved; the system's error when it cannot be written.
   */
  async save(path: string | URL): Promise<void> {
    await writeAtomically(path, await this.toBytes());
  }

  /** How a REPL prints the model: a line for each segment. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    const lines = this.segments.map(({ segment, name, size, share }) => {
      return `  ${segmentNumber(segment)} ${name} (${unitsText(size, "row")}, ${percentText(share)})`;
    });
    return [`FeatureSegmentModel: ${unitsText(this.segments.length, "segment")}`, ...lines].join("\n");
  }

  #memberRows(): MemberRow[] {
    return Array.from(
      this.labels,
      (segment, row): MemberRow => ({
        id: this.ids?.[row] ?? row,
        segment,
        ...this.#shown(segment),
        probability: this.probabilities[row]!,
        status: segment < 0 ? "noise" : "member",
      }),
    );
  }

  #shown(segment: number): { readonly number: number | null; readonly name: string | null } {
    if (segment < 0) return { number: null, name: null };
    return { number: segmentNumber(segment), name: this.segments[segment]!.name };
  }
}
