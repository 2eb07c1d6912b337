/** Inputs of the smallest group that is looked for. */
export const SMALLEST = 5;

/** Two groups. */
export const FEWEST_INPUTS = 2 * SMALLEST;
