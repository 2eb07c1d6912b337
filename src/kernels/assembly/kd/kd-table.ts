/**
 * The table of i32 fields that describes a k-d tree over n points, and Boruvka's rounds over it.
 *
 * Points stand four by four in panels in the order of the tree; a point's place there is its position. Node 0 covers
 * all panels; node i covers panels [first, end) and its children 2i + 1 and 2i + 2 cover the halves [first, middle) and
 * [middle, end), down to `DEPTH`, where the leaves are. Panels are in number a multiple of two everywhere, so that they
 * can be read in twos. All arrays are 16-byte aligned.
 *
 * Numbers of fields, and nothing else, so that both sides read this list: the kernels, and kd-tree.ts, which fills the
 * table by name.
 */

/** Coordinate j of the point at position 4p + l is float (p * cols + j) * 4 + l; Infinity in the padding. */
export const PANELS = 0;
export const COUNT = 1;
export const COLS = 2;
export const PANEL_COUNT = 3;
export const DEPTH = 4;
/** Of each node, `BOX_STRIDE` smallest and `BOX_STRIDE` largest box coordinates. */
export const BOXES = 5;
/** The point at each position. */
export const ORDER = 6;
/** Rows of `STRIDE` floats, a multiple of 4, padding zero: in the order of points, and in that of positions. */
export const POINT_ROWS = 7;
export const ROWS = 8;
export const STRIDE = 9;
/** f64 by point. */
export const WEIGHTS = 10;
/** Squared core distance by position; the smallest below each node. */
export const CORE = 11;
export const NODE_CORE = 12;
/** The component of each position, and of each node that lies in one; -1 for the other nodes. */
export const COMPONENT = 13;
export const NODE_COMPONENT = 14;
/** Of each component, the weight of the best edge out of it that was seen this round. */
export const BOUND = 15;
/**
 * By position: no edge out of its component weighs less; with a target, its best edge, weighing this, of this length.
 */
export const LOWER = 16;
export const TARGET = 17;
export const LENGTH = 18;
/** The component that looks for no edge this round: the largest. */
export const SKIPPED = 19;
/** Union-find over positions: the parent of each, itself for a root. */
export const PARENT = 20;
/** Scratch by position: sizes of components, then the position that holds their best edge. */
export const BEST = 21;
/** Edges found: ends (points), squared weight, squared length; and their number. */
export const FROM = 22;
export const TO = 23;
export const EDGE_WEIGHTS = 24;
export const EDGE_LENGTHS = 25;
export const EDGES = 26;
/**
 * By position, the `LIST_LENGTH` nearest positions, nearest first, -1 where there are fewer; and a squared distance
 * below which there is no other.
 */
export const LISTS = 27;
export const LIST_LENGTH = 28;
export const LIST_REACH = 29;
/** Squared distances of the listed, or what their search measured. */
export const LIST_SQUARES = 30;
/** The position of each point. */
export const PLACE = 31;
/**
 * Rows of `BOX_STRIDE` floats, a multiple of 4, in the order of points: what boxes are made of. They are the points
 * themselves, or their coordinates on a few axes (kd-sketch.ts), between which no distance is larger.
 */
export const BOX_ROWS = 32;
export const BOX_STRIDE = 33;
/** Points in 16-bit integers, by which tiles are screened (kd-screen.ts); 0 without. */
export const SCREEN = 34;
