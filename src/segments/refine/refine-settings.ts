import { boolean, type Schema } from "../../core/internal";
import { FIT_SEGMENTS_OPTIONS } from "../options/fit-segments-options";
import type { RefineOptions } from "../options/refine-options";

const { sequences: _, minPathMembers: __, ...FITTING } = FIT_SEGMENTS_OPTIONS;

export const REFINE_OPTIONS = { ...FITTING, anyway: boolean(false) } satisfies Schema<RefineOptions>;
