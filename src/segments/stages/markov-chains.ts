import {
  MarkovMixtureModel,
  type MarkovMixtureModelData,
  type MarkovMixtureResult,
  markovMixture,
} from "../../clustering";
import type { MarkovMixtureSettings } from "../../clustering/internal";
import type { EmbedderState, FittedEmbedder } from "../../embedding";
import type { RunOptions } from "../../parallel";
import type { TokenizedSequences } from "../../sequences";
import { actionNames, between, numbers, record, type Shape } from "../file/shape";
import { identityReducer } from "./built-in-reducers";
import type { Space } from "./space";

/** A mixture of Markov chains as what brings sequences to vectors: what speaks for each of its components. */
export interface MarkovChains {
  readonly method: typeof MARKOV_CHAINS;
  fit(
    sequences: TokenizedSequences,
    run: RunOptions,
    segments?: number,
  ): Promise<{ fitted: FittedEmbedder; mixture: MarkovMixtureResult }>;
}

export const MARKOV_CHAINS = "markov-chains";

/** Components are as many as the settings say, or as `fit` is asked for, or as the BIC chooses. */
export function markovChains(settings: MarkovMixtureSettings & { readonly seed: number }): MarkovChains {
  return {
    method: MARKOV_CHAINS,
    async fit(sequences, run, segments) {
      const mixture = await markovMixture(sequences, { ...settings, segments: segments ?? settings.segments, ...run });
      return { fitted: fittedChains(new MarkovMixtureModel(mixture)), mixture };
    },
  };
}

/** Fits chains, and takes the sequences as what speaks for each component. */
export async function fitChains(
  chains: MarkovChains,
  sequences: TokenizedSequences,
  run: RunOptions,
  segments?: number,
): Promise<{ space: Space; mixture: MarkovMixtureResult }> {
  const { fitted, mixture } = await chains.fit(sequences, run, segments);
  const { embedding: reduced, fitted: reducer } = await identityReducer().fit(mixture.evidence, sequences.weights, run);
  return { space: { embedder: fitted, vectors: mixture.evidence, reducer, reduced }, mixture };
}

/**
 * Makes fitted chains again from their state.
 *
 * @throws ModelFormatError naming the part that is damaged.
 */
export function restoreChains({ json }: EmbedderState, path: string): FittedEmbedder {
  return fittedChains(new MarkovMixtureModel(mixtureShape(json, `${path}.json`)));
}

const mixtureShape: Shape<MarkovMixtureModelData> = (value, path) => {
  const { actions, contexts, inputs } = record<Pick<MarkovMixtureModelData, "actions" | "contexts" | "inputs">>({
    actions: actionNames,
    contexts: numbers("Uint32Array"),
    inputs: numbers("Float64Array"),
  })(value, path);
  return record<MarkovMixtureModelData>({
    actions: actionNames,
    priorStrength: between(Number.MIN_VALUE, 1e9),
    contexts: numbers("Uint32Array", undefined, 0, actions.length),
    symbols: numbers("Uint32Array", contexts.length, 0, actions.length),
    totals: numbers("Float64Array", contexts.length, 0, MOST_COUNTED),
    expected: numbers("Float64Array", contexts.length * inputs.length, 0, MOST_COUNTED),
    inputs: numbers("Float64Array", undefined, 0, MOST_COUNTED),
  })(value, path);
};

const MOST_COUNTED = 2 ** 53;

function fittedChains(model: MarkovMixtureModel): FittedEmbedder {
  return {
    method: MARKOV_CHAINS,
    dimensions: model.inputs.length,
    embed: async (sequences, run) => (await model.apply(sequences, run)).evidence,
    state: () => ({ method: MARKOV_CHAINS, json: { ...model }, matrices: {} }),
  };
}
