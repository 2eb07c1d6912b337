import { boolean, either, func, type Ragged, raggedRow, readOptions, type Schema } from "../core/internal";
import type { Events } from "../events";
import { TextTable, toEvents } from "../events/internal";
import { type ActionLog, logOfEvents, logOfTexts } from "./build/action-log";
import { CodeRowsWriter } from "./build/code-rows";
import { LEFT_OUT, type NameNumbers, type NameRows, NameRowsWriter } from "./build/name-rows";
import { RaggedBuilder } from "./build/ragged-builder";
import { REPEAT_BUCKETS, repeatToken } from "./build/repeat-buckets";
import { toRules, toVocabulary } from "./build/to-sequences";
import { replaySteps } from "./prepare/prepare-log";
import type { SequenceRules } from "./rules";
import type { Vocabulary } from "./types";

/** New sequences in the tokens of a known vocabulary. */
export interface EncodedSequences extends Ragged {
  /** For each sequence, how many of its actions the vocabulary does not know. */
  readonly unknown: Uint32Array;
  /**
   * For each sequence that the known ones would not be among, why: no action at all, only unknown ones, fewer tokens than
   * `minLength` (one too short keeps its tokens), or left out by a step of `prepare`.
   */
  readonly reasons: readonly ("empty" | "unknown" | "tooShort" | "leftOut" | undefined)[];
  /** Names of the inputs, where they come from events. */
  readonly ids: readonly string[] | undefined;
  /** Actions that the vocabulary does not know, where they are kept: their tokens go on from its own. */
  readonly newActions: readonly string[];
}

/** Options of {@link sequenceEncoder}. */
export interface SequenceEncoderOptions {
  /**
   * Keep actions that the vocabulary does not know as new tokens, all or those it says, where they would be left out.
   * @default false
   */
  keepUnknown?: boolean | ((action: string) => boolean) | undefined;
}

const SEQUENCE_ENCODER_OPTIONS = {
  keepUnknown: either(boolean(), func<(action: string) => boolean>(), false),
} satisfies Schema<SequenceEncoderOptions>;

/**
 * Encodes new sequences; see {@link sequenceEncoder}.
 *
 * `prepared` says that they have been through the steps of `prepare` already; false where nothing is said.
 */
export type SequenceEncoder = (
  inputs: readonly (readonly string[] | string)[] | Events,
  prepared?: boolean,
) => EncodedSequences;

/**
 * Makes new sequences exactly as the rules made the known ones. A known sequence gets its own row back, given as its raw
 * actions (with its clock, where the rules use pauses or sessions) or as its tokens' names (said to be prepared, where there are
 * steps of `prepare`).
 *
 * Steps do to the new sequences what they did to the known ones, with what they learned then. A sequence without times is
 * one path: what a step does by times (`sessions` by gap, `LOST`, spans, rates) it does not do there.
 *
 * Unknown actions become the unknown token where there is one, and are left out otherwise; a run that is marked by a
 * bucket never seen takes the nearest one seen.
 *
 * @param vocabulary the known actions.
 * @param rules the rules under which they came to be, also when read back from JSON.
 * @returns a function that encodes arrays of actions, arrow paths, or events; it does not wait.
 * @throws TypeError for an unknown option.
 * @example
 * const { vocabulary, rules } = await sequencesFrom(["START -> BUY", "START -> START -> LEAVE"], { collapseRepeats: true });
 * const encode = sequenceEncoder(vocabulary, rules);
 * encode(["START -> START -> BUY"]).tokens; // Uint32Array [0, 1]
 */
export function sequenceEncoder(
  vocabulary: Vocabulary,
  rules: SequenceRules,
  options: SequenceEncoderOptions = {},
): SequenceEncoder {
  return checkedEncoder(logEncoder(vocabulary, rules, options));
}

/** {@link SequenceEncoder} for logs of the library's own making, which are not checked. */
export type LogEncoder = (log: ActionLog, prepared?: boolean) => EncodedSequences;

/** An encoder of what is given from outside, by one of logs. */
export function checkedEncoder(encode: LogEncoder): SequenceEncoder {
  return (inputs, prepared) =>
    encode(isEvents(inputs) ? logOfEvents(toEvents("sequences", inputs)) : logOfTexts("sequences", inputs), prepared);
}

/** {@link sequenceEncoder} of logs. */
export function logEncoder(
  vocabulary: Vocabulary,
  rules: SequenceRules,
  options: SequenceEncoderOptions = {},
): LogEncoder {
  const { keepUnknown } = readOptions(options, SEQUENCE_ENCODER_OPTIONS);
  const { actions } = toVocabulary("vocabulary", vocabulary);
  const tokenOf = new Map(actions.map((action, token) => [action, token]));
  const checked = toRules("rules", rules);
  const renamed = new Map(checked.rename);
  const replay = replaySteps(checked.prepare, checked.unit);
  return (given, prepared = false) => {
    const log = prepared ? given : replay(given);
    const names = new NameTokens(tokenOf, rules.collapseRepeats === "buckets" ? REPEAT_BUCKETS : 1, keepUnknown);
    const isUnknown = new Uint8Array(log.actions.length);
    const ofAction = new Int32Array(log.actions.length);
    for (let i = 0; i < ofAction.length; i++) {
      const action = log.actions[i]!;
      const name = renamed.get(action);
      ofAction[i] = name === null ? LEFT_OUT : names.idOf(name ?? action);
      if (name === null || (names.isKnown(ofAction[i]!) && (name ?? action) !== rules.unknownToken)) continue;
      isUnknown[i] = 1;
      if (name === undefined && rules.unknownToken !== null) ofAction[i] = names.idOf(rules.unknownToken);
    }
    const numbers: NameNumbers = {
      ofAction,
      isUnknown,
      ofPause: new Int32Array(rules.pauses.map(({ token }) => names.idOf(token))),
      ofBoundary: rules.sessionBoundary === null ? -1 : names.idOf(rules.sessionBoundary),
    };
    const writer = new NameRowsWriter(log, numbers, rules);
    for (let input = 0; input + 1 < log.offsets.length; input++) writer.add(input);
    return encodeRows(writer.finish(), numbers, names, rules);
  };
}

