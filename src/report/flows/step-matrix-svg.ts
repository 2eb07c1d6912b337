import { asExpected, integer, oneOf, readOptions, type Schema } from "../../core/internal";
import type { SegmentProfile, StepsAround } from "../../profiles";
import { standaloneColors } from "../colors";
import { stepMatrixDrawing, stepsAroundDrawing } from "../views/plots/step-matrix";

/** Options of {@link stepMatrixSvg}. */
export interface StepMatrixSvgOptions {
  /** Colors for a light or a dark ground. @default "light" */
  theme?: "light" | "dark" | undefined;
}

const STEP_MATRIX_SVG_OPTIONS = {
  theme: oneOf(["light", "dark"], "light"),
} satisfies Schema<StepMatrixSvgOptions>;

const EXPECTED = "a profile of summarizeSegments, or steps of stepMatrix";

/**
 * Draws what is done at each step as one SVG: a line for each action, darker where more of them do it. It needs no style sheet,
 * script or font.
 *
 * @param drawn the profile of a segment: the first steps of its members; or steps around a place, of `stepMatrix`.
 * @param options the theme.
 * @returns the text of an `<svg>` element.
 * @throws TypeError, RangeError on wrong options.
 * @example
 * const model = await loadSegments("players.seqment");
 * stepMatrixSvg(model.segments[0]).startsWith("<svg"); // true
 */
export function stepMatrixSvg(drawn: SegmentProfile | StepsAround, options: StepMatrixSvgOptions = {}): string {
  const { theme } = readOptions(options, STEP_MATRIX_SVG_OPTIONS);
  const colors = standaloneColors(theme);
  return asExpected("drawn", EXPECTED, drawn, () => {
    if ("flows" in drawn) return stepsAroundDrawing(drawn, colors.segment(0), colors);
    const { stepMatrix } = drawn.flow;
    integer({ min: 0, max: stepMatrix.ended.length }).read(stepMatrix.positions, "drawn.flow.stepMatrix.positions");
    return stepMatrixDrawing(stepMatrix, colors.segment(drawn.segment), colors);
  });
}
