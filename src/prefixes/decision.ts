/** From this probability on an answer is given, and down to the other one it is kept. */
export const DECIDE = 0.5;
export const KEEP = 0.4;

/** No answer. */
export const UNDECIDED = -1;

/**
 * The answer after one more action: a class that is more probable than all others together; else the answer of before, until it
 * falls below {@link KEEP}. So a path's answers do not go to and fro while two classes are about as probable.
 *
 * @param before the class answered one action before, or {@link UNDECIDED}.
 */
export function decide(before: number, probabilities: Float64Array): number {
  const best = probabilities.indexOf(Math.max(...probabilities));
  if (probabilities[best]! >= DECIDE) return best;
  return before !== UNDECIDED && probabilities[before]! >= KEEP ? before : UNDECIDED;
}
