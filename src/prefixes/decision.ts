import { largest } from "./logits";

/** From this probability on an answer is given, and down to the other one it is kept. */
export const DECIDE = 0.5;
export const KEEP = 0.4;

/** No answer. */
export const UNDECIDED = -1;

/**
 * The answer after one more action: that of before until its probability falls below {@link KEEP}, and then a class that is more
 * probable than all others together. So answers do not go to and fro while two classes are about as probable.
 *
 * @param before the class answered one action before, or {@link UNDECIDED}.
 */
export function decide(before: number, probabilities: Float64Array): number {
  if (before !== UNDECIDED && probabilities[before]! >= KEEP) return before;
  const best = largest(probabilities);
  return probabilities[best]! >= DECIDE ? best : UNDECIDED;
}
