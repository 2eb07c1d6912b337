import { exp, log, sum } from "../../core/internal";
import type { Figures } from "./histories";
import type { Objective } from "./maximize";

/**
 * Mean log-likelihood of histories under BG/NBD (Fader, Hardie and Lee 2005, equation 6) by the logarithms of r, alpha, a,
 * b, less a penalty on their squares.
 *
 * Frequencies are whole, so that ratios of gamma functions are products: sums over i below the frequency, taken once for
 * all histories.
 */
export function bgNbdLikelihood(
  { frequency, recency, age, weights }: Figures<"frequency" | "recency" | "age">,
  penalty: number,
): Objective {
  const most = frequency.reduce((largest, times) => Math.max(largest, times), 0);
  const customers = sum(weights);
  return (place, gradient) => {
    const [r, alpha, a, b] = Array.from(place, exp) as [number, number, number, number];
    const ofR = risingFactorials(r, most);
    const ofB = risingFactorials(b, most);
    const ofBoth = risingFactorials(a + b, most);
    const logAlpha = log(alpha);
    const logA = log(a);
    let value = 0;
    const by = { r: 0, alpha: 0, a: 0, b: 0 };
    for (let i = 0; i < frequency.length; i++) {
      const x = frequency[i]!;
      const weight = weights[i]!;
      const toAge = alpha + age[i]!;
      const logToAge = log(toAge);
      const stays = -(r + x) * logToAge;
      let both = stays;
      let gone = 0;
      const toLast = alpha + recency[i]!;
      const logToLast = x === 0 ? 0 : log(toLast);
      if (x > 0) {
        // the chance of a customer who left right after the last purchase, beside that of one who is still there
        const left = logA - log(b + x - 1) - (r + x) * logToLast;
        const odds = exp(-Math.abs(stays - left));
        both = Math.max(stays, left) + log(1 + odds);
        gone = (left > stays ? 1 : odds) / (1 + odds);
      }
      value += weight * (ofR.logs[x]! + r * logAlpha + ofB.logs[x]! - ofBoth.logs[x]! + both);
      by.r += weight * (ofR.slopes[x]! + logAlpha - (1 - gone) * logToAge - gone * logToLast);
      by.alpha += weight * (r / alpha - (r + x) * ((1 - gone) / toAge + gone / toLast));
      by.a += weight * (gone / a - ofBoth.slopes[x]!);
      by.b += weight * (ofB.slopes[x]! - ofBoth.slopes[x]! - (x > 0 ? gone / (b + x - 1) : 0));
    }
    gradient.set([by.r * r, by.alpha * alpha, by.a * a, by.b * b].map((slope) => slope / customers));
    for (const [i, of] of [r, alpha, a, b].entries()) gradient[i]! -= 2 * penalty * of * of;
    return value / customers - penalty * (r * r + alpha * alpha + a * a + b * b);
  };
}

/** For n from 0: the logarithm of z (z + 1) ... (z + n - 1), and its derivative by z. */
function risingFactorials(z: number, most: number) {
  const logs = new Float64Array(most + 1);
  const slopes = new Float64Array(most + 1);
  for (let n = 1; n <= most; n++) {
    logs[n] = logs[n - 1]! + log(z + n - 1);
    slopes[n] = slopes[n - 1]! + 1 / (z + n - 1);
  }
  return { logs, slopes };
}
