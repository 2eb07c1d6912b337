import { boolean, either, func, type Ragged, raggedRow, readOptions, type Schema } from "../core/internal";
import type { Events } from "../events";
import { TextTable, toEvents } from "../events/internal";
import { logOfEvents, logOfTexts } from "./build/action-log";
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
 * actions (with its clock, where the rules tell pauses or sessions) or as its tokens' names (said to be prepared, where there are
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
  const { keepUnknown } = readOptions(options, SEQUENCE_ENCODER_OPTIONS);
  const { actions } = toVocabulary("vocabulary", vocabulary);
  const tokenOf = new Map(actions.map((action, token) => [action, token]));
  const checked = toRules("rules", rules);
  const renamed = new Map(checked.rename);
  const replay = replaySteps(checked.prepare, checked.unit);
  return (inputs, prepared = false) => {
    const given = isEvents(inputs) ? logOfEvents(toEvents("sequences", inputs)) : logOfTexts("sequences", inputs);
    const log = prepared ? given : replay(given);
    const names = new NameTokens(tokenOf, rules.collapseRepeats === "buckets" ? REPEAT_BUCKETS : 1, keepUnknown);
    const isUnknown = new Uint8Array(log.actions.length);
    const ofAction = Int32Array.from(log.actions, (action, i) => {
      const name = renamed.get(action);
      if (name === null) return LEFT_OUT;
      const id = names.idOf(name ?? action);
      if (names.isKnown(id) && (name ?? action) !== rules.unknownToken) return id;
      isUnknown[i] = 1;
      return name === undefined && rules.unknownToken !== null ? names.idOf(rules.unknownToken) : id;
    });
    const numbers: NameNumbers = {
      ofAction,
      isUnknown,
      ofPause: Int32Array.from(rules.pauses, ({ token }) => names.idOf(token)),
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
      const forms = Array.from({ length: this.#buckets }, (_, bucket) => this.#tokenOf.get(repeatToken(name, bucket)));
      if (forms.every((token) => token === undefined)) this.#add(name, forms);
      for (const bucket of forms.keys()) this.tokens[id * REPEAT_BUCKETS + bucket] = nearest(forms, bucket);
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
  const below = forms.slice(0, bucket + 1).findLast((token) => token !== undefined);
  return below ?? forms.find((token) => token !== undefined);
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
  const betweenActions = new Set([...numbers.ofPause, numbers.ofBoundary].map((name) => tokens[name * REPEAT_BUCKETS]));

  const rows = new RaggedBuilder(coded.tokens.length, unknown.length);
  const reasons: EncodedSequences["reasons"][number][] = [];
  for (const [input, unknownActions] of unknown.entries()) {
    const row = Array.from(raggedRow(coded, input), (code) => tokens[code]);
    const encoded = row.includes(undefined) ? withoutGaps(row, betweenActions, rules) : row;
    for (const token of encoded) rows.push(token!);
    rows.endRow();
    if (encoded.length >= rules.minLength) reasons.push(undefined);
    else if (encoded.length > 0) reasons.push("tooShort");
    else if (leftOut?.[input] === 1) reasons.push("leftOut");
    else reasons.push(unknownActions > 0 ? "unknown" : "empty");
  }
  return { ...rows.finish(), unknown, reasons, ids, newActions: added };
}

/** What is left of a row when what has no token is taken out, as if the rest had been all there was. */
function withoutGaps(
  row: readonly (number | undefined)[],
  betweenActions: ReadonlySet<number | undefined>,
  { collapseRepeats }: SequenceRules,
): (number | undefined)[] {
  const kept: (number | undefined)[] = [];
  for (const token of row) {
    const isBetween = betweenActions.has(token);
    if (token === undefined || (isBetween && kept.length === 0)) continue;
    if (token !== kept.at(-1) || !(isBetween || collapseRepeats === true)) kept.push(token);
  }
  while (kept.length > 0 && betweenActions.has(kept.at(-1))) kept.pop();
  return kept;
}
