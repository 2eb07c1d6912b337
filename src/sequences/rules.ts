import type { PrepareStep } from "./prepare/steps";

/**
 * How actions became tokens, in plain JSON: what a saved model needs to treat new sequences exactly as the ones it was
 * fitted to. Functions among the options have become what they did to the actions seen.
 */
export interface SequenceRules {
  /** The steps that prepare events before all else, with what they learned: given as `prepare`, they do the same again. */
  readonly prepare: readonly PrepareStep[];
  /**
   * Actions that took another name, with that name; null for actions left out. Actions that were common, yet were cut
   * away wherever they stood, are here too: they are not rare.
   */
  readonly rename: readonly (readonly [action: string, name: string | null])[];
  /** The token of rare actions; null when no action was rare. */
  readonly unknownToken: string | null;
  readonly collapseRepeats: boolean | "buckets";
  readonly minLength: number;
  /** null: no bound. */
  readonly maxLength: number | null;
  readonly keep: "first" | "last";
  readonly unit: "user" | "session";
  /** Milliseconds; null: sessions are not cut by time. */
  readonly sessionGap: number | null;
  /** The token between a user's sessions; null: none. */
  readonly sessionBoundary: string | null;
  /** Tokens for pauses of at least this many milliseconds, shortest first. */
  readonly pauses: readonly { readonly ms: number; readonly token: string }[];
}
