import { listOfTexts, offsetsOf, plainObject, typedArray, verbatim, wrongType, wrongValue } from "../../core/internal";
import type { WeightedSequences } from "../transition-counts";
import type { Sequences, TokenizedSequences, Vocabulary } from "../types";

const EXPECTED = "built sequences, as buildSequences gives them";
/** Inputs that one distinct sequence may stand for. */
export const MOST_INPUTS = 1e12;

/** What was read once is not read again. */
const READ = new WeakSet<object>();

/**
 * Reads built sequences at the public edge: that their parts are there and fit each other.
 *
 * @throws TypeError or RangeError naming the part.
 */
export function toSequences(name: string, value: unknown): Sequences {
  const parts = plainObject(name, EXPECTED, value);
  if (READ.has(parts)) return value as Sequences;
  if (!("rowOf" in parts)) throw wrongType(name, EXPECTED, value);
  const { offsets } = toWeightedSequences(name, value);
  const rows = offsets.length - 1;
  const rowOf = typedArray(`${name}.rowOf`, "Int32Array", parts.rowOf, { min: -1, max: rows - 1 });
  if (parts.ids !== undefined) listOfTexts(`${name}.ids`, parts.ids, rowOf.length);
  if (parts.durations !== undefined) {
    typedArray(`${name}.durations`, "Float64Array", parts.durations, { length: rowOf.length });
  }
  if (parts.clock !== undefined) checkClock(`${name}.clock`, parts.clock, rowOf, offsets);
  const { notes } = plainObject(`${name}.report`, "the report of built sequences", parts.report);
  listOfTexts(`${name}.report.notes`, notes);
  if (parts.rules !== undefined) toRules(`${name}.rules`, parts.rules);
  READ.add(parts);
  return value as Sequences;
}

/** Reads distinct sequences with weights at the public edge. */
export function toWeightedSequences(name: string, value: unknown): WeightedSequences {
  const parts = plainObject(name, EXPECTED, value);
  if (READ.has(parts)) return value as WeightedSequences;
  if (!("tokens" in parts && "offsets" in parts && "vocabulary" in parts && "weights" in parts)) {
    throw wrongType(name, EXPECTED, value);
  }
  const { actions } = toVocabulary(`${name}.vocabulary`, parts.vocabulary);
  const tokens = typedArray(`${name}.tokens`, "Uint32Array", parts.tokens, { max: actions.length - 1 });
  const { length } = offsetsOf(`${name}.offsets`, parts.offsets, tokens.length);
  typedArray(`${name}.weights`, "Float64Array", parts.weights, {
    length: length - 1,
    min: 0,
    max: MOST_INPUTS,
  });
  return value as WeightedSequences;
}

/** Built sequences with the rules that made them. */
export function toTokenizedSequences(name: string, value: unknown): TokenizedSequences {
  const { rules } = toSequences(name, value) as TokenizedSequences;
  toRules(`${name}.rules`, rules);
  return value as TokenizedSequences;
}

/** Reads a vocabulary at the public edge. */
export function toVocabulary(name: string, value: unknown): Vocabulary {
  const { actions } = plainObject(name, "a vocabulary: { actions, counts }", value);
  listOfTexts(`${name}.actions`, actions);
  return value as Vocabulary;
}

/** Reads rules at the public edge: what a reading of new sequences follows. */
export function toRules(name: string, value: unknown): TokenizedSequences["rules"] {
  const { rename, pauses } = plainObject(name, "the rules of built sequences", value);
  if (!Array.isArray(rename) || !rename.every((pair) => Array.isArray(pair) && pair.length === 2)) {
    throw wrongType(`${name}.rename`, "a list of pairs of names", rename);
  }
  if (!Array.isArray(pauses) || !Array.from(pauses).every((pause) => typeof pause?.token === "string")) {
    throw wrongType(`${name}.pauses`, "a list of { ms, token }", pauses);
  }
  return value as TokenizedSequences["rules"];
}

function checkClock(name: string, value: unknown, rowOf: Int32Array, rowOffsets: Uint32Array): void {
  const clock = plainObject(name, "the clock of built sequences", value);
  const gaps = typedArray(`${name}.gaps`, "Float32Array", clock.gaps);
  const inputs = rowOf.length;
  const offsets = offsetsOf(`${name}.offsets`, clock.offsets, gaps.length);
  if (offsets.length !== inputs + 1) throw wrongValue(`${name}.offsets`, `${inputs + 1} numbers`, offsets.length);
  for (let i = 0; i < inputs; i++) {
    const row = rowOf[i]!;
    const length = row < 0 ? 0 : rowOffsets[row + 1]! - rowOffsets[row]!;
    const found = offsets[i + 1]! - offsets[i]!;
    if (row >= 0 && found !== length) {
      throw wrongValue(`${name}.offsets`, `${length} entries for input ${i}`, verbatim(String(found)));
    }
  }
  typedArray(`${name}.hours`, "Uint8Array", clock.hours, { length: gaps.length });
  typedArray(`${name}.starts`, "Float64Array", clock.starts, { length: inputs });
  typedArray(`${name}.activeDays`, "Uint32Array", clock.activeDays, { length: inputs });
  if (clock.sessions !== undefined) typedArray(`${name}.sessions`, "Uint32Array", clock.sessions, { length: inputs });
}
