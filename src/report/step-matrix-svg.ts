import { asExpected, integer, oneOf, readOptions, type Schema } from "../core/internal";
import type { SegmentProfile } from "../profiles";
import { standaloneColors } from "./colors";
import { stepMatrixDrawing } from "./views/step-matrix";

/** Options of {@link stepMatrixSvg}. */
export interface StepMatrixSvgOptions {
  /** Colors for a light or a dark ground. @default "light" */
  theme?: "light" | "dark" | undefined;
}

const STEP_MATRIX_SVG_OPTIONS = {
  theme: oneOf(["light", "dark"], "light"),
} satisfies Schema<StepMatrixSvgOptions>;

/**
 * Draws what the members of a segment do at each step as one SVG: a line for each action, darker where more of them do it.
 * It needs no style sheet, script or font.
 *
 * @param profile of a model, or of `summarizeSegments`.
 * @param options the theme.
 * @returns the text of an `<svg>` element.
 * @throws TypeError, RangeError on wrong options.
 * @example
 * const model = await loadSegments("players.seqment");
 * stepMatrixSvg(model.segments[0]).startsWith("<svg"); // true
 */
export function stepMatrixSvg(profile: SegmentProfile, options: StepMatrixSvgOptions = {}): string {
  const { theme } = readOptions(options, STEP_MATRIX_SVG_OPTIONS);
  const colors = standaloneColors(theme);
  return asExpected("profile", "a profile of summarizeSegments", profile, () => {
    const { stepMatrix } = profile.flow;
    integer({ min: 0, max: stepMatrix.ended.length }).read(stepMatrix.positions, "profile.flow.stepMatrix.positions");
    return stepMatrixDrawing(stepMatrix, colors.segment(profile.segment), colors);
  });
}
