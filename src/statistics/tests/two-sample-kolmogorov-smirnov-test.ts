import { readOptions, verbatim, wrongValue } from "../../core/internal";
import type { AlternativeHypothesis } from "./alternative";
import {
  KOLMOGOROV_SMIRNOV_TEST_OPTIONS,
  type KolmogorovSmirnovTest,
  type KolmogorovSmirnovTestOptions,
} from "./kolmogorov-smirnov-test";
import { oneSampleSurvival } from "./one-sample-distance";
import { pooledValues } from "./pooled";
import { toValues, type Values } from "./sample";

/**
 * Whether two samples come from the same distribution (Smirnov 1939). "exact" counts the ways to deal the values out, with
 * their ties, and is chosen by "auto" up to a million pairs; "asymptotic" is the law of one sample of
 * n m / (n + m) values, and with ties too large a p.
 *
 * @param first values, one a user.
 * @param second likewise.
 * @param options the alternative, and how p is found.
 * @returns the largest distance of the two empirical distribution functions, and p.
 * @throws RangeError when a sample is empty, a value is not finite, or "exact" is asked for more than 25 million pairs.
 * @example
 * const { statistic, p } = twoSampleKolmogorovSmirnovTest([1, 2, 3, 4], [3.5, 5, 6, 7]);
 * statistic; // 0.75
 * p.toFixed(4); // "0.2286"
 */
export function twoSampleKolmogorovSmirnovTest(
  first: Values,
  second: Values,
  options: KolmogorovSmirnovTestOptions = {},
): KolmogorovSmirnovTest {
  const a = toValues("first", first);
  const b = toValues("second", second);
  const { alternative, method: asked } = readOptions(options, KOLMOGOROV_SMIRNOV_TEST_OPTIONS);
  const { counts, ties } = pooledValues([a, b]);
  const [n, m] = [a.length, b.length];
  if (asked === "exact" && n * m > MOST_EXACT) {
    throw wrongValue("method", `"asymptotic" or "auto" for more than ${MOST_EXACT} pairs`, verbatim('"exact"'));
  }
  const method = asked === "auto" ? (n * m <= EXACT_UP_TO ? "exact" : "asymptotic") : asked;
  const distance = largestDistance(counts[0]!, counts[1]!, n, m, alternative);
  const p =
    method === "exact"
      ? exactP(distance, n, m, ties, alternative)
      : oneSampleSurvival(
          sizeOfOne(n, m),
          distance / (n * m),
          alternative,
          sizeOfOne(n, m) <= 1000 ? "exact" : "asymptotic",
        );
  return { statistic: distance / (n * m), p, method };
}

const EXACT_UP_TO = 1_000_000;
const MOST_EXACT = 25_000_000;

function sizeOfOne(n: number, m: number): number {
  return Math.max(1, Math.round(n * (m / (n + m))));
}

/** How far two distribution functions are apart where i of n and j of m values have come, times n m: a whole number. */
function distanceAt(i: number, j: number, n: number, m: number, alternative: AlternativeHypothesis): number {
  const distance = i * m - j * n;
  return alternative === "greater" ? distance : alternative === "less" ? -distance : Math.abs(distance);
}

function largestDistance(
  a: Float64Array,
  b: Float64Array,
  n: number,
  m: number,
  alternative: AlternativeHypothesis,
): number {
  let largest = 0;
  let [i, j] = [0, 0];
  for (let place = 0; place < a.length; place++) {
    i += a[place]!;
    j += b[place]!;
    largest = Math.max(largest, distanceAt(i, j, n, m, alternative));
  }
  return largest;
}

/**
 * The share of ways in which the distance is reached. `reached[j]` is that of the ways that have come to (i, j): the last
 * step came from (i - 1, j) with probability i / (i + j). Within ties nothing is compared.
 */
function exactP(
  distance: number,
  n: number,
  m: number,
  ties: Float64Array,
  alternative: AlternativeHypothesis,
): number {
  if (distance <= 0) return 1;
  const compared = new Uint8Array(n + m + 1);
  let come = 0;
  for (const count of ties) {
    come += count;
    compared[come] = 1;
  }
  const reached = new Float64Array(m + 1);
  for (let i = 0; i <= n; i++) {
    for (let j = 0; j <= m; j++) {
      if (compared[i + j] === 1 && distanceAt(i, j, n, m, alternative) >= distance) reached[j] = 1;
      else if (i === 0) reached[j] = j === 0 ? 0 : reached[j - 1]!;
      else if (j > 0) reached[j] = (reached[j]! * i + reached[j - 1]! * j) / (i + j);
    }
  }
  return reached[m]!;
}
