/**
 * The table of i32 fields of a hierarchy in progress. Numbers of fields, and nothing else, so that both sides read this
 * list: the kernels, and the bindings, which fill the table by name.
 */

/** Points to begin with. */
export const CAPACITY = 0;
/** Slots in use, empty ones between them included. */
export const SLOTS = 1;
/** Clusters in the chain. */
export const CHAIN_LENGTH = 2;
/** Merges made. */
export const MERGES = 3;
