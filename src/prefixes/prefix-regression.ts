import { randomStream, type Steps } from "../core/internal";
import { toShares } from "./logits";

/** Beginnings as sparse features: example i has `features[p]` with `values[p]` for p in `offsets[i] .. offsets[i + 1]`. */
export interface SparseExamples {
  readonly offsets: Uint32Array;
  readonly features: Uint32Array;
  readonly values: Float64Array;
}

/** Examples to learn from; those without weight are passed over. */
export interface Examples extends SparseExamples {
  readonly labels: Uint32Array;
  readonly weights: Float64Array;
}

/** Passes over the examples. */
const EPOCHS = 4;
const STEP = 0.05;
const EPSILON = 1e-6;
/** Strength of the ridge, on each example. */
const RIDGE = 1e-3;
/** Where the error of a class is smaller, the example teaches nothing of it. */
const SMALLEST_ERROR = 2e-3;

/**
 * Multinomial logistic regression by AdaGrad (Duchi, Hazan & Singer 2011), the examples in an order drawn anew for each pass.
 *
 * @returns a weight for each feature and class, `weights[feature * classes + class]`.
 */
export function* fitRegression(
  { offsets, features, values, labels, weights }: Examples,
  { features: size, classes, seed }: { readonly features: number; readonly classes: number; readonly seed: number },
): Steps<Float64Array> {
  const coefficients = new Float64Array(size * classes);
  const squares = new Float64Array(size * classes);
  const scores = new Float64Array(classes);
  const wrong = new Uint32Array(classes);
  const random = randomStream(seed, "prefixes/regression");
  const used = Uint32Array.from(labels.keys()).filter((i) => weights[i]! > 0);
  const count = used.length;
  const keys = new Float64Array(labels.length);
  const meanWeight = weights.reduce((sum, weight) => sum + weight, 0) / count;
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    for (const i of used) keys[i] = random.uniform(i, epoch);
    const order = used.slice().sort((a, b) => keys[a]! - keys[b]! || a - b);
    for (const [done, i] of order.entries()) {
      const [from, to] = [offsets[i]!, offsets[i + 1]!];
      scores.fill(0);
      for (let p = from; p < to; p++) {
        const at = features[p]! * classes;
        const value = values[p]!;
        for (let c = 0; c < classes; c++) scores[c]! += value * coefficients[at + c]!;
      }
      toShares(scores);
      scores[labels[i]!]! -= 1;
      let errors = 0;
      for (let c = 0; c < classes; c++) if (Math.abs(scores[c]!) >= SMALLEST_ERROR) wrong[errors++] = c;
      const weight = weights[i]! / meanWeight;
      for (let p = from; p < to; p++) {
        const at = features[p]! * classes;
        const value = values[p]! * weight;
        for (let e = 0; e < errors; e++) {
          const c = wrong[e]!;
          const gradient = value * scores[c]! + RIDGE * coefficients[at + c]!;
          squares[at + c]! += gradient * gradient;
          coefficients[at + c]! -= (STEP * gradient) / Math.sqrt(squares[at + c]! + EPSILON);
        }
      }
      if (done % 256 === 0) yield (epoch + done / count) / EPOCHS;
    }
  }
  return coefficients;
}
