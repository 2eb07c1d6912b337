import {
  type Checkpoint,
  checkpoint,
  follow,
  integer,
  log,
  number,
  readOptions,
  type Schema,
  sum,
  verbatim,
  wrongValue,
} from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { RUN_OPTIONS } from "../../parallel/internal";
import type { WeightedSequences } from "../../sequences";
import { type TransitionCounts, toWeightedSequences, transitionSteps } from "../../sequences/internal";
import { MarkovMixtureResult } from "./markov-mixture-model";
import { mixtureMemberships, mixtureModel } from "./mixture-model";
import { seedRows, startCounts } from "./mixture-start";
import { lawsOf, logPrior, type MixtureCounts, type MixtureData, mixtureStep } from "./mixture-steps";

/** Options of {@link markovMixture} that do not concern the run. */
export interface MarkovMixtureSettings {
  /** Number of components. @default the one with the lowest BIC, of 1 to `maxSegments` */
  segments?: number | undefined;
  /** The most components that BIC may choose. @default 16 */
  maxSegments?: number | undefined;
  /** How many actions' worth each component leans on what all do, after each action. @default 1 */
  priorStrength?: number | undefined;
  /** Steps of expectation and maximization at most. @default 100 */
  maxIterations?: number | undefined;
  /** Starts of which the likeliest outcome is kept. @default 2 */
  starts?: number | undefined;
}

/** Options of {@link markovMixture}. */
export interface MarkovMixtureOptions extends MarkovMixtureSettings, RunOptions {
  /** Seed of the starts. @default 1 */
  seed?: number | undefined;
}

/** The settings of a Markov mixture as options of other functions. */
export const MARKOV_MIXTURE_SETTINGS = {
  segments: integer({ min: 1, max: 1000 }),
  maxSegments: integer({ min: 1, max: 1000 }, 16),
  priorStrength: number({ above: 0, max: 1e9 }, 1),
  maxIterations: integer({ min: 1, max: 100_000 }, 100),
  starts: integer({ min: 1, max: 1000 }, 2),
} satisfies Schema<MarkovMixtureSettings>;

const MARKOV_MIXTURE_OPTIONS = {
  ...MARKOV_MIXTURE_SETTINGS,
  seed: integer({ min: 0, max: 0xffffffff }, 1),
  ...RUN_OPTIONS,
} satisfies Schema<MarkovMixtureOptions>;

/** Numbers of components that are tried one after the other, until none is better than the best one this often. */
const PATIENCE = 2;

/**
 * Clusters sequences by a mixture of first-order Markov chains, fitted by expectation maximization over the distinct
 * sequences with their weights (Cadez, Heckerman, Meek, Smyth & White 2003). Start and end count as symbols. Each chain
 * is drawn to that of all by a Dirichlet prior. The BIC counts as observations the transitions, as for the order of a
 * chain (Katz 1981), and as parameters what a component can have learned: the transitions expected in it at least half a
 * time, less one for each action they follow.
 *
 * @param sequences built sequences.
 * @param options the number of segments, or the most to be tried, the prior, starts, seed, workers, progress and abort.
 * @returns for each distinct sequence its component, numbered from the one with most inputs, and how probable that is;
 * `apply` gives other sequences theirs.
 * @throws RangeError without any sequence; TypeError or RangeError on invalid options; the signal's reason when
 * aborted.
 * @example
 * const sequences = await sequencesFrom([...Array(30).fill("A -> B -> A -> B"), ...Array(20).fill("B -> B -> A")]);
 * const fitted = await markovMixture(sequences);
 * [...fitted.labels]; // [0, 1]
 * [...(await fitted.apply([["B", "B", "A"], ["A", "B"]])).labels]; // [1, 0]
 */
