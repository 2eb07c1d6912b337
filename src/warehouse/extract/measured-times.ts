import { raggedRow } from "../../core/internal";
import type { SequenceClock, TokenizedSequences } from "../../sequences";
import { MeasureTable } from "./measure-table";

/** Stands for the hour of a token that is not an action. */
const NO_HOUR = 255;

const MEASURES = ["duration", "days", "sessions", "hour", "gap"] as const;

/**
 * Times of inputs from what was counted for each path: the inputs of a path have the counted values, in ascending order.
 * Which of them has which is not known, so values of one input must not be related to each other.
 */
export class MeasuredTimes {
  readonly #tables = new Map(MEASURES.map((name) => [name as string, new MeasureTable()]));

  /** Of measures that profiles do not use nothing is kept. */
  add(row: number, measure: string, place: number, value: number, inputs: number): void {
    this.#tables.get(measure)?.add(row, place, value, inputs);
  }

  /**
   * @param sequences their inputs stand in the order of their rows.
   * @param isBetween whether a token is no action.
   * @param countsSessions whether the sessions of an input were counted.
   */
  timesOf(
    sequences: Pick<TokenizedSequences, "tokens" | "offsets" | "weights" | "rowOf">,
    isBetween: (token: number) => boolean,
    countsSessions: boolean,
  ): Pick<TokenizedSequences, "durations"> & { readonly clock: SequenceClock } {
    const { weights, rowOf } = sequences;
    const inputs = rowOf.length;
    const firstInput = new Float64Array(weights.length + 1);
    for (const [row, weight] of weights.entries()) firstInput[row + 1] = firstInput[row]! + weight;
    const lengthOf = (row: number) => (row < 0 ? 0 : sequences.offsets[row + 1]! - sequences.offsets[row]!);
    const offsets = new Uint32Array(inputs + 1);
    for (let input = 0; input < inputs; input++) offsets[input + 1] = offsets[input]! + lengthOf(rowOf[input]!);

    const perInput = <T extends Float64Array | Uint32Array>(measure: (typeof MEASURES)[number], values: T): T => {
      let row = -1;
      let at = 0;
      this.#tables.get(measure)!.forEachOrdered((next, _, value, count) => {
        if (next !== row) at = firstInput[next]!;
        row = next;
        values.fill(value, at, at + count);
        at += count;
      });
      return values;
    };

    const gaps = new Float32Array(offsets[inputs]!).fill(Number.NaN);
    let last = "";
    let input = 0;
    this.#tables.get("gap")!.forEachOrdered((row, place, value, count) => {
      if (`${row} ${place}` !== last) input = firstInput[row]!;
      last = `${row} ${place}`;
      for (const end = input + count; input < end; input++) gaps[offsets[input]! + place] = value;
    });

    const hours = new Uint8Array(offsets[inputs]!).fill(NO_HOUR);
    let hourRow = -1;
    let position = 0;
    let end = 0;
    let between: boolean[] = [];
    this.#tables.get("hour")!.forEachOrdered((row, _, hour, count) => {
      if (row !== hourRow) {
        hourRow = row;
        position = offsets[firstInput[row]!]!;
        end = offsets[firstInput[row + 1]!]!;
        between = Array.from(raggedRow(sequences, row), isBetween);
      }
      for (let left = count; left > 0 && position < end; position++) {
        if (between[(position - offsets[firstInput[row]!]!) % between.length]) continue;
        hours[position] = hour;
        left -= 1;
      }
    });

    return {
      durations: perInput("duration", new Float64Array(inputs)),
      clock: {
        offsets,
        gaps,
        hours,
        starts: new Float64Array(inputs).fill(Number.NaN),
        activeDays: perInput("days", new Uint32Array(inputs)),
        sessions: countsSessions ? perInput("sessions", new Uint32Array(inputs)) : undefined,
      },
    };
  }
}
