import { describeValue, integer, NOISE, oneOf, verbatim, wrongValue } from "../../core/internal";
import { segmentNumber, TABLE_NAMES } from "../../profiles/internal";
import type { TokenizedSequences } from "../../sequences";
import { valuesOfInputs } from "../../sequences/internal";
import { confidenceBy, confidenceOf } from "./answers/answer-confidence";
import { RowReasons } from "./answers/row-reasons";
import type { UserRow } from "./member-row";
import type { ModelParts } from "./model-parts";

/** The name of a table. */
export const MODEL_TABLE = oneOf([...TABLE_NAMES, "members"]);

/** What is read of a model. */
export type MemberParts = Pick<
  ModelParts,
  "sequences" | "clusterer" | "nearest" | "calibration" | "segments" | "lineage" | "report"
>;

/** Who is in which segment. */
export class ModelMembers {
  /** For each input its segment; -1 for none, and for one that was left out. */
  readonly labels: Int32Array;
  /** For each input how firmly it belongs there; 0 for none. */
  readonly probabilities: Float64Array;
  readonly #parts: MemberParts;
  #positions: ReadonlyMap<string, number> | undefined;

  constructor(parts: MemberParts) {
    const { sequences, clusterer } = parts;
    this.labels = valuesOfInputs(sequences, clusterer.labels, NOISE);
    this.probabilities = valuesOfInputs(sequences, clusterer.probabilities, 0);
    this.#parts = parts;
  }

  get #sequences(): TokenizedSequences {
    return this.#parts.sequences;
  }

  /** The inputs of a segment, or of none, in input order. */
  of(segment: number): (string | number)[] {
    integer({ min: NOISE, max: this.#parts.segments.length - 1 }).read(segment, "segment");
    if (this.#lacksIds()) throw new RangeError(`"segment" has members whose names are not here: ${IDS_ELSEWHERE}`);
    const { rowOf } = this.#sequences;
    const found: (string | number)[] = [];
    for (const [input, label] of this.labels.entries()) {
      if (label === segment && rowOf[input]! >= 0) found.push(this.#idOf(input));
    }
    return found;
  }

  /** Segment of an input. */
  segmentOf(id: string | number): number {
    return this.labels[typeof id === "number" ? this.#checked(id) : this.#positionOf(id)]!;
  }

  /** A row for each input, in input order. */
  rows(): UserRow[] {
    const { segments, lineage, nearest } = this.#parts;
    const { rowOf } = this.#sequences;
    const reasons = new RowReasons(this.#sequences, segments);
    return Array.from(this.labels, (segment, input): UserRow => {
      const row = rowOf[input]!;
      const near = row < 0 ? NOISE : (nearest?.labels[row] ?? segment);
      const status = this.#statusOf(row);
      return {
        id: this.#idOf(input),
        input,
        segment,
        number: segment < 0 ? null : segmentNumber(segment),
        segment_id: lineage.ids[segment] ?? null,
        name: segments[segment]?.name ?? null,
        probability: this.probabilities[input]!,
        nearest: near,
        nearest_name: segments[near]?.name ?? null,
        nearest_confidence: near < 0 ? null : this.#confidenceOf(row, near, status),
        status,
        why: reasons.of(row, segment, status),
      };
    });
  }

  #statusOf(row: number): UserRow["status"] {
    if (row < 0) return "left out";
    if (this.#parts.clusterer.labels[row]! < 0) return "noise";
    return this.#parts.nearest?.placed[row] ? "placed" : "member";
  }

  #confidenceOf(row: number, segment: number, status: UserRow["status"]): number | null {
    const { calibration, nearest, clusterer } = this.#parts;
    if (calibration === undefined) return null;
    const membership = clusterer.probabilities[row]!;
    if (status === "member") return confidenceOf(calibration, { segment, membership, seen: true });
    if (calibration.nearest === undefined || nearest === undefined) return null;
    return confidenceBy(calibration.nearest, { segment, membership: nearest.closeness[row]! });
  }

  #idOf(input: number): string | number {
    return this.#sequences.ids?.[input] ?? input;
  }

  /** Whether inputs have names that are not here. */
  #lacksIds(): boolean {
    return this.#sequences.ids === undefined && this.#parts.report.events !== undefined;
  }

  #checked(position: number): number {
    return integer({ min: 0, max: this.labels.length - 1 }).read(position, "id");
  }

  #positionOf(id: string): number {
    const { ids } = this.#sequences;
    const shown = describeValue(id);
    if (ids === undefined) {
      const why = this.#lacksIds() ? `: ${IDS_ELSEWHERE}` : "";
      throw wrongValue(
        "id",
        "the position of an input, because this model contains no ids",
        verbatim(`${shown}${why}`),
      );
    }
    this.#positions ??= positionsOf(ids);
    const position = this.#positions.get(id);
    if (position === undefined) throw wrongValue("id", "the id of an input of the model", verbatim(shown));
    if (position === SEVERAL) throw wrongValue("id", "the id of one input", verbatim(`${shown}, which several have`));
    return position;
  }
}

/** Where names of users are to be had. */
const IDS_ELSEWHERE =
  'a saved model holds no ids; they come back with its table of users: loadSegments(path, { users: "users.csv" })';

const SEVERAL = -1;

function positionsOf(ids: readonly string[]): Map<string, number> {
  const positions = new Map<string, number>();
  for (const [position, id] of ids.entries()) positions.set(id, positions.has(id) ? SEVERAL : position);
  return positions;
}