export async function markovMixture(
  sequences: WeightedSequences,
  options: MarkovMixtureOptions = {},
): Promise<MarkovMixtureResult> {
  const given = readOptions(options, MARKOV_MIXTURE_OPTIONS);
  const { segments, maxSegments, priorStrength, seed, signal, onProgress } = given;
  const { weights, vocabulary } = toWeightedSequences("sequences", sequences);
  if (weights.length === 0) throw wrongValue("sequences", "at least one sequence", verbatim("none"));
  const at = checkpoint("clustering", { signal, onProgress });
  const counts = await follow(transitionSteps(sequences, 1), at.part(0, 0));
  const data: MixtureData = { counts, weights, priorStrength };
  const numbers = segments === undefined ? Array.from({ length: maxSegments }, (_, i) => i + 1) : [segments];
  const seeds: number[][] = [];
  for (let start = 0; start < given.starts; start++) {
    seeds.push(await follow(seedRows(data, numbers.at(-1)!, seed, start), at.part(0, 0)));
  }
  const tried: { segments: number; bic: number }[] = [];
  let best: (Fitted & { bic: number }) | undefined;
  for (const [i, k] of numbers.entries()) {
    if (i > 0 && seeds.every((rows) => rows.length < k)) break; // no k rows differ
    const part = at.part(i / numbers.length, (i + 1) / numbers.length);
    const fitted = await likeliest(data, seeds, k, given.maxIterations, part);
    const bic = criterion(data, fitted);
    tried.push({ segments: k, bic });
    if (best === undefined || bic < best.bic) best = { ...fitted, bic };
    if (k - best.components.inputs.length >= PATIENCE) break;
  }
  const { components, logLikelihood, iterations } = best!;
  const model = await follow(mixtureModel(data, vocabulary.actions, components), at.part(0.99, 0.999));
  const memberships = await follow(mixtureMemberships(model, sequences), at.part(0.99, 0.999));
  await at.pass(1);
  return new MarkovMixtureResult({ ...memberships, ...model, logLikelihood, iterations, tried });
}

interface Fitted {
  readonly components: MixtureCounts;
  readonly logLikelihood: number;
  readonly objective: number;
  readonly iterations: number;
}

/** The most probable fit from any start with k rows; where no start has that many, from those with the most. */
async function likeliest(
  data: MixtureData,
  seeds: readonly (readonly number[])[],
  k: number,
  maxIterations: number,
  at: Checkpoint,
): Promise<Fitted> {
  const most = Math.min(k, Math.max(...seeds.map((rows) => rows.length)));
  let best: Fitted | undefined;
  for (const [start, rows] of seeds.entries()) {
    if (rows.length < most || (k === 1 && best !== undefined)) continue; // of one component all starts end alike
    const part = at.part(start / seeds.length, (start + 1) / seeds.length);
    const fitted = await climb(data, startCounts(data.counts, rows.slice(0, k)), maxIterations, part);
    if (best === undefined || fitted.objective > best.objective) best = fitted;
  }
  return best!;
}

/** Nats an input; less is no gain. */
const TOLERANCE = 1e-5;

/** Steps until the laws hardly become more probable. */
async function climb(data: MixtureData, from: MixtureCounts, maxIterations: number, at: Checkpoint): Promise<Fitted> {
  const { counts, priorStrength, weights } = data;
  const inputs = sum(weights);
  const components = { transitions: from.transitions.slice(), inputs: from.inputs.slice() };
  let objective = Number.NEGATIVE_INFINITY;
  for (let iteration = 1; ; iteration++) {
    const laws = await follow(lawsOf(counts, components, priorStrength), at);
    const logLikelihood = await follow(mixtureStep(data, laws, components), at);
    const reached = logLikelihood + logPrior(counts, laws, priorStrength);
    const done = iteration === maxIterations || reached - objective < TOLERANCE * inputs;
    objective = reached;
    if (done) return { components, logLikelihood, objective, iterations: iteration };
    await at.pass(iteration / maxIterations);
  }
}

function criterion({ counts }: MixtureData, { components, logLikelihood }: Fitted): number {
  const symbols = sum(counts.totals);
  return parametersOf(counts, components) * log(symbols) - 2 * logLikelihood;
}

function parametersOf({ contextOf, contextTotals }: TransitionCounts, { transitions, inputs }: MixtureCounts): number {
  const k = inputs.length;
  const learnt = new Uint8Array(contextTotals.length * k);
  let parameters = k - 1;
  for (const [t, context] of contextOf.entries()) {
    for (let c = 0; c < k; c++) {
      if (transitions[t * k + c]! < 0.5) continue;
      parameters += learnt[context * k + c]!; // the first one of a context is free of charge
      learnt[context * k + c] = 1;
    }
  }
  return parameters;
}
