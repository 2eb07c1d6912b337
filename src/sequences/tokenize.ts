import {
  type Checkpoint,
  describeValue,
  forEachYielding,
  type Ragged,
  type Resolved,
  sum,
  wrongType,
} from "../core/internal";
import { TextTable } from "../events/internal";
import type { ActionLog } from "./action-log";
import type { RowClock } from "./clock-builder";
import { CodeRowsWriter } from "./code-rows";
import { deduplicate } from "./deduplicate";
import { LEFT_OUT, type NameNumbers, type NameRows, nameRows } from "./name-rows";
import { numberTokens } from "./number-tokens";
import { prepareLog } from "./prepare/prepare-log";
import type { SequenceRules } from "./rules";
import type { BUILD_SEQUENCES_OPTIONS } from "./sequence-options";
import type { SequenceClock, TokenizedSequences } from "./types";

/** Options as read, of any function that makes sequences. */
export type TokenizeSettings = Resolved<typeof BUILD_SEQUENCES_OPTIONS>;

/**
 * From actions to distinct sequences: prepare, rename, replace the rare, mark pauses and sessions, collapse repeats, cut, number the
 * tokens, store identical sequences once. An action passes through four spaces of integers:
 *
 * | space | made by | size | holds |
 * | --- | --- | --- | --- |
 * | action | the log | distinct actions of the log | what was read |
 * | name | {@link renameActions}, {@link replaceRare} | distinct new names, those of pauses and boundaries included | renamed actions |
 * | code | {@link CodeRowsWriter} | names x buckets of repeats: name * 5 + bucket | what a row holds |
 * | token | {@link numberTokens} | the vocabulary | the codes that occur, most frequent first |
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
  const counts = countActions(log);
  const names = new TextTable();
  const { ofAction, changed } = renameActions(log.actions, counts, settings.rename, names);
  const unknown = replaceRare(ofAction, counts, settings.minCount, settings.unknownToken, names);
  const rules = { ...freezeRules(settings, unknown.actions > 0), prepare: prepared.steps };
  const numbers: NameNumbers = {
    ofAction,
    ofPause: Int32Array.from(rules.pauses, ({ token }) => names.idOf(token)),
    ofBoundary: rules.sessionBoundary === null ? -1 : names.idOf(rules.sessionBoundary),
  };

  const named = await nameRows(log, numbers, rules, at.part(0, 0.3));
  const { rows, truncated } = await codeRows(named, numbers, rules, at.part(0.3, 0.5));
  const { minLength } = rules;
  const { vocabulary, tokenOf, hasToken } = numberTokens(rows, minLength, names.names, changed);
  for (let i = 0; i < rows.tokens.length; i++) rows.tokens[i] = tokenOf[rows.tokens[i]!]!;
  const distinct = await deduplicate(rows, (start, end) => end - start >= minLength, at.part(0.5, 1));

  await at.pass(1);
  const inputs = rows.offsets.length - 1;
  const isLeftOut = (input: number) => named.leftOut?.[input] === 1;
  const lengths = rows.offsets.subarray(1).map((end, input) => end - rows.offsets[input]!);
  return {
    ...distinct,
    vocabulary,
    ids: named.ids,
    durations: named.durations,
    clock: named.clock && clockOf(named.clock, rows),
    rules: { ...rules, rename: freezeNames(log.actions, ofAction, names.names, changed, hasToken) },
    report: {
      inputs,
      distinct: distinct.weights.length,
      tokens: lengths.reduce((sum, length) => sum + (length >= minLength ? length : 0), 0),
      prepared: prepared.report,
      leftOut: lengths.reduce((sum, length, input) => sum + (length === 0 && isLeftOut(input) ? 1 : 0), 0),
      empty: lengths.reduce((sum, length, input) => sum + (length === 0 && !isLeftOut(input) ? 1 : 0), 0),
      tooShort: lengths.reduce((sum, length) => sum + (length > 0 && length < minLength ? 1 : 0), 0),
      truncated,
      unknown,
      notes: [],
    },
  };
}

/** The clock after collapsing and cutting, without what that left over. */
function clockOf({ gaps, hours, ...rest }: RowClock, { tokens, offsets }: Ragged): SequenceClock {
  return { offsets, gaps: gaps.slice(0, tokens.length), hours: hours.slice(0, tokens.length), ...rest };
}

