import { raggedRow } from "../../../core/internal";
import type { TokenizedSequences } from "../../../sequences";

type PathsOfModel = Pick<TokenizedSequences, "vocabulary" | "tokens" | "offsets" | "weights">;

/** Steps from one action to the next that a path has, at least, before it is strange by them. */
const FEWEST_STEPS = 3;

/**
 * Recognizes paths of which a model says little, whatever segment it puts them in: more than half of their actions are none that
 * it knows, or more than half of their steps from one action to the next occur in no path that it was fitted to. Where it hides
 * paths, actions alone count.
 */
export function strangePaths(sequences: PathsOfModel): (path: readonly string[]) => boolean {
  const tokenOf = new Map(sequences.vocabulary.actions.map((action, token) => [action, token]));
  const steps = stepsOf(sequences);
  return (path) => {
    const tokens = path.map((action) => tokenOf.get(action) ?? UNKNOWN);
    const unknown = tokens.filter((token) => token === UNKNOWN).length;
    if (2 * unknown > path.length) return true;
    if (steps === undefined || path.length <= FEWEST_STEPS) return false;
    let unseen = 0;
    for (let i = 1; i < tokens.length; i++) {
      if (!steps.has(stepKey(tokens[i - 1]!, tokens[i]!, tokenOf.size))) unseen++;
    }
    return 2 * unseen > path.length - 1;
  };
}

const UNKNOWN = -1;

/** Keys of all steps that occur; undefined where paths are hidden. */
function stepsOf(sequences: PathsOfModel): Set<number> | undefined {
  const { vocabulary, weights } = sequences;
  if (weights.some((_, row) => raggedRow(sequences, row).length === 0)) return undefined;
  const steps = new Set<number>();
  for (const row of weights.keys()) {
    const tokens = raggedRow(sequences, row);
    for (let i = 1; i < tokens.length; i++) steps.add(stepKey(tokens[i - 1]!, tokens[i]!, vocabulary.actions.length));
  }
  return steps;
}

/** A number for a step; that of one with an unknown action is no other's. */
function stepKey(from: number, to: number, actions: number): number {
  return (from + 1) * (actions + 1) + to + 1;
}
