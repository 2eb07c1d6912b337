/** One of the depths at which the segments of a model can be read ({@link SegmentModel.layers}). */
export interface SegmentLayer {
  /** Its number: 0 is the coarsest. */
  readonly layer: number;
  /**
   * - `"merged"`: segments that act alike are one;
   * - `"chosen"`: the segments that the fit chose, with all edits;
   * - `"divided"`: segments are divided along the hierarchy they were read from, or where edits had merged them.
   */
  readonly kind: "merged" | "chosen" | "divided";
  /** How many segments it has. */
  readonly segments: number;
  /**
   * Its segments in order. Null for a divided layer: what its parts do is found when it is asked for ({@link SegmentModel.at}).
   */
  readonly groups: readonly LayerGroup[] | null;
}

/** A segment of a merged layer, or of the chosen one. */
export interface LayerGroup {
  /** Id of a segment that stays alone; of several that of the largest and how many more, such as `s1+2`. */
  readonly id: string;
  readonly name: string;
  /** Members. */
  readonly size: number;
  /** The model's segments in it, by number from 0, ascending. */
  readonly segments: readonly number[];
}
