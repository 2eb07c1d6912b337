import { boolean, integer, type Schema } from "../../../core/internal";
import type { RunOptions } from "../../../parallel";
import { RUN_OPTIONS } from "../../../parallel/internal";

/** Options of {@link SegmentModel.assign}. */
export interface AssignOptions extends RunOptions {
  /**
   * Whether the paths are whole. Of a path that goes on, say so by `false`: segments are defined by whole paths, and a beginning
   * is not yet like any.
   * @default true
   */
  complete?: boolean | undefined;
  /**
   * The layer in which the answer is given ({@link SegmentModel.layers}), by its number from 0, the coarsest.
   * @default the layer that was chosen
   */
  layer?: number | undefined;
}

export const ASSIGN_OPTIONS = {
  complete: boolean(true),
  layer: integer({ min: 0 }),
  ...RUN_OPTIONS,
} satisfies Schema<AssignOptions>;
