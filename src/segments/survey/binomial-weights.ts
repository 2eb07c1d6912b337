import { exp, log, type RandomStream } from "../../core/internal";

/** Inputs of a row that are drawn one by one. */
const FEW = 64;
/** Uniform numbers that make one of the normal law. */
const DRAWS = 12;

/** For each row how many of its inputs are drawn, where each is with the same probability and none twice. */
export function binomialWeights(weights: Float64Array, share: number, random: RandomStream): Float64Array {
  return weights.map((weight, row) => {
    if (weight > FEW) {
      let normal = -DRAWS / 2;
      for (let draw = 0; draw < DRAWS; draw++) normal += random.uniform(row, draw);
      const drawn = Math.round(weight * share + Math.sqrt(weight * share * (1 - share)) * normal);
      return Math.min(weight, Math.max(0, drawn));
    }
    let drawn = 0;
    for (let input = 0; input < weight; input++) if (random.uniform(row, input) < share) drawn += 1;
    return drawn;
  });
}

/** The share of inputs that shows this many distinct rows, on average, by bisection. */
export function shareFor(weights: Float64Array, limit: number): number {
  const rowsOf = new Map<number, number>();
  for (const weight of weights) rowsOf.set(weight, (rowsOf.get(weight) ?? 0) + 1);
  let low = 0;
  let high = 1;
  for (let step = 0; step < 40; step++) {
    const share = (low + high) / 2;
    let expected = 0;
    for (const [weight, rows] of rowsOf) expected += rows * (1 - exp(weight * log(1 - share)));
    if (expected > limit) high = share;
    else low = share;
  }
  return low;
}
