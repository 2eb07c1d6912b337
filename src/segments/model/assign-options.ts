import { boolean, type Schema } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { RUN_OPTIONS } from "../../parallel/internal";

/** Options of {@link SegmentModel.assign}. */
export interface AssignOptions extends RunOptions {
  /**
   * Whether the paths are whole. Of a path that goes on, say so by `false`: segments are told by whole paths, and a beginning
   * is not yet like any.
   * @default true
   */
  complete?: boolean | undefined;
}

export const ASSIGN_OPTIONS = { complete: boolean(true), ...RUN_OPTIONS } satisfies Schema<AssignOptions>;
