import type { Checkpoint } from "../../core/internal";
import type { EncodedTexts } from "./protocol";
import type { SentenceModel } from "./sentence-model";
import { distinctTokenRows, type EncodedRows } from "./token-rows";

/** Sequences as the texts that a model reads of them. */
export interface ReadPaths {
  /** The texts in tokens. */
  readonly texts: EncodedRows;
  /** Text t is of sequence `listOf[t]`. */
  readonly listOf: Uint32Array;
}

/** A stretch of a sequence that becomes one text. */
interface Stretch {
  readonly list: number;
  readonly actions: readonly string[];
}

type TextOf = (actions: readonly string[]) => string;
type Lists = readonly (readonly string[])[];

/** Each sequence as one text, cut where the model's limit is. An empty one is no text. */
export async function readWhole(
  lists: Lists,
  textOf: TextOf,
  model: SentenceModel,
  at: Checkpoint,
): Promise<ReadPaths> {
  const stretches = wholeLists(lists);
  return readPaths(stretches, await model.encode(textsOf(stretches, textOf), at));
}

/** Each sequence as one text where it fits, and as windows that overlap by half otherwise. */
export async function readWindows(
  lists: Lists,
  textOf: TextOf,
  model: SentenceModel,
  at: Checkpoint,
): Promise<ReadPaths> {
  const fitting: Stretch[] = [];
  const parts: EncodedTexts[] = [];
  let open = wholeLists(lists);
  for (let rest = 1; open.length > 0; rest /= 2) {
    const encoded = await model.encode(textsOf(open, textOf), at.part(1 - rest, 1 - rest / 2));
    const tooLong: Stretch[] = [];
    let first = 0;
    for (const part of encoded) {
      const stretches = open.slice(first, first + part.kept.length);
      const fits = stretches.map(({ actions }, i) => part.whole[i]! <= part.kept[i]! || actions.length === 1);
      for (const [i, stretch] of stretches.entries()) {
        if (fits[i]) fitting.push(stretch);
        else tooLong.push(...overlapping(stretch, part.kept[i]! / part.whole[i]!));
      }
      parts.push(chosenTexts(part, fits));
      first += part.kept.length;
    }
    open = tooLong;
  }
  return readPaths(fitting, parts);
}

function wholeLists(lists: Lists): Stretch[] {
  return lists.map((actions, list) => ({ list, actions })).filter(({ actions }) => actions.length > 0);
}

function textsOf(stretches: readonly Stretch[], textOf: TextOf): string[] {
  return stretches.map(({ actions }) => textOf(actions));
}

function readPaths(stretches: readonly Stretch[], parts: readonly EncodedTexts[]): ReadPaths {
  return { texts: distinctTokenRows(parts), listOf: Uint32Array.from(stretches, ({ list }) => list) };
}

/** Margin for windows whose actions are longer than the average. */
const FILLED = 0.9;

/** Windows of equally many actions, so many that they should fit, each beginning in the middle of the one before. */
function overlapping({ list, actions }: Stretch, share: number): Stretch[] {
  const size = Math.max(1, Math.floor(actions.length * share * FILLED));
  const step = Math.ceil(size / 2);
  const windows: Stretch[] = [];
  for (let start = 0; ; start += step) {
    const from = Math.min(start, actions.length - size); // the last one ends with the sequence
    windows.push({ list, actions: actions.slice(from, from + size) });
    if (from + size === actions.length) return windows;
  }
}

function chosenTexts(part: EncodedTexts, chosen: readonly boolean[]): EncodedTexts {
  const keep = (_: number, i: number) => chosen[i]!;
  const rows = chosen.flatMap((is, i) => (is ? [part.ids.subarray(part.offsets[i], part.offsets[i + 1])] : []));
  const offsets = new Uint32Array(rows.length + 1);
  for (const [i, row] of rows.entries()) offsets[i + 1] = offsets[i]! + row.length;
  const ids = new Int32Array(offsets.at(-1)!);
  for (const [i, row] of rows.entries()) ids.set(row, offsets[i]);
  return {
    ids,
    offsets,
    whole: part.whole.filter(keep),
    kept: part.kept.filter(keep),
    unknown: part.unknown.filter(keep),
  };
}
