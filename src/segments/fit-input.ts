import { sum, wrongType } from "../core/internal";
import type { Events } from "../events";
import { toEvents } from "../events/internal";
import type { RunOptions } from "../parallel";
import { type BuildSequencesOptions, buildSequences, sequencesFrom, type TokenizedSequences } from "../sequences";
import { toTokenizedSequences } from "../sequences/internal";

/**
 * What {@link fitSegments} takes: events, built sequences, lists of actions, or arrow paths such as `"START -> BUY"`;
 * or a promise of one of them.
 */
export type FitInput = Events | TokenizedSequences | readonly (readonly string[] | string)[];

/** Brings every kind of input to built sequences. */
export async function readInput(
  input: FitInput,
  options: Omit<BuildSequencesOptions, keyof RunOptions> | undefined,
  run: RunOptions,
): Promise<TokenizedSequences> {
  if (Array.isArray(input)) return sequencesFrom(input, { ...options, ...run });
  if (isSequences(input)) {
    if (options === undefined) return toTokenizedSequences("input", input);
    throw new TypeError('"sequences" expected no options, for the input is built sequences already');
  }
  if (isEvents(input)) return buildSequences(toEvents("input", input), { ...options, ...run });
  throw wrongInput("input", input);
}

/** The error of input that is of none of these kinds. */
export function wrongInput(name: string, input: unknown): TypeError {
  const expected = "events, sequences, or an array of lists of actions or arrow paths";
  return wrongType(name, expected, input);
}

export function isEvents(input: unknown): input is Events {
  return typeof input === "object" && input !== null && "users" in input && "action" in input;
}

export function isSequences(input: unknown): input is TokenizedSequences {
  return typeof input === "object" && input !== null && "rowOf" in input && "rules" in input;
}

/** What was noted when the input was read. */
export function readingNotes(input: unknown, { report }: TokenizedSequences): readonly string[] {
  return [...(isEvents(input) ? (input.report?.notes ?? []) : []), ...report.notes];
}

/** Their number; there must be one. */
export function keptInputs(sequences: TokenizedSequences, input: unknown): number {
  const { weights, report } = sequences;
  const inputs = sum(weights);
  if (inputs > 0) return inputs;
  const { empty, tooShort, leftOut } = report;
  const why = readingNotes(input, sequences)
    .map((note) => `: ${note}`)
    .join("");
  throw new RangeError(
    report.inputs === 0
      ? `"input" expected at least one sequence, got none${why}${stepThatLeftNothing(report.prepared)}`
      : `"input" expected at least one sequence with an action; of ${report.inputs}, ${empty} are empty and ${tooShort} too short` +
          (leftOut > 0 ? `, ${leftOut} left out by steps of "prepare"` : "") +
          stepThatLeftNothing(report.prepared),
  );
}

/** The step after which no event was left, and what it noted. */
function stepThatLeftNothing(prepared: TokenizedSequences["report"]["prepared"]): string {
  const step = prepared.find(({ events }) => events.before > 0 && events.after === 0);
  if (step === undefined) return "";
  const notes = step.notes.map((note) => `; ${note}`).join("");
  return `: after step ${prepared.indexOf(step) + 1}, "${step.step}", no event is left of ${step.events.before}${notes}`;
}
