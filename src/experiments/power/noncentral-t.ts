import { exp, log, logGamma } from "../../core/internal";
import { betaDistribution, normalDistribution } from "../../statistics";

/**
 * P(T > t) of Student's t with a shifted mean, t >= 0: by the series of Lenth (1989, AS 243); with more than 10^5 degrees of
 * freedom or a shift above 30 by the normal law (Abramowitz & Stegun 26.7.10), which is then right to about 1e-5.
 */
export function noncentralTSurvival(t: number, degreesOfFreedom: number, shift: number): number {
  const normal = normalDistribution();
  if (degreesOfFreedom > 1e5 || Math.abs(shift) > 30) {
    const z = (t * (1 - 1 / (4 * degreesOfFreedom)) - shift) / Math.sqrt(1 + (t * t) / (2 * degreesOfFreedom));
    return normal.survival(z);
  }
  const x = (t * t) / (t * t + degreesOfFreedom);
  const half = (shift * shift) / 2;
  let even = exp(-half); // Poisson weights of half and, for odd terms, of half integers
  let odd = shift === 0 ? 0 : shift * exp(-half - log(2) / 2 - logGamma(1.5));
  let inside = 0;
  for (let j = 0; j < MOST_TERMS && (even > 1e-17 || Math.abs(odd) > 1e-17 || j < half); j++) {
    inside += even * betaDistribution(j + 0.5, degreesOfFreedom / 2).cdf(x);
    inside += odd * betaDistribution(j + 1, degreesOfFreedom / 2).cdf(x);
    even *= half / (j + 1);
    odd *= half / (j + 1.5);
  }
  return Math.min(1, Math.max(0, normal.survival(-shift) - inside / 2));
}

const MOST_TERMS = 2000;
