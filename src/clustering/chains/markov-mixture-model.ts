import type { Matrix } from "../../core";
import { checkPlainData, checkpoint, describeValue, follow, readOptions } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { RUN_OPTIONS } from "../../parallel/internal";
import type { WeightedSequences } from "../../sequences";
import { type MarkovMixtureModelData, type MixtureMemberships, mixtureMemberships } from "./mixture-model";

/**
 * A fitted mixture of Markov chains. Its fields are plain data: `new MarkovMixtureModel(saved)` makes it again from a
 * copy of them, or of a {@link MarkovMixtureResult}.
 */
export class MarkovMixtureModel implements MarkovMixtureModelData {
  readonly actions: readonly string[];
  readonly priorStrength: number;
  /**
   * For each transition of training what it follows (the number of actions for the start) and what it is (for the end).
   */
  readonly contexts: Uint32Array;
  readonly symbols: Uint32Array;
  /** How often all inputs take it, and how often each of the k components is expected to. */
  readonly totals: Float64Array;
  readonly expected: Float64Array;
  /** Inputs expected in each component. */
  readonly inputs: Float64Array;

  /** @throws ModelFormatError when the data is incomplete. */
  constructor(data: MarkovMixtureModelData) {
    checkPlainData(isMarkovMixtureModelData(data), "a mixture of Markov chains");
    this.actions = data.actions;
    this.priorStrength = data.priorStrength;
    this.contexts = data.contexts;
    this.symbols = data.symbols;
    this.totals = data.totals;
    this.expected = data.expected;
    this.inputs = data.inputs;
  }

  /**
   * Where sequences belong. One that was fitted gets its component again, bit for bit; actions that training never saw
   * speak for none.
   *
   * @param sequences n lists of actions, or built sequences with n distinct rows.
   * @param run workers, progress and abort.
   * @returns the most probable component of each, and how probable it is.
   * @throws TypeError when `sequences` is neither.
   */
  async apply(
    sequences: WeightedSequences | readonly (readonly string[])[],
    run: RunOptions = {},
  ): Promise<MixtureMemberships> {
    const { workers: _, ...followed } = readOptions(run, RUN_OPTIONS);
    const numbers = new Map(this.actions.map((action, i) => [action, i]));
    const unknown = this.actions.length;
    const { actions, tokens, offsets } =
      "offsets" in Object(sequences) ? built(sequences as never) : listed(sequences as never);
    const known = actions.map((action) => numbers.get(action) ?? unknown);
    const read = {
      tokens: tokens.map((token) => known[token]!),
      offsets,
      weights: new Float64Array(offsets.length - 1).fill(1),
      vocabulary: { actions: [...this.actions, ""] },
    };
    return follow(mixtureMemberships(this, read), checkpoint("assigning", followed));
  }
}

/** What {@link markovMixture} found. */
export class MarkovMixtureResult extends MarkovMixtureModel implements MixtureMemberships {
  readonly labels: Int32Array;
  readonly probabilities: Float64Array;
  readonly evidence: Matrix;
  /** Of all inputs, in nats, beside one chain for all. */
  readonly logLikelihood: number;
  readonly iterations: number;
  /** What was tried: the Bayesian information criterion of each number of components; the lowest was taken. */
  readonly tried: readonly { readonly segments: number; readonly bic: number }[];

  /** Use {@link markovMixture}. */
  constructor(found: Omit<MarkovMixtureResult, "apply">) {
    super(found);
    this.labels = found.labels;
    this.probabilities = found.probabilities;
    this.evidence = found.evidence;
    this.logLikelihood = found.logLikelihood;
    this.iterations = found.iterations;
    this.tried = found.tried;
  }
}

function isMarkovMixtureModelData({
  actions,
  priorStrength,
  contexts,
  symbols,
  totals,
  expected,
  inputs,
}: MarkovMixtureModelData): boolean {
  return (
    Array.isArray(actions) &&
    actions.every((action) => typeof action === "string") &&
    Number.isFinite(priorStrength) &&
    [contexts, symbols].every((values) => values instanceof Uint32Array && values.length === totals?.length) &&
    [totals, expected, inputs].every((values) => values instanceof Float64Array) &&
    expected.length === totals.length * inputs.length
  );
}

interface Read {
  readonly actions: readonly string[];
  readonly tokens: Uint32Array;
  readonly offsets: Uint32Array;
}

function built({ vocabulary, tokens, offsets }: WeightedSequences): Read {
  return { actions: vocabulary.actions, tokens, offsets };
}

function listed(lists: readonly (readonly string[])[]): Read {
  if (!Array.isArray(lists) || !lists.every(Array.isArray)) {
    throw new TypeError(`"sequences" expected an array of arrays of actions, got ${describeValue(lists)}`);
  }
  const numbers = new Map<string, number>();
  const offsets = new Uint32Array(lists.length + 1);
  for (const [i, list] of lists.entries()) {
    offsets[i + 1] = offsets[i]! + list.length;
    for (const action of list) if (!numbers.has(action)) numbers.set(action, numbers.size);
  }
  const tokens = new Uint32Array(offsets.at(-1)!);
  for (const [i, list] of lists.entries())
    tokens.set(
      list.map((action: string) => numbers.get(action)!),
      offsets[i],
    );
  return { actions: [...numbers.keys()], tokens, offsets };
}
