import { finish } from "../../core/internal";
import type { WeightedSequences } from "../../sequences";
import { countTransitions } from "../../sequences/internal";
import type { MarkovMixtureModelData } from "./mixture-model";
import { lawsOf, mixtureStep, rowLogs } from "./mixture-steps";

/** Steps from the fitted laws to those of other weights. */
const STEPS = 10;

/**
 * The components that other weights of the same sequences would give, started from those that were fitted.
 *
 * @param sequences those the model was fitted to.
 * @returns labels of the rows for weights, one for each row.
 */
export function resampleMixture(
  model: MarkovMixtureModelData,
  sequences: WeightedSequences,
): (weights: Float64Array) => Int32Array {
  const { expected, inputs, priorStrength } = model;
  const counts = countTransitions(sequences, 1);
  const logs = new Float64Array(inputs.length);
  return (weights) => {
    const components = { transitions: expected.slice(), inputs: inputs.slice() };
    for (let step = 0; step < STEPS; step++) {
      const laws = finish(lawsOf(counts, components, priorStrength));
      finish(mixtureStep({ counts, weights, priorStrength }, laws, components));
    }
    const laws = finish(lawsOf(counts, components, priorStrength));
    return Int32Array.from(weights, (_, row) => {
      rowLogs(counts, laws, row, logs);
      return logs.indexOf(logs.reduce((most, value) => Math.max(most, value)));
    });
  };
}
