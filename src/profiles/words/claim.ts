/** Something that can be said of a path, and is true of it or not. */
export interface Claim {
  /**
   * What is said of the path: it holds the actions in direct succession (`"run"`) or in this order (`"subsequence"`), it
   * does not hold the action (`"lacks"`), it starts or ends with it, it is nothing but these actions, each once or
   * repeated (`"only"`), it has at most or at least this many actions.
   */
  readonly kind: "run" | "subsequence" | "lacks" | "starts" | "ends" | "only" | "atMost" | "atLeast";
  /** The actions as tokens; of a length, the number of actions. */
  readonly tokens: readonly number[];
  /** The pattern's number where the claim is of one that has a number; otherwise -1. */
  readonly id: number;
}

/** The claim that an action occurs. */
export function actionClaim(token: number): Claim {
  return { kind: "run", tokens: [token], id: token };
}

/** The path with runs of one action as that action. */
export function withoutRepeats(path: ArrayLike<number>): number[] {
  return Array.from(path).filter((token, i) => i === 0 || token !== path[i - 1]);
}

/** Whether it is claimed that a path holds certain actions. */
export function isPattern({ kind }: Claim): boolean {
  return kind === "run" || kind === "subsequence";
}
