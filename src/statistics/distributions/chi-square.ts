import { number } from "../../core/internal";
import type { Distribution } from "./distribution";
import { LARGEST_SHAPE, scaledGamma } from "./gamma";

/**
 * The chi-square distribution: a gamma distribution of shape df / 2 and scale 2.
 *
 * @param degreesOfFreedom > 0 and at most 2e12, whole or not.
 * @returns its density, both tails and their inverses.
 * @throws RangeError when `degreesOfFreedom` is not > 0, or larger.
 * @example
 * chiSquareDistribution(3).survival(100).toPrecision(6); // "1.55416e-21"
 */
export function chiSquareDistribution(degreesOfFreedom: number): Distribution {
  return scaledGamma(number({ above: 0, max: 2 * LARGEST_SHAPE }).read(degreesOfFreedom, "degreesOfFreedom") / 2, 2);
}
