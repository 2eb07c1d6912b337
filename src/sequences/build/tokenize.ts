import { type Checkpoint, forEachYielding, type Ragged } from "../../core/internal";
import { prepareLog } from "../prepare/prepare-log";
import type { SequenceRules } from "../rules";
import type { TokenizeSettings } from "../sequence-options";
import type { SequenceClock, TokenizedSequences } from "../types";
import type { ActionLog } from "./action-log";
import type { RowClock } from "./clock-builder";
import { CodeRowsWriter } from "./code-rows";
import { nameActions } from "./name-actions";
import { type NameNumbers, type NameRows, nameRows } from "./name-rows";
import { numberRows } from "./number-rows";

/**
 * From actions to distinct sequences: prepare, rename, replace the rare, mark pauses and sessions, collapse repeats, cut, number the
 * tokens, store identical sequences once. An action passes through four spaces of integers:
 *
 * | space | made by | size | holds |
 * | --- | --- | --- | --- |
 * | action | the log | distinct actions of the log | what was read |
 * | name | {@link nameActions} | distinct new names, those of pauses and boundaries included | renamed actions |
 * | code | {@link CodeRowsWriter} | names x buckets of repeats: name * 5 + bucket | what a row holds |
 * | token | {@link numberRows} | the vocabulary | the codes that occur, most frequent first |
 *
 * -1 is no name (`LEFT_OUT`: the action is dropped) and no token. Codes become tokens in place.
 */
export async function tokenize(
  given: ActionLog,
  settings: TokenizeSettings,
  whole: Checkpoint,
): Promise<TokenizedSequences> {
  const steps = settings.prepare ?? [];
  const { log, ...prepared } = await prepareLog(given, steps, settings, whole.part(0, steps.length > 0 ? 0.3 : 0));
  const at = whole.part(steps.length > 0 ? 0.3 : 0, 1);
  const naming = nameActions(log.actions, countActions(log), settings, prepared.steps);
  const { numbers, rules } = naming;
  const named = await nameRows(log, numbers, rules, at.part(0, 0.3));
  const { weights } = log;
  const { rows, truncated } = await codeRows(named, numbers, rules, weights, at.part(0.3, 0.5));
  const { ids, durations, clock, leftOut } = named;
  const coded = { rows, weights, truncated, naming, prepared: prepared.report, leftOut };
  const numbered = await numberRows(coded, at.part(0.5, 1));
  return { ...numbered, ids, durations, clock: clock && clockOf(clock, rows) };
}

/** The clock after collapsing and cutting, without what that left over. */
function clockOf({ gaps, hours, ...rest }: RowClock, { tokens, offsets }: Ragged): SequenceClock {
  return { offsets, gaps: gaps.slice(0, tokens.length), hours: hours.slice(0, tokens.length), ...rest };
}

function countActions({ actions, tokens, offsets, weights }: ActionLog): Float64Array {
  const counts = new Float64Array(actions.length);
  if (weights === undefined) for (const token of tokens) counts[token]! += 1;
  else {
    for (const [row, weight] of weights.entries()) {
      for (let i = offsets[row]!; i < offsets[row + 1]!; i++) counts[tokens[i]!]! += weight;
    }
  }
  return counts;
}

async function codeRows(
  named: NameRows,
  numbers: NameNumbers,
  rules: SequenceRules,
  weights: Float64Array | undefined,
  at: Checkpoint,
) {
  const inputs = named.offsets.length - 1;
  const writer = new CodeRowsWriter(rules, numbers, named.tokens.length, inputs);
  await forEachYielding(inputs, at, (input) => {
    const start = named.offsets[input]!;
    const end = named.offsets[input + 1]!;
    writer.add(named, start, end, weights?.[input]);
    return end - start;
  });
  return { rows: writer.rows.finish(), truncated: writer.truncated };
}