function isEvents(inputs: Parameters<SequenceEncoder>[0]): inputs is Events {
  return typeof inputs === "object" && inputs !== null && "users" in inputs;
}

/** Numbers names, and finds the tokens of those that the vocabulary knows in one form or another. */
class NameTokens {
  /** The token of each code, `id * REPEAT_BUCKETS + bucket`; undefined for none. */
  readonly tokens: (number | undefined)[] = [];
  /** Names that got a token beyond the known ones. */
  readonly added: string[] = [];
  readonly #tokenOf: ReadonlyMap<string, number>;
  readonly #buckets: number;
  readonly #keeps: (name: string) => boolean;
  readonly #names = new TextTable();

  constructor(
    tokenOf: ReadonlyMap<string, number>,
    buckets: number,
    keepUnknown: boolean | ((name: string) => boolean),
  ) {
    this.#tokenOf = tokenOf;
    this.#buckets = buckets;
    this.#keeps = typeof keepUnknown === "function" ? keepUnknown : () => keepUnknown;
  }

  idOf(name: string): number {
    const numbered = this.#names.names.length;
    const id = this.#names.idOf(name);
    if (id === numbered) {
      const forms: (number | undefined)[] = [];
      for (let bucket = 0; bucket < this.#buckets; bucket++) forms.push(this.#tokenOf.get(repeatToken(name, bucket)));
      if (forms.every((token) => token === undefined)) this.#add(name, forms);
      for (let bucket = 0; bucket < REPEAT_BUCKETS; bucket++) {
        this.tokens.push(bucket < this.#buckets ? nearest(forms, bucket) : undefined);
      }
    }
    return id;
  }

  isKnown(id: number): boolean {
    const token = this.tokens[id * REPEAT_BUCKETS];
    return token !== undefined && token < this.#tokenOf.size;
  }

  /** Gives a new name tokens of its own, where it is kept in all its forms. */
  #add(name: string, forms: (number | undefined)[]): void {
    const names = Array.from(forms, (_, bucket) => repeatToken(name, bucket));
    if (!names.every((form) => this.#keeps(form))) return;
    for (const bucket of forms.keys()) forms[bucket] = this.#tokenOf.size + this.added.length + bucket;
    this.added.push(...names);
  }
}

/** The token of the bucket, else of the nearest smaller one, else of the nearest larger one. */
function nearest(forms: readonly (number | undefined)[], bucket: number): number | undefined {
  for (let below = bucket; below >= 0; below--) if (forms[below] !== undefined) return forms[below];
  return forms.find((token) => token !== undefined);
}

function encodeRows(
  named: NameRows,
  numbers: NameNumbers,
  { tokens, added }: NameTokens,
  rules: SequenceRules,
): EncodedSequences {
  const { unknown, ids, offsets, leftOut } = named;
  const codes = new CodeRowsWriter(rules, numbers, named.tokens.length, unknown.length);
  for (const input of unknown.keys()) codes.add(named, offsets[input]!, offsets[input + 1]!);
  const coded = codes.rows.finish();
  const rows = new RaggedBuilder(coded.tokens.length, unknown.length);
  const reasons: EncodedSequences["reasons"][number][] = [];
  for (let input = 0; input < unknown.length; input++) {
    const [from, to] = [coded.offsets[input]!, coded.offsets[input + 1]!];
    let hasGap = false;
    for (let at = from; at < to && !hasGap; at++) hasGap = tokens[coded.tokens[at]!] === undefined;
    if (!hasGap) for (let at = from; at < to; at++) rows.push(tokens[coded.tokens[at]!]!);
    else {
      const row = Array.from(raggedRow(coded, input), (code) => tokens[code]);
      const between = [...numbers.ofPause, numbers.ofBoundary].map((name) => tokens[name * REPEAT_BUCKETS]);
      for (const token of withoutGaps(row, new Set(between), rules)) rows.push(token);
    }
    const length = rows.length - rows.rowStart;
    rows.endRow();
    if (length >= rules.minLength) reasons.push(undefined);
    else if (length > 0) reasons.push("tooShort");
    else if (leftOut?.[input] === 1) reasons.push("leftOut");
    else reasons.push(unknown[input]! > 0 ? "unknown" : "empty");
  }
  return { ...rows.finish(), unknown, reasons, ids, newActions: added };
}

/** What is left of a row when what has no token is taken out, as if the rest had been all there was. */
function withoutGaps(
  row: readonly (number | undefined)[],
  betweenActions: ReadonlySet<number | undefined>,
  { collapseRepeats }: SequenceRules,
): number[] {
  const kept: number[] = [];
  for (const token of row) {
    const isBetween = betweenActions.has(token);
    if (token === undefined || (isBetween && kept.length === 0)) continue;
    if (token !== kept.at(-1) || !(isBetween || collapseRepeats === true)) kept.push(token);
  }
  while (kept.length > 0 && betweenActions.has(kept.at(-1))) kept.pop();
  return kept;
}
