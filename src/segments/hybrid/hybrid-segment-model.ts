import {
  type Field,
  percentText,
  raggedRow,
  raggedRows,
  readOptions,
  type Schema,
  unitsText,
  verbatim,
  wrongType,
  wrongValue,
} from "../../core/internal";
import type { FeatureTable } from "../../features";
import { featureMatrix, readTable } from "../../features/internal";
import type { RunOptions } from "../../parallel";
import { RUN_OPTIONS } from "../../parallel/internal";
import { segmentNumber } from "../../profiles/internal";
import { sequenceEncoder, valuesOfInputs } from "../../sequences/internal";
import { encodeArtefact } from "../file/artefact";
import { writeAtomically } from "../file/node-files";
import type { FitInput } from "../fit-input";
import { encodeInput } from "../model/answers/new-inputs";
import { assignmentOf, type FeatureAssignment } from "../table/feature-assignment";
import type { TableSelection } from "../table/table-selection";
import type { AblationRow } from "./ablation";
import { joinBlocks } from "./blocks";
import { hybridTree } from "./hybrid-file";
import type { HybridModelParts, HybridSegment } from "./hybrid-parts";

/** Features of inputs that are assigned. */
export interface AssignHybridOptions extends RunOptions {
  /** A row for each input, by its id; by position where inputs have no ids. */
  features: FeatureTable<string>;
}

const TABLE: Field<FeatureTable<string>, undefined> = {
  expected: "a table with ids, names and columns",
  default: undefined,
  read: (value, name) => readTable(name, value as FeatureTable<string>),
};

const ASSIGN_HYBRID_OPTIONS = { features: TABLE, ...RUN_OPTIONS } satisfies Schema<AssignHybridOptions>;

/** Where an input belongs, or that nothing is known of its path. */
export type HybridAssignment = Omit<FeatureAssignment, "reason"> & {
  readonly reason: FeatureAssignment["reason"] | "empty sequence" | "no known action";
};

/**
 * Segments of users by what they did and by their figures ({@link fitSegments} with `features`, {@link loadHybridSegments}).
 * What it holds for inputs stands in input order.
 */
export class HybridSegmentModel {
  /** What each segment does, and what its figures are like; `segments[i].segment` is i. */
  readonly segments: readonly HybridSegment[];
  /** For each input its segment; -1 for none, and for an input that was left out. */
  readonly labels: Int32Array;
  /** For each input how firmly it belongs to its segment, in [0, 1]; 0 for none. */
  readonly probabilities: Float64Array;
  /** Segments by features alone, by paths alone, and by both: what each is good for. */
  readonly ablation: readonly AblationRow[];
  /** How the number of segments was found. */
  readonly selection: TableSelection;
  /** What else the reader should know, in words; last, what the ablation says. */
  readonly notes: readonly string[];
  readonly #parts: HybridModelParts;

  /** Use {@link fitSegments} or {@link loadHybridSegments}. */
  constructor(parts: HybridModelParts) {
    this.segments = parts.segments;
    this.labels = valuesOfInputs(parts.sequences, parts.clusterer.labels, -1);
    this.probabilities = valuesOfInputs(parts.sequences, parts.clusterer.probabilities, 0);
    this.ablation = parts.ablation;
    this.selection = parts.selection;
    this.notes = parts.notes;
    this.#parts = parts;
  }

  /** Names of the inputs; undefined in a loaded model: they are not saved. */
  get ids(): readonly string[] | undefined {
    return this.#parts.sequences.ids;
  }

  /** The figures that rows of features must have. */
  get features(): readonly string[] {
    return this.#parts.preparation.columns.map(({ name }) => name);
  }

  /**
   * Finds the segment of inputs with their figures, new ones or those that were fitted, which keep theirs; one at a time gives
   * the same answers as all at once.
   *
   * @param input events, built sequences, lists of actions, or arrow paths.
   * @param options the features, and how to run.
   * @returns an answer for each input, in input order. An input without a row of features gets the medians.
   * @throws TypeError without features; RangeError when a column is missing.
   */
  async assign(input: FitInput, options: AssignHybridOptions): Promise<HybridAssignment[]> {
    const { features, ...run } = readOptions(options, ASSIGN_HYBRID_OPTIONS);
    if (features === undefined) throw wrongType("features", TABLE.expected, features);
    const { sequences, embedder, reducer, preparation, scales, clusterer } = this.#parts;
    const keepUnknown = embedder.readsNewActions ?? false;
    const encode = sequenceEncoder(sequences.vocabulary, sequences.rules, { keepUnknown });
    const encoded = encodeInput("input", input, encode);
    const inputs = raggedRows(encoded);
    const ids = encoded.ids ?? Array.from({ length: inputs }, (_, i) => String(i));
    const figures = featureMatrix(preparation.apply(rowsOf(ids, encoded.ids === undefined, features)));
    const { actions } = sequences.vocabulary;
    const lists = Array.from({ length: inputs }, (_, i) =>
      Array.from(raggedRow(encoded, i), (token) => actions[token] ?? encoded.newActions[token - actions.length]!),
    );
    const placeable = [...lists.keys()].filter((i) => lists[i]!.length > 0);
    const known = placeable.map((i) => lists[i]!);
    const paths = await reducer.transform(await embedder.embed(known, run), run);
    const own = { rows: placeable.length, cols: figures.cols, data: new Float32Array(placeable.length * figures.cols) };
    for (const [to, from] of placeable.entries()) {
      own.data.set(figures.data.subarray(from * figures.cols, (from + 1) * figures.cols), to * figures.cols);
    }
    const placements = await clusterer.placer.place(joinBlocks(own, paths, scales), run);
    const names = this.segments.map(({ name }) => name);
    const placeOf = new Map(placeable.map((i, place) => [i, place]));
    return ids.map((id, i): HybridAssignment => {
      const place = placeOf.get(i);
      if (place !== undefined) return { id, ...assignmentOf(placements, place, names) };
      const reason = encoded.reasons[i] === "unknown" ? "no known action" : "empty sequence";
      return { id, segment: -1, name: null, membership: 0, alternatives: [], reason };
    });
  }

  /**
   * The model as bytes; the same model gives the same bytes.
   *
   * @returns what a file would hold.
   * @throws TypeError when a part of it cannot be saved.
   */
  async toBytes(): Promise<Uint8Array> {
    return encodeArtefact(hybridTree(this.#parts));
  }

  /**
   * Saves the model to a file: the whole new one, or on failure the old one stays. Ids and times are not kept.
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
      return `  ${segmentNumber(segment)} ${name} (${unitsText(size, "input")}, ${percentText(share)})`;
    });
    return [`HybridSegmentModel: ${unitsText(this.segments.length, "segment")}`, ...lines].join("\n");
  }
}

/** The rows of inputs, by id or by position; figures of those without a row are missing. */
function rowsOf(ids: readonly string[], byPosition: boolean, table: FeatureTable<string>): FeatureTable<string> {
  if (byPosition && table.ids.length !== ids.length) {
    throw wrongValue(
      "features",
      `${unitsText(ids.length, "row")}, for inputs have no ids`,
      verbatim(String(table.ids.length)),
    );
  }
  const placeOf = new Map(table.ids.map((id, row) => [id, row]));
  const rows = ids.map((id, i) => (byPosition ? i : (placeOf.get(id) ?? -1)));
  const columns = table.columns.map((of) => Float64Array.from(rows, (row) => (row < 0 ? Number.NaN : of[row]!)));
  return { ids, names: table.names, columns };
}
