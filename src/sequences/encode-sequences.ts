import type { Ragged } from "../core";
import type { Events } from "../events";
import { logOfEvents, logOfTexts } from "./action-log";
import { CodeRowsWriter } from "./code-rows";
import { type NameRows, NameRowsWriter } from "./name-rows";
import { REPEAT_BUCKETS, repeatToken } from "./repeat-buckets";
import type { SequenceRules } from "./rules";
import type { Vocabulary } from "./types";

/** New sequences in the tokens of a known vocabulary. */
export interface EncodedSequences extends Ragged {
  /** For each sequence, how many of its actions the vocabulary does not know. */
  readonly unknown: Uint32Array;
  /** For each sequence that the known ones would not be among, why; one too short keeps its tokens. */
  readonly reasons: readonly (LeftOut | undefined)[];
  /** Names of the inputs, where they come from events. */
  readonly ids: readonly string[] | undefined;
}

/** No action at all; only unknown ones; fewer tokens than `minLength`. */
export type LeftOut = "empty" | "unknown" | "tooShort";

/** Encodes new sequences; see {@link sequenceEncoder}. */
export type SequenceEncoder = (inputs: readonly (readonly string[] | string)[] | Events) => EncodedSequences;

/**
 * Makes new sequences exactly as the rules made the known ones. A known sequence gets its own row back, given as its raw
 * actions (with its clock, where the rules tell pauses or sessions) or as its tokens' names.
 *
 * Unknown actions become the unknown token where there is one, and are left out otherwise; a run that is told by a
 * bucket never seen takes the nearest one seen.
 *
 * @param vocabulary the known actions.
 * @param rules the rules under which they came to be, also when read back from JSON.
 * @returns a function that encodes arrays of actions, arrow paths, or events; it does not wait.
 * @example
 * const { vocabulary, rules } = await sequencesFrom(["START -> BUY", "START -> START -> LEAVE"], { collapseRepeats: true });
 * const encode = sequenceEncoder(vocabulary, rules);
 * encode(["START -> START -> BUY"]).tokens; // Uint32Array [0, 1]
 */
export function sequenceEncoder(vocabulary: Vocabulary, rules: SequenceRules): SequenceEncoder {
  const tokenOf = new Map(vocabulary.actions.map((action, token) => [action, token]));
  const renamed = new Map(rules.rename);
  return (inputs) => {
    const log = "users" in inputs ? logOfEvents(inputs) : logOfTexts("sequences", inputs);
    const known = new KnownNames(tokenOf, rules.collapseRepeats === "buckets" ? REPEAT_BUCKETS : 1);
    const isUnknown = new Uint8Array(log.actions.length);
    const ofAction = Int32Array.from(log.actions, (action, i) => {
      const name = renamed.get(action);
      if (name === null) return -1;
      const id = known.idOf(name ?? action);
      if (id < 0) isUnknown[i] = 1;
      return id < 0 && rules.unknownToken !== null ? known.idOf(rules.unknownToken) : id;
    });
    const writer = new NameRowsWriter(
      log,
      {
        ofAction,
        isUnknown,
        ofPause: Int32Array.from(rules.pauses, ({ token }) => known.idOf(token)),
        ofBoundary: rules.sessionBoundary === null ? -1 : known.idOf(rules.sessionBoundary),
      },
      rules,
    );
    for (let input = 0; input + 1 < log.offsets.length; input++) writer.add(input);
    return encodeRows(writer.finish(), known, rules);
  };
}

/** Numbers the names that the vocabulary knows in one form or another. */
class KnownNames {
  /** The token of each code, `id * REPEAT_BUCKETS + bucket`. */
  readonly tokens: number[] = [];
  readonly #tokenOf: ReadonlyMap<string, number>;
  readonly #buckets: number;
  readonly #ids = new Map<string, number>();

  constructor(tokenOf: ReadonlyMap<string, number>, buckets: number) {
    this.#tokenOf = tokenOf;
    this.#buckets = buckets;
  }

  /** -1 for a name that the vocabulary does not know. */
  idOf(name: string): number {
    let id = this.#ids.get(name);
    if (id === undefined) {
      const forms = Array.from({ length: this.#buckets }, (_, bucket) => this.#tokenOf.get(repeatToken(name, bucket)));
      const isKnown = forms.some((token) => token !== undefined);
      id = isKnown ? this.#ids.size : -1;
      for (let bucket = 0; isKnown && bucket < this.#buckets; bucket++) {
        this.tokens[id * REPEAT_BUCKETS + bucket] = nearest(forms, bucket);
      }
      this.#ids.set(name, id);
    }
    return id;
  }
}

/** The token of the bucket, else of the nearest smaller one, else of the nearest larger one. */
function nearest(forms: readonly (number | undefined)[], bucket: number): number {
  const below = forms.slice(0, bucket + 1).findLast((token) => token !== undefined);
  return below ?? forms.find((token) => token !== undefined)!;
}

function encodeRows(named: NameRows, known: KnownNames, rules: SequenceRules): EncodedSequences {
  const { unknown, ids, offsets } = named;
  const writer = new CodeRowsWriter(rules, named.tokens.length, unknown.length);
  const reasons: (LeftOut | undefined)[] = [];
  for (const [input, unknownActions] of unknown.entries()) {
    const length = writer.add(named, offsets[input]!, offsets[input + 1]!);
    if (length >= rules.minLength) reasons.push(undefined);
    else if (length > 0) reasons.push("tooShort");
    else reasons.push(unknownActions > 0 ? "unknown" : "empty");
  }
  const rows = writer.rows.finish();
  for (let i = 0; i < rows.tokens.length; i++) rows.tokens[i] = known.tokens[rows.tokens[i]!]!;
  return { ...rows, unknown, reasons, ids };
}
