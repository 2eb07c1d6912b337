import { type Checkpoint, describeValue, type Ragged, type Resolved } from "../core";
import { TextTable } from "../events";
import type { ActionLog } from "./action-log";
import { CodeRowsWriter } from "./code-rows";
import { deduplicate } from "./deduplicate";
import { type NameNumbers, nameRows } from "./name-rows";
import { REPEAT_BUCKETS, repeatToken } from "./repeat-buckets";
import type { SequenceRules } from "./rules";
import type { BUILD_SEQUENCES_OPTIONS } from "./sequence-options";
import type { TokenizedSequences, Vocabulary } from "./types";

const ROWS_A_STEP = 1 << 13;

/** Options as read, of any function that makes sequences. */
export type TokenizeSettings = Resolved<typeof BUILD_SEQUENCES_OPTIONS>;

/**
 * From actions to distinct sequences: rename, replace the rare, tell pauses and sessions, collapse repeats, cut, number
 * the tokens, store identical sequences once.
 */
export async function tokenize(
  log: ActionLog,
  settings: TokenizeSettings,
  at: Checkpoint,
): Promise<TokenizedSequences> {
  const counts = countActions(log);
  const names = new TextTable();
  const { ofAction, changed } = renameActions(log.actions, counts, settings.rename, names);
  const unknown = replaceRare(ofAction, counts, settings.minCount, settings.unknownToken, names);
  const rules = freezeRules(settings, changed, unknown.actions > 0);
  const numbers: NameNumbers = {
    ofAction,
    ofPause: Int32Array.from(rules.pauses, ({ token }) => names.idOf(token)),
    ofBoundary: rules.sessionBoundary === null ? -1 : names.idOf(rules.sessionBoundary),
  };

  const named = await nameRows(log, numbers, rules, at.part(0, 0.3));
  const { rows, truncated } = await codeRows(named, rules, at.part(0.3, 0.5));
  const { minLength } = rules;
  const { vocabulary, tokenOf } = numberTokens(rows, minLength, names.names, changed);
  for (let i = 0; i < rows.tokens.length; i++) rows.tokens[i] = tokenOf[rows.tokens[i]!]!;
  const distinct = await deduplicate(rows, (start, end) => end - start >= minLength, at.part(0.5, 1));

  const inputs = rows.offsets.length - 1;
  const lengths = rows.offsets.subarray(1).map((end, input) => end - rows.offsets[input]!);
  return {
    ...distinct,
    vocabulary,
    ids: named.ids,
    durations: named.durations,
    rules,
    report: {
      inputs,
      distinct: distinct.weights.length,
      tokens: lengths.reduce((sum, length) => sum + (length >= minLength ? length : 0), 0),
      empty: lengths.reduce((sum, length) => sum + (length === 0 ? 1 : 0), 0),
      tooShort: lengths.reduce((sum, length) => sum + (length > 0 && length < minLength ? 1 : 0), 0),
      truncated,
      unknown,
    },
  };
}

function countActions({ actions, tokens }: ActionLog): Float64Array {
  const counts = new Float64Array(actions.length);
  for (const token of tokens) counts[token]! += 1;
  return counts;
}

/** Numbers the new names of all actions that occur; -1 for those left out. */
function renameActions(
  actions: readonly string[],
  counts: Float64Array,
  rename: ((action: string) => unknown) | undefined,
  names: TextTable,
) {
  const changed = new Map<string, string | null>();
  const ofAction = Int32Array.from(actions, (action, i) => {
    if (counts[i] === 0) return -1;
    const name = rename ? rename(action) : action;
    if (typeof name !== "string" && name !== null) {
      throw new TypeError(`"rename" expected a name or null for ${describeValue(action)}, got ${describeValue(name)}`);
    }
    if (name !== action) changed.set(action, name || null);
    return name ? names.idOf(name) : -1;
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
  return { actions: rare.length, tokens: rare.reduce((sum, count) => sum + count, 0) };
}

function freezeRules(
  settings: TokenizeSettings,
  changed: ReadonlyMap<string, string | null>,
  anyRare: boolean,
): SequenceRules {
  const { unknownToken, collapseRepeats, minLength, maxLength, keep, unit, sessionGap, sessionBoundary } = settings;
  return {
    rename: [...changed].sort(([a], [b]) => (a < b ? -1 : 1)),
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

async function codeRows(named: Ragged, rules: SequenceRules, at: Checkpoint) {
  const inputs = named.offsets.length - 1;
  const writer = new CodeRowsWriter(rules, named.tokens.length, inputs);
  for (let input = 0; input < inputs; input++) {
    writer.add(named, named.offsets[input]!, named.offsets[input + 1]!);
    if (input % ROWS_A_STEP === 0) await at.pass(input / inputs);
  }
  return { rows: writer.rows.finish(), truncated: writer.truncated };
}

/** The vocabulary of the rows that count, and the token of each code. */
function numberTokens(
  { tokens, offsets }: Ragged,
  minLength: number,
  names: readonly string[],
  changed: ReadonlyMap<string, string | null>,
): { vocabulary: Vocabulary; tokenOf: Uint32Array } {
  const counts = new Float64Array(names.length * REPEAT_BUCKETS);
  for (let row = 0; row + 1 < offsets.length; row++) {
    if (offsets[row + 1]! - offsets[row]! < minLength) continue;
    for (let i = offsets[row]!; i < offsets[row + 1]!; i++) counts[tokens[i]!]! += 1;
  }
  const codes = Array.from(counts.keys()).filter((code) => counts[code]! > 0);
  const textOf = new Map(codes.map((code) => [code, textOfCode(code, names)]));
  refuseAmbiguous(codes, textOf, names, changed);
  codes.sort((a, b) => counts[b]! - counts[a]! || (textOf.get(a)! < textOf.get(b)! ? -1 : 1));
  const tokenOf = new Uint32Array(counts.length);
  for (const [token, code] of codes.entries()) tokenOf[code] = token;
  const vocabulary = {
    actions: codes.map((code) => textOf.get(code)!),
    counts: Float64Array.from(codes, (code) => counts[code]!),
  };
  return { vocabulary, tokenOf };
}

function textOfCode(code: number, names: readonly string[]): string {
  return repeatToken(names[Math.floor(code / REPEAT_BUCKETS)]!, code % REPEAT_BUCKETS);
}

/** A token must mean one thing, and must stay what it is when it is rewritten once more. */
function refuseAmbiguous(
  codes: readonly number[],
  textOf: ReadonlyMap<number, string>,
  names: readonly string[],
  changed: ReadonlyMap<string, string | null>,
): void {
  const known = new Set(names);
  for (const code of codes) {
    const text = textOf.get(code)!;
    if (code % REPEAT_BUCKETS > 0 && known.has(text)) {
      throw new RangeError(
        `"collapseRepeats" makes the token ${describeValue(text)}, which is also an action; rename it`,
      );
    }
    const renamed = changed.get(text);
    if (renamed !== undefined) {
      const shown = describeValue(text);
      throw new RangeError(
        `"rename" turns ${shown} into ${describeValue(renamed)}, but ${shown} is also a new name; choose another`,
      );
    }
  }
}
