import { printable } from "../core/internal";

/** A run of one action within a path. */
export interface PathStep {
  /** Number of the action. */
  readonly action: number;
  readonly times: number;
}

/** A path in runs; of a long one only the beginning and the end. */
export interface PathSteps {
  readonly head: readonly PathStep[];
  /** Actions left out between head and tail; 0 where `tail` is empty. */
  readonly skipped: number;
  readonly tail: readonly PathStep[];
}

/** Runs that are shown of a long path, at its beginning and its end. */
interface Ends {
  readonly head: number;
  readonly tail: number;
}

/** The runs of a path; of more than 24, or what is asked for, the first 16, the last 8, and the number of actions between them. */
export function pathSteps(
  tokens: ArrayLike<number>,
  { head: most, tail: last }: Ends = { head: 16, tail: 8 },
): PathSteps {
  const head: PathStep[] = [];
  let tail: PathStep[] = [];
  for (let start = 0; start < tokens.length; ) {
    const action = tokens[start]!;
    let end = start + 1;
    while (end < tokens.length && tokens[end] === action) end++;
    (head.length < most ? head : tail).push({ action, times: end - start });
    if (tail.length > 4 * last) tail = tail.slice(-last); // now and then, so that a long path stays cheap
    start = end;
  }
  const stepsIn = (steps: readonly PathStep[]) => steps.reduce((sum, { times }) => sum + times, 0);
  if (stepsIn(head) + stepsIn(tail) === tokens.length && tail.length <= last)
    return { head: [...head, ...tail], skipped: 0, tail: [] };
  tail = tail.slice(-last);
  return { head, skipped: tokens.length - stepsIn(head) - stepsIn(tail), tail };
}

/** A path as text: `A -> B ×3 -> … 5 more … -> C`. */
export function pathText({ head, skipped, tail }: PathSteps, nameOf: (action: number) => string): string {
  const text = ({ action, times }: PathStep) => `${printable(nameOf(action))}${times > 1 ? ` ×${times}` : ""}`;
  return [...head.map(text), ...(skipped > 0 ? [`… ${skipped} more …`] : []), ...tail.map(text)].join(" -> ");
}
