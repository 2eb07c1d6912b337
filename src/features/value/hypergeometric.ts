/** Terms summed at most: enough for z up to .9999. */
const MOST_TERMS = 400_000;

/** Gauss' 2F1(a, b; c; z) for 0 <= z < 1 by its series; c is no whole number <= 0. */
export function hypergeometric(a: number, b: number, c: number, z: number): number {
  let sum = 1;
  let term = 1;
  for (let n = 0; n < MOST_TERMS; n++) {
    const ratio = (((a + n) * (b + n)) / ((c + n) * (n + 1))) * z;
    term *= ratio;
    sum += term;
    const isSmall = Math.abs(term) <= 1e-17 * Math.abs(sum) * Math.max(1e-3, 1 - z);
    if (term === 0 || (isSmall && n > Math.abs(a) + Math.abs(b) + Math.abs(c))) break;
  }
  return sum;
}
