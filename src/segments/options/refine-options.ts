import { boolean, type Schema } from "../../core/internal";
import { FIT_SEGMENTS_OPTIONS, type FitSegmentsOptions } from "./fit-segments-options";

/** Options of {@link SegmentModel.refine}: those of a fit, but for how sequences are made and for what they would hide. */
export interface RefineOptions extends Omit<FitSegmentsOptions, "sequences" | "minPathMembers"> {
  /** Split also where the verdict is that there is nothing to split. @default false */
  anyway?: boolean | undefined;
}

const { sequences: _, minPathMembers: __, ...FITTING } = FIT_SEGMENTS_OPTIONS;

export const REFINE_OPTIONS = { ...FITTING, anyway: boolean(false) } satisfies Schema<RefineOptions>;
