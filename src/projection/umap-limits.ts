/** Rounds of settling at most. */
export const MOST_EPOCHS = 20_000;
/** Pushes for each pull at most. */
export const MOST_NEGATIVES = 100;
/** Learning rate, strength and connectivity at most. */
export const MOST_RATE = 1000;
