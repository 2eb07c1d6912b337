import { resampleMixture } from "../../clustering/internal";
import { labelCount, pickRows, randomStream, sum } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import type { TokenizedSequences } from "../../sequences";
import type { ChoiceSettings } from "../options/fit-segments-options";
import { clustererOf } from "../stages/clustered";
import { type Clusterer, fitCustom } from "../stages/clusterer";
import { cutHierarchy } from "../stages/hdbscan-cuts";
import { directions, fitMeans } from "../stages/means-clusterer";
import { binomialWeights } from "../survey/binomial-weights";
import type { ChosenSegments } from "../survey/choose-segments";
import { hierarchyToTry } from "../survey/clusterings-to-try";
import { meansSettings } from "../survey/try-candidates";
import { matchLabels } from "./match-labels";

/** What a clustering of half the users says of all rows. */
export interface HalfRefit {
  /** In the numbers of the model's segments; -1 for none, -2 for a segment that matches none. */
  readonly labels: Int32Array;
  /** Users of each row who were not in that half. */
  readonly others: Float64Array;
}

/** Times that users are halved. */
const HALVINGS = 2;
/** Users in a half, at least. */
const LEAST = 20;
/** A segment of a refit that stands for none of the model's. */
const UNMATCHED = -2;

/**
 * Clusters halves of the users again, each with the winner's settings, and places all rows by what was found. Vectors and their reduction stay
 * those of all users.
 *
 * @param rows of the chosen segments to work on, and how many of its users each stands for.
 */
export async function refitHalves(
  chosen: ChosenSegments,
  sequences: TokenizedSequences,
  sample: { readonly rows: readonly number[]; readonly weights: Float64Array },
  given: ChoiceSettings,
  run: RunOptions,
): Promise<HalfRefit[]> {
  const refits: HalfRefit[] = [];
  if (chosen.mixture && chosen.learnt !== sequences) return refits; // its chains know no rows that were set aside
  const labels = Int32Array.from(sample.rows, (row) => chosen.clusterer.labels[row]!);
  for (let halving = 0; halving < HALVINGS; halving++) {
    const random = randomStream(given.seed, `segments/half ${halving}`);
    const first = binomialWeights(sample.weights, 1 / 2, random);
    const second = first.map((users, i) => sample.weights[i]! - users);
    for (const [half, others] of [
      [first, second],
      [second, first],
    ] as const) {
      run.signal?.throwIfAborted();
      if (sum(half) < LEAST) continue;
      const found = await clusterHalf(chosen, sequences, { ...sample, half }, given, run);
      const match = matchLabels(found, labels, sample.weights);
      refits.push({
        labels: found.map((label) => (label < 0 ? label : match[label]! < 0 ? UNMATCHED : match[label]!)),
        others,
      });
    }
  }
  return refits;
}

/** Labels of the sample's rows by a clustering of some of their users. */
async function clusterHalf(
  { space, survey, clusterer, mixture }: ChosenSegments,
  sequences: TokenizedSequences,
  { rows, half }: { readonly rows: readonly number[]; readonly half: Float64Array },
  given: ChoiceSettings,
  run: RunOptions,
): Promise<Int32Array> {
  const { clustering } = survey.ranked[0]!;
  if (mixture) {
    const weights = new Float64Array(sequences.weights.length);
    for (const [i, row] of rows.entries()) weights[row] = half[i]!;
    const found = resampleMixture(mixture, sequences)(weights);
    return Int32Array.from(rows, (row) => found[row]!);
  }
  const points = pickRows(space.reduced, rows);
  const used = [...half.keys()].filter((i) => half[i]! > 0);
  const vectors = pickRows(points, used);
  const weights = Float64Array.from(used, (i) => half[i]!);
  const users = sum(weights);
  const share = users / sum(survey.sample.sequences.weights);
  const clustered = await (async () => {
    if ("means" in clustering) {
      const k = Math.min(clustering.means.fitted.centers.rows, used.length);
      const settings = { ...meansSettings(given, share), restarts: 1 };
      const [means] = await fitMeans(await directions(vectors, run), weights, [k], settings, run);
      return { means: means! };
    }
    if ("cut" in clustering) {
      const { minClusterSize, clusterSelectionMethod } = clustering.cut.chosen;
      const cut = { minClusterSize: Math.max(2, Math.round(minClusterSize * share)), clusterSelectionMethod };
      return { cut: await cutHierarchy(vectors, weights, hierarchyToTry(given, users, share)!, cut, run) };
    }
    return { own: await fitCustom(given.clustering as Clusterer, vectors, weights, run) };
  })();
  if (labelCount(clusterer.labels) === 0) return Int32Array.from(rows, () => -1);
  const { placer } = await clustererOf({ ...space, vectors, reduced: vectors }, clustered, run);
  return (await placer.place(points, run)).labels;
}
