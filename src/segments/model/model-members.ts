import { describeValue, integer, labelCount, NOISE, oneOf, verbatim, wrongValue } from "../../core/internal";
import type { ProfileTables } from "../../profiles";
import { segmentNumber, TABLE_NAMES } from "../../profiles/internal";
import type { TokenizedSequences } from "../../sequences";
import { valuesOfInputs } from "../../sequences/internal";
import type { FittedClusterer } from "../stages/clusterer";

/** One input of a model: a user or a session. */
export interface MemberRow {
  /** Name of the user or session; its position, from 0, where inputs have none, and in a loaded model. */
  readonly id: string | number;
  /** Number of the segment, from 0; -1 for none. */
  readonly segment: number;
  /** The number shown to people, from 1; null for none. */
  readonly number: number | null;
  /** Name of the segment; null for none. */
  readonly name: string | null;
  /** How firmly it belongs to the segment, in [0, 1]. */
  readonly probability: number;
  /** `"left out"`: nothing was learnt of it, for it holds no action, or too few, or a step of `prepare` left it out. */
  readonly status: "member" | "noise" | "left out";
}

/** Tables of a model, and what a row of each is: those of profiles, and one of the inputs. */
export interface ModelTables extends ProfileTables {
  readonly members: MemberRow;
}

/** The name of a table. */
export const MODEL_TABLE = oneOf([...TABLE_NAMES, "members"]);

/** Who is in which segment. */
export class ModelMembers {
  /** For each input its segment; -1 for none, and for one that was left out. */
  readonly labels: Int32Array;
  /** For each input how firmly it belongs there; 0 for none. */
  readonly probabilities: Float64Array;
  readonly #sequences: TokenizedSequences;
  readonly #segments: number;
  #positions: ReadonlyMap<string, number> | undefined;

  constructor(sequences: TokenizedSequences, { labels, probabilities }: FittedClusterer) {
    this.labels = valuesOfInputs(sequences, labels, NOISE);
    this.probabilities = valuesOfInputs(sequences, probabilities, 0);
    this.#sequences = sequences;
    this.#segments = labelCount(labels);
  }

  /** The inputs of a segment, or of none, in input order. */
  of(segment: number): (string | number)[] {
    integer({ min: NOISE, max: this.#segments - 1 }).read(segment, "segment");
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
  rows(names: readonly string[]): MemberRow[] {
    return Array.from(this.labels, (segment, input): MemberRow => {
      const leftOut = this.#sequences.rowOf[input]! < 0;
      return {
        id: this.#idOf(input),
        segment,
        number: segment < 0 ? null : segmentNumber(segment),
        name: names[segment] ?? null,
        probability: this.probabilities[input]!,
        status: leftOut ? "left out" : segment < 0 ? "noise" : "member",
      };
    });
  }

  #idOf(input: number): string | number {
    return this.#sequences.ids?.[input] ?? input;
  }

  #checked(position: number): number {
    return integer({ min: 0, max: this.labels.length - 1 }).read(position, "id");
  }

  #positionOf(id: string): number {
    const { ids } = this.#sequences;
    const shown = describeValue(id);
    if (ids === undefined) {
      throw wrongValue("id", "the position of an input, for this model holds no ids", verbatim(shown));
    }
    this.#positions ??= positionsOf(ids);
    const position = this.#positions.get(id);
    if (position === undefined) throw wrongValue("id", "the id of an input of the model", verbatim(shown));
    if (position === SEVERAL) throw wrongValue("id", "the id of one input", verbatim(`${shown}, which several bear`));
    return position;
  }
}

const SEVERAL = -1;

function positionsOf(ids: readonly string[]): Map<string, number> {
  const positions = new Map<string, number>();
  for (const [position, id] of ids.entries()) positions.set(id, positions.has(id) ? SEVERAL : position);
  return positions;
}
