import { countText } from "../../core/internal";
import { actionLabels } from "./action-labels";
import type { Claim } from "./claim";
import { sequencePhrase } from "./wording-of-names";

/** Share up to which nobody, for a name, is said to do what hardly anyone does. */
const HARDLY = 0.02;

/** How claims are worded: `FAIL, then BUY`, `ends with PAY`, `no BUY`, `only START`, `at most 3 actions`. */
export function claimPhrases(actions: readonly string[]): (claim: Claim & { coverage?: number }) => string {
  const labelOf = actionLabels(actions);
  return ({ kind, tokens, coverage = 1 }) => {
    const [n] = tokens;
    if (kind === "atLeast") return `${countText(n!)} actions or more`;
    if (kind === "atMost") return n === 1 ? "a single action" : `at most ${countText(n!)} actions`;
    const path = sequencePhrase(
      tokens.map((token) => labelOf(actions[token]!)),
      kind === "subsequence",
    );
    if (kind === "lacks") return `${coverage >= 1 - HARDLY ? "no" : "rarely"} ${path}`;
    if (kind === "only") return `only ${path}`;
    return kind === "starts" || kind === "ends" ? `${kind} with ${path}` : path;
  };
}
