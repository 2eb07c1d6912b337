import type { FitSegmentsOptions } from "./fit-segments-options";

/** Options of {@link SegmentModel.refine}: those of a fit, but for how sequences are made and for what they would hide. */
export interface RefineOptions extends Omit<FitSegmentsOptions, "sequences" | "minPathMembers"> {
  /** Split also where the verdict is that there is nothing to split. @default false */
  anyway?: boolean | undefined;
}
