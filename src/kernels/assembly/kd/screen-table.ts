/**
 * The table that describes points in 16-bit integers (kd-screen.ts), in bytes: i32 but for three f64. Read by both
 * sides: the kernels, and kd-tree.ts, which fills it.
 */

/** The forms: of the box coordinates; of all coordinates about the mean. */
export const COARSE = 0;
export const FINE = 12;
/** Of a form, after its panels: its steps (0: there is no such form), and |a|² of each position. */
export const STEPS = 4;
export const NORMS = 8;
/** f32, one a column, and as many zeros. */
export const MEAN = 24;
export const ZEROS = 28;
/**
 * f64: integers per unit of the points; the same with room for the rounding of exact distances; the margin in integers.
 */
export const UNIT = 32;
export const REACH_UNIT = 40;
export const MARGIN = 48;
/** The centers of leaves in a coarse form, leaves standing for positions; and f32 radii (kd-spheres.ts). */
export const CENTERS = 56;
export const RADII = 68;
/** Panels of the largest leaf; leaves that are not screened have fewer. */
export const MOST_LEAF_PANELS = 8;
/** Bytes of the table. */
export const SCREEN_BYTES = 72;
