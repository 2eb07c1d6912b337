import type { SparseCounts } from "./sparse-counts";
import type { UserFigures } from "./user-figures";

/** How well beginnings of this many actions are answered, on users who were not counted. */
export interface BeginningsAnswered {
  /** Actions of each beginning. */
  readonly actions: number;
  /** Users who have as many, and were not counted. */
  readonly users: number;
  /** Share of them whose likeliest segment (or none) is that of the whole path. */
  readonly right: number;
  /** Share of them who get an answer, and the share of these whose answer is right; null where nobody gets one. */
  readonly answered: number;
  readonly rightWhenAnswered: number | null;
  /** Mean of -ln of the probability given to what came true, and the same if everybody were given the shares of segments. */
  readonly logLoss: number;
  readonly logLossOfShares: number;
  /** How far the stated probability of the likeliest is from how often it is right: 15 bins (Naeini et al. 2015). */
  readonly calibrationError: number;
}

/** What {@link PrefixLaws} are made from: plain data. The last class is that of users in no segment. */
export interface PrefixLawsData {
  readonly actions: readonly string[];
  readonly seed: number;
  /** Users counted in each class. */
  readonly users: Float64Array;
  /**
   * Transitions: what each follows (the number of actions for the start), what it is (the same number for the end), and users
   * of each class who make it, counted each time.
   */
  readonly contexts: Uint32Array;
  readonly symbols: Uint32Array;
  readonly transitions: SparseCounts;
  /** A tree of beginnings, parents first, node 0 the empty one: the action that leads to each, and users who begin so. */
  readonly parents: Uint32Array;
  readonly tokens: Uint32Array;
  readonly beginnings: SparseCounts;
  /** Four numbers for each number of actions looked at: how what is said of it is tempered. */
  readonly tempers: Float64Array;
  /** Undefined where it does not help. */
  readonly regression: { readonly keys: Float64Array; readonly weights: Float32Array } | undefined;
  /** For each number of actions looked at, 1 - the probability of what came true, of users not counted. */
  readonly misses: readonly UserFigures[];
  /** For each, and last for whole paths, how unusual they are: -ln of their probability on each action. */
  readonly surprises: readonly UserFigures[];
  readonly table: readonly BeginningsAnswered[];
}
