import type { Ragged } from "../core/internal";
import type { StepReport } from "./prepare/prepare-log";
import type { SequenceRules } from "./rules";

/** The distinct actions, most frequent first (ties by name, in code unit order); a token is an index into them. */
export interface Vocabulary {
  readonly actions: readonly string[];
  /** Occurrences of each action over all inputs. */
  readonly counts: Float64Array;
}

/**
 * Token sequences, each distinct one stored once. Row r is a distinct sequence, shown by `weights[r]` inputs (users or
 * sessions); rows stand in a canonical order that does not depend on the order of inputs: heaviest first, ties by their
 * tokens in lexicographic order.
 */
export interface Sequences extends Ragged {
  readonly vocabulary: Vocabulary;
  /** Number of inputs that show each row; whole numbers >= 1. */
  readonly weights: Float64Array;
  /** For each input, in input order, its row; -1 for an input that was left out (counted in the report). */
  readonly rowOf: Int32Array;
  /** Name of each input (user, or user and session number); undefined where inputs have no names: then its position counts. */
  readonly ids: readonly string[] | undefined;
  /** For each input, milliseconds from its first to its last event; undefined without a clock. */
  readonly durations: Float64Array | undefined;
  /** When the actions happened; undefined without a clock, and in a loaded model. */
  readonly clock?: SequenceClock | undefined;
  readonly report: SequencesReport;
}

/**
 * When the actions of each input happened, in five bytes a token: input i owns the entries `offsets[i] .. offsets[i + 1]`,
 * one for each of its tokens.
 */
export interface SequenceClock {
  /** One more than there are inputs. */
  readonly offsets: Uint32Array;
  /**
   * Milliseconds, to seven digits, that a token's event lasted, where events have durations, else from it to the next one: of a
   * collapsed run, all of them together. NaN where neither is known (nothing follows in the same session, or a pause is marked by a
   * token), and for tokens that are not actions.
   */
  readonly gaps: Float32Array;
  /** Hour of the week in UTC, 0 for Monday 00:00 to 00:59, 167 for Sunday 23:00; 255 for tokens that are not actions. */
  readonly hours: Uint8Array;
  /** Milliseconds since 1970-01-01T00:00Z of each input's first event; NaN where it has none. */
  readonly starts: Float64Array;
  /** Days (in UTC) on which each input has an event. */
  readonly activeDays: Uint32Array;
  /** Sessions of each input; undefined where sessions are not known, or are the inputs themselves. */
  readonly sessions: Uint32Array | undefined;
}

/** What was changed or left out on the way to the sequences. */
export interface SequencesReport {
  /** Users or sessions seen. */
  readonly inputs: number;
  /** Distinct sequences kept. */
  readonly distinct: number;
  /** Tokens in all inputs kept, after all rewriting. */
  readonly tokens: number;
  /** What each step of `prepare` did, in order. */
  readonly prepared: readonly StepReport[];
  /** Inputs that a step of `prepare` left out. */
  readonly leftOut: number;
  /** Inputs left out because they hold no action. */
  readonly empty: number;
  /** Inputs left out because they are shorter than `minLength`. */
  readonly tooShort: number;
  /** Inputs cut to `maxLength`, and the tokens lost by it. */
  readonly truncated: { readonly inputs: number; readonly tokens: number };
  /** Actions rarer than `minCount` that became the unknown token: distinct ones, and their occurrences. */
  readonly unknown: { readonly actions: number; readonly tokens: number };
  /** Anything else in words: that the source is empty, which cells were taken for none, that sessions hold one action each. */
  readonly notes: readonly string[];
}

/** Sequences with the rules that made them, so that new ones can be made alike. */
export interface TokenizedSequences extends Sequences {
  readonly rules: SequenceRules;
}