function countActions({ actions, tokens }: ActionLog): Float64Array {
  const counts = new Float64Array(actions.length);
  for (const token of tokens) counts[token]! += 1;
  return counts;
}

/** Numbers the new names of all actions that occur. */
function renameActions(
  actions: readonly string[],
  counts: Float64Array,
  rename: ((action: string) => unknown) | undefined,
  names: TextTable,
) {
  const changed = new Map<string, string | null>();
  const ofAction = Int32Array.from(actions, (action, i) => {
    if (counts[i] === 0) return LEFT_OUT;
    const name = rename ? rename(action) : action;
    if (typeof name !== "string" && name !== null) {
      throw wrongType("rename", `a name or null for ${describeValue(action)}`, name);
    }
    if (name !== action) changed.set(action, name || null);
    return name ? names.idOf(name) : LEFT_OUT;
  });
  return { ofAction, changed };
}

/** Points rare actions to the unknown token; returns how many and how often they occurred. */
function replaceRare(
  ofAction: Int32Array,
  counts: Float64Array,
  minCount: number,
  unknownToken: string,
  names: TextTable,
): { actions: number; tokens: number } {
  const nameCounts = new Float64Array(names.names.length);
  for (const [action, name] of ofAction.entries()) if (name >= 0) nameCounts[name]! += counts[action]!;
  const rare = nameCounts.filter((count) => count < minCount);
  if (rare.length === 0) return { actions: 0, tokens: 0 };
  const unknown = names.idOf(unknownToken);
  for (const [action, name] of ofAction.entries()) {
    if (name >= 0 && nameCounts[name]! < minCount) ofAction[action] = unknown;
  }
  return { actions: rare.length, tokens: sum(rare) };
}

function freezeRules(settings: TokenizeSettings, anyRare: boolean): Omit<SequenceRules, "prepare"> {
  const { unknownToken, collapseRepeats, minLength, maxLength, keep, unit, sessionGap, sessionBoundary } = settings;
  return {
    rename: [],
    unknownToken: anyRare ? unknownToken : null,
    collapseRepeats,
    minLength,
    maxLength: maxLength ?? null,
    keep,
    unit,
    sessionGap: sessionGap ?? null,
    sessionBoundary: unit === "user" && sessionBoundary ? sessionBoundary : null,
    pauses: settings.timeGaps ?? [],
  };
}

async function codeRows(named: NameRows, numbers: NameNumbers, rules: SequenceRules, at: Checkpoint) {
  const inputs = named.offsets.length - 1;
  const writer = new CodeRowsWriter(rules, numbers, named.tokens.length, inputs);
  await forEachYielding(inputs, at, (input) => {
    const start = named.offsets[input]!;
    const end = named.offsets[input + 1]!;
    writer.add(named, start, end);
    return end - start;
  });
  return { rows: writer.rows.finish(), truncated: writer.truncated };
}

/**
 * What became of renamed actions in the end; and, as they are, the actions that have no token and yet are not rare,
 * since they were cut away wherever they stood.
 */
function freezeNames(
  actions: readonly string[],
  ofAction: Int32Array,
  names: readonly string[],
  changed: ReadonlyMap<string, string | null>,
  hasToken: (name: number) => boolean,
): SequenceRules["rename"] {
  const frozen = actions.flatMap((action, i): [string, string | null][] => {
    const name = ofAction[i]!;
    if (name < 0) return changed.has(action) ? [[action, null]] : [];
    return changed.has(action) || !hasToken(name) ? [[action, names[name]!]] : [];
  });
  return frozen.sort(([a], [b]) => (a < b ? -1 : 1));
}
