import type { Checkpoint, Ragged } from "../../core/internal";
import type { SequenceRules } from "../rules";
import type { SequencesReport, TokenizedSequences } from "../types";
import { deduplicate } from "./deduplicate";
import type { Naming } from "./name-actions";
import { numberTokens } from "./number-tokens";

/** Rows of codes, and how they came to be. */
export interface CodedRows {
  /** Codes, which become tokens in place. */
  readonly rows: Ragged;
  /** For how many inputs each row stands; undefined for one each. */
  readonly weights: Float64Array | undefined;
  readonly truncated: SequencesReport["truncated"];
  readonly naming: Naming;
  /** What each step of `prepare` did, and for each row 1 where one left it out. */
  readonly prepared?: SequencesReport["prepared"];
  readonly leftOut?: Uint8Array | undefined;
}

/** Numbers the tokens of coded rows, and stores identical rows once; names and times of inputs are left to the caller. */
export async function numberRows(
  { rows, weights, truncated, naming, prepared = [], leftOut }: CodedRows,
  at: Checkpoint,
): Promise<TokenizedSequences> {
  const { names, changed, unknown, rules } = naming;
  const { minLength } = rules;
  const { vocabulary, tokenOf, hasToken } = numberTokens(rows, minLength, names, changed, weights);
  for (let i = 0; i < rows.tokens.length; i++) rows.tokens[i] = tokenOf[rows.tokens[i]!]!;
  const distinct = await deduplicate(rows, (start, end) => end - start >= minLength, at, weights);
  await at.pass(1);
  return {
    ...distinct,
    vocabulary,
    ids: undefined,
    durations: undefined,
    clock: undefined,
    rules: { ...rules, rename: freezeNames(naming, hasToken) },
    report: {
      inputs: distinct.rowOf.length,
      distinct: distinct.weights.length,
      prepared,
      ...countLengths(rows, minLength, weights, leftOut),
      truncated,
      unknown,
      notes: [],
    },
  };
}

/** Tokens in all inputs kept, and the inputs that are not. */
function countLengths(
  { offsets }: Ragged,
  minLength: number,
  weights: Float64Array | undefined,
  leftOut: Uint8Array | undefined,
) {
  const counts = { tokens: 0, leftOut: 0, empty: 0, tooShort: 0 };
  for (let row = 0; row + 1 < offsets.length; row++) {
    const weight = weights ? weights[row]! : 1;
    const length = offsets[row + 1]! - offsets[row]!;
    if (length === 0) counts[leftOut?.[row] === 1 ? "leftOut" : "empty"] += weight;
    else if (length < minLength) counts.tooShort += weight;
    else counts.tokens += weight * length;
  }
  return counts;
}

/**
 * What became of renamed actions in the end; and, as they are, the actions that have no token and yet are not rare,
 * since they were cut away wherever they stood.
 */
function freezeNames(
  { actions, names, changed, numbers: { ofAction } }: Naming,
  hasToken: (name: number) => boolean,
): SequenceRules["rename"] {
  const frozen = actions.flatMap((action, i): [string, string | null][] => {
    const name = ofAction[i]!;
    if (name < 0) return changed.has(action) ? [[action, null]] : [];
    return changed.has(action) || !hasToken(name) ? [[action, names[name]!]] : [];
  });
  return frozen.sort(([a], [b]) => (a < b ? -1 : 1));
}
