/**
 * The table of i32 fields that describes queries to be joined to a tree, read by both sides: join-queries.ts of the
 * kernels, and the binding, which fills it by name.
 */

/** The group of each position, -1 for none; of each node, -2 where there are several. */
export const LABELS = 0;
export const NODE_LABELS = 1;
/** Number of groups, and how many of the nearest are asked for. */
export const GROUPS = 2;
export const WANTED = 3;
/** Rows of queries, and their squared core distances where they are known, else -1. */
export const QUERIES = 4;
export const KNOWN_CORES = 5;
/**
 * Answers, one a query: the nearest point; the nearest by mutual reachability; the squared core distance; that
 * reachability.
 */
export const NEAREST = 6;
export const NEIGHBORS = 7;
export const CORES = 8;
export const REACH = 9;
/** Answers, `WANTED` a query: the nearest groups, and how far they are. */
export const TOP_LABELS = 10;
export const TOP_REACH = 11;
/** Neighbors that a heap may have to hold. */
export const CAPACITY = 12;
