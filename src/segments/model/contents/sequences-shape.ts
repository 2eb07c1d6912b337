import { ModelFormatError } from "../../../core";
import type { PrepareStep, SequenceRules, TokenizedSequences, Vocabulary } from "../../../sequences";
import { MOST_INPUTS, readLearnedStep } from "../../../sequences/internal";
import {
  actionNames,
  damaged,
  figure,
  flag,
  listOf,
  numbers,
  oneOfTexts,
  orAbsent,
  orNull,
  record,
  type Shape,
  text,
  whole,
} from "../../file/shape";
import { sequencesReportShape } from "./report-shape";

/** The sequences of a saved model: without ids and times. */
export type SavedSequences = Omit<TokenizedSequences, "ids" | "clock">;

const vocabularyShape: Shape<Vocabulary> = (value, path) => {
  const { actions } = record<Pick<Vocabulary, "actions">>({ actions: actionNames })(value, path);
  return record<Vocabulary>({ actions: actionNames, counts: numbers("Float64Array", actions.length, 0) })(value, path);
};

const rename: Shape<readonly [string, string | null]> = (value, path) => {
  const pair = listOf(orNull(text), 2)(value, path);
  if (pair[0] === null) throw damaged(`${path}[0]`, "a text", null);
  return pair as readonly [string, string | null];
};

/** A step, which is read as the option that it was. */
const step: Shape<PrepareStep> = (value, path) => {
  try {
    return readLearnedStep(value, path);
  } catch (error) {
    throw new ModelFormatError(`the model file is damaged: ${(error as Error).message}`, { cause: error });
  }
};

const rulesShape = record<SequenceRules>({
  prepare: listOf(step),
  rename: listOf(rename),
  unknownToken: orNull(text),
  collapseRepeats: (value, path) => (value === "buckets" ? value : flag(value, path)),
  minLength: whole(0),
  maxLength: orNull(whole(0)),
  keep: oneOfTexts(["first", "last"]),
  unit: oneOfTexts(["user", "session"]),
  sessionGap: orNull(figure),
  sessionBoundary: orNull(text),
  pauses: listOf(record<SequenceRules["pauses"][number]>({ ms: figure, token: text })),
});

/** Reads sequences; each token is in the vocabulary, each input's row is there, rows follow each other without a gap. */
export const sequencesShape: Shape<SavedSequences> = (value, path) => {
  const { offsets, vocabulary, rowOf } = record<Pick<SavedSequences, "offsets" | "vocabulary" | "rowOf">>({
    offsets: numbers("Uint32Array"),
    vocabulary: vocabularyShape,
    rowOf: numbers("Int32Array"),
  })(value, path);
  const rows = offsets.length - 1;
  for (let row = 0; row < rows; row++) {
    if (offsets[row]! > offsets[row + 1]!) throw damaged(`${path}.offsets`, "ascending numbers", offsets[row + 1]);
  }
  return record<SavedSequences>({
    tokens: numbers("Uint32Array", offsets.at(-1) ?? 0, 0, vocabulary.actions.length - 1),
    offsets: numbers("Uint32Array"),
    vocabulary: vocabularyShape,
    weights: numbers("Float64Array", rows, 1, MOST_INPUTS),
    rowOf: numbers("Int32Array", undefined, -1, rows - 1),
    durations: orAbsent(numbers("Float64Array", rowOf.length)),
    report: sequencesReportShape,
    rules: rulesShape,
  })(value, path);
};
