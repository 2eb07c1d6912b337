import type { Matrix } from "../../core";
import { toResponsibilities } from "./mixture-steps";

/** The largest column of each row of logarithms, ties by the smaller one, and its share. */
export function mostProbable({ data, rows, cols }: Matrix): { labels: Int32Array; probabilities: Float64Array } {
  const labels = new Int32Array(rows);
  const probabilities = new Float64Array(rows);
  const shares = new Float64Array(cols);
  for (let row = 0; row < rows; row++) {
    shares.set(data.subarray(row * cols, (row + 1) * cols));
    let best = 0;
    for (let c = 1; c < cols; c++) if (shares[c]! > shares[best]!) best = c;
    toResponsibilities(shares);
    labels[row] = best;
    probabilities[row] = shares[best]!;
  }
  return { labels, probabilities };
}
