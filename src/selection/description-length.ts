import { either, logGamma, number, oneOf, readOptions, type Schema, sum } from "../core/internal";
import type { InputLabels, Sequences } from "../sequences";
import { countTransitions, labelledRows, type TransitionCounts } from "../sequences/internal";
import { rowGroups } from "./row-groups";

/** Options of {@link descriptionLength}. */
export interface DescriptionLengthOptions {
  /** Actions before that a law looks at. @default 1 */
  order?: 0 | 1 | 2 | undefined;
  /**
   * How many actions' worth a segment believes that it does what all do, for each context. `"learn"` takes the one of
   * 1, 2, 4 .. 512 that describes best, and counts the bits that encoding it costs.
   * @default "learn"
   */
  priorStrength?: number | "learn" | undefined;
}

/** What {@link descriptionLength} gives, in bits. */
export interface DescriptionLength {
  /** To encode the labels, and the sequences given the labels. */
  readonly bits: number;
  /** To encode the sequences with one law for all. */
  readonly baseline: number;
  /** (baseline - bits) on each action, the ends of sequences counted. */
  readonly savedPerAction: number;
  /** What was used. */
  readonly priorStrength: number;
}

const DESCRIPTION_LENGTH_OPTIONS = {
  order: oneOf([0, 1, 2], 1),
  priorStrength: either(number({ above: 0, max: 1e9 }), oneOf(["learn"]), "learn"),
} satisfies Schema<DescriptionLengthOptions>;

const STRENGTHS = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512];

/**
 * How many bits a log takes when its labels are encoded first: a two-part code, in closed form. Each segment (unassigned inputs
 * are one more) codes its sequences, start and end included, by a Markov law of its own: a Dirichlet-multinomial for each
 * context, whose prior is `priorStrength` times what all inputs do there. The labels cost the Dirichlet-multinomial of
 * the segments' sizes. The law of all is known to both sides and costs nothing, so compare labelings of one log only.
 *
 * @param sequences built sequences.
 * @param labels one for each input; -1 for none.
 * @param options the order of the code, and the strength of its prior.
 * @returns bits, and what is saved beside one law for all.
 * @throws RangeError when labels and inputs differ in number.
 * @example
 * const sequences = await sequencesFrom(
 *   [..."STUVWXYZ"].flatMap((start) => [start + " -> A -> B".repeat(6), start + " -> A -> C".repeat(6)]),
 * );
 * const labels = Int32Array.from({ length: 16 }, (_, i) => i % 2); // does B follow A, or C?
 * descriptionLength(sequences, labels).savedPerAction > 0; // true
 */
export function descriptionLength(
  sequences: Sequences,
  labels: InputLabels,
  options: DescriptionLengthOptions = {},
): DescriptionLength {
  const { order, priorStrength } = readOptions(options, DESCRIPTION_LENGTH_OPTIONS);
  const rows = labelledRows(sequences, labels);
  const { weights } = rows.sequences;
  const groups = rowGroups(rows.labels);
  const counts = countTransitions(rows.sequences, order);
  const strengths = priorStrength === "learn" ? STRENGTHS : [priorStrength];
  const strengthBits = priorStrength === "learn" ? 3.321928094887362 : 0; // log2 of 10 strengths
  const everyone = [Uint32Array.from(weights.keys())];
  const best = shortest(counts, groups, weights, strengths);
  const baseline = strengthBits + shortest(counts, everyone, weights, strengths).bits;
  const bits = strengthBits + best.bits + labelBits(groups, weights);
  const actions = sum(counts.totals);
  return {
    bits,
    baseline,
    savedPerAction: actions === 0 ? 0 : (baseline - bits) / actions,
    priorStrength: best.strength,
  };
}

/** The fewest bits over the strengths; ties by the smaller one. */
function shortest(
  counts: TransitionCounts,
  groups: readonly Uint32Array[],
  weights: Float64Array,
  strengths: readonly number[],
): { bits: number; strength: number } {
  const bits = new Float64Array(strengths.length);
  const seen = new Float64Array(counts.totals.length);
  const inContext = new Float64Array(counts.contextTotals.length);
  for (const rows of groups) {
    const touched = addUp(counts, rows, weights, seen, inContext);
    for (const [i, strength] of strengths.entries()) bits[i]! += groupBits(counts, touched, seen, inContext, strength);
    for (const transition of touched) {
      seen[transition] = 0;
      inContext[counts.contextOf[transition]!] = 0;
    }
  }
  let at = 0;
  for (let i = 1; i < bits.length; i++) if (bits[i]! < bits[at]!) at = i;
  return { bits: bits[at]!, strength: strengths[at]! };
}

/** Counts of a group's rows; the transitions that occur, ascending. */
function addUp(
  { offsets, transitions, counts, contextOf }: TransitionCounts,
  rows: Uint32Array,
  weights: Float64Array,
  seen: Float64Array,
  inContext: Float64Array,
): Uint32Array {
  const touched = new Set<number>();
  for (const row of rows) {
    for (let p = offsets[row]!; p < offsets[row + 1]!; p++) {
      const transition = transitions[p]!;
      touched.add(transition);
      seen[transition]! += counts[p]! * weights[row]!;
      inContext[contextOf[transition]!]! += counts[p]! * weights[row]!;
    }
  }
  return Uint32Array.from(touched).sort();
}

/** Minus log2 of the Dirichlet-multinomial of each context. */
function groupBits(
  { contextOf, totals, contextTotals }: TransitionCounts,
  touched: Uint32Array,
  seen: Float64Array,
  inContext: Float64Array,
  strength: number,
): number {
  let nats = 0;
  const done = new Set<number>();
  for (const transition of touched) {
    const context = contextOf[transition]!;
    const prior = (strength * totals[transition]!) / contextTotals[context]!;
    nats += logGamma(prior) - logGamma(prior + seen[transition]!);
    if (done.has(context)) continue;
    done.add(context);
    nats += logGamma(strength + inContext[context]!) - logGamma(strength);
  }
  return nats / Math.LN2;
}

/** Minus log2 of the Dirichlet-multinomial of the group sizes, one of each believed beforehand. */
function labelBits(groups: readonly Uint32Array[], weights: Float64Array): number {
  const sizes = groups.map((rows) => rows.reduce((sum, row) => sum + weights[row]!, 0));
  const inputs = sum(sizes);
  let nats = logGamma(groups.length + inputs) - logGamma(groups.length);
  for (const size of sizes) nats -= logGamma(1 + size);
  return nats / Math.LN2;
}
