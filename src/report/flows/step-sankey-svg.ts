import { asExpected, number, oneOf, readOptions, type Schema } from "../../core/internal";
import type { StepsAround } from "../../profiles";
import { standaloneColors } from "../colors";
import { stepSankeyDrawing } from "../views/plots/step-sankey";

/** Options of {@link stepSankeySvg}. */
export interface StepSankeySvgOptions {
  /** Flows of a smaller share of all are not drawn; how much they are in all is shown. @default 0.01 */
  minShare?: number | undefined;
  /** Colors for a light or a dark ground. @default "light" */
  theme?: "light" | "dark" | undefined;
}

const STEP_SANKEY_SVG_OPTIONS = {
  minShare: number({ min: 0, max: 1 }, 0.01),
  theme: oneOf(["light", "dark"], "light"),
} satisfies Schema<StepSankeySvgOptions>;

/**
 * Draws steps as a Sankey diagram: a column for each step, a bar for each action there, and bands for what leads to what, as
 * wide as there are inputs. It needs no style sheet, script or font.
 *
 * @param steps of `stepMatrix`.
 * @param options the least share of a band, and the theme.
 * @returns the text of an `<svg>` element.
 * @throws TypeError, RangeError on wrong options.
 * @example
 * const steps = await stepMatrix(await sequencesFrom(["look -> cart -> pay", "look -> cart"]), { after: 2, before: 0 });
 * stepSankeySvg(steps).startsWith("<svg"); // true
 */
export function stepSankeySvg(steps: StepsAround, options: StepSankeySvgOptions = {}): string {
  const { minShare, theme } = readOptions(options, STEP_SANKEY_SVG_OPTIONS);
  return asExpected("steps", "steps of stepMatrix", steps, () => {
    return stepSankeyDrawing(steps, minShare, standaloneColors(theme));
  });
}
