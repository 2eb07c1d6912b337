import { NOISE, sum } from "../../core/internal";
import { asRowLabels } from "../../sequences/internal";
import { type CalibratedAnswers, confidenceBy } from "../model/answers/answer-confidence";
import type { NoisePolicy } from "../options/noise-policy";
import type { FittedClusterer } from "../stages/clusterer";
import { goesWith, type RestRule, restPlacer } from "../stages/rest-placer";
import type { NearestSegments } from "./nearest-segments";

/**
 * Turns what is asked for into the confidence from which on those in no segment go with the nearest one.
 *
 * @param weights users of each row.
 * @returns undefined where they stay, and where there is no segment.
 */
export function restRule(
  policy: NoisePolicy,
  { labels }: Pick<FittedClusterer, "labels">,
  nearest: NearestSegments,
  answers: CalibratedAnswers,
  weights: Float64Array,
): RestRule | undefined {
  if (policy === "keep") return undefined;
  if (policy === "nearest") return { least: 0, answers };
  if ("confidence" in policy) return { least: policy.confidence, answers };
  const rest = [...labels.keys()]
    .filter((row) => labels[row] === NOISE && nearest.labels[row]! >= 0)
    .map((row) => ({ confidence: restConfidence(answers, nearest, row), users: weights[row]! }))
    .sort((a, b) => b.confidence - a.confidence);
  const users = sum(weights);
  let left = rest.reduce((all, { users }) => all + users, 0);
  if (left <= policy.atMost * users) return undefined;
  for (const { confidence, users: placed } of rest) {
    left -= placed;
    if (left <= policy.atMost * users) return { least: confidence, answers };
  }
  return { least: 0, answers };
}

/** The clusterer with those in no segment in the nearest one, as far as the rule says, and so placing new vectors too. */
export function settleRest(
  clusterer: FittedClusterer,
  nearest: NearestSegments,
  rule: RestRule | undefined,
): { readonly clusterer: FittedClusterer; readonly nearest: NearestSegments } {
  if (rule === undefined) return { clusterer, nearest };
  const labels = asRowLabels(Int32Array.from(clusterer.labels));
  const probabilities = Float64Array.from(clusterer.probabilities);
  const placed = new Int32Array(labels.length);
  for (const [row, label] of labels.entries()) {
    if (label !== NOISE || !goesWith(rule, nearest.labels[row], nearest.closeness[row])) continue;
    labels[row] = nearest.labels[row]!;
    probabilities[row] = nearest.closeness[row]!;
    placed[row] = 1;
  }
  const placer = restPlacer(clusterer.placer, rule);
  return { clusterer: { ...clusterer, labels, probabilities, placer }, nearest: { ...nearest, placed } };
}

/** How probably refits to other users find the same segment nearest. */
function restConfidence(answers: CalibratedAnswers, { labels, closeness }: NearestSegments, row: number): number {
  return confidenceBy(answers, { segment: labels[row]!, membership: closeness[row]! });
}
