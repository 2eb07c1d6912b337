import { checkpoint, follow, labelCount } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import type { ChoiceSettings } from "../options/fit-segments-options";
import type { FittedClusterer } from "../stages/clusterer";
import type { ChosenSegments } from "../survey/choose-segments";
import { sampleInputs } from "../survey/sample-inputs";
import { type AnswerCalibration, fitAnswerCalibration, type Outcome } from "./answer-calibration";
import { refitHalves, UNMATCHED } from "./half-refits";
import type { Reference } from "./reference";
import { answerUnseen, type UnseenAnswers } from "./unseen-answers";

/** Distinct sequences that are answered again, at most. */
const SAMPLE = 800;

/** How far answers can be relied on: what refits on other users say of them, and what users not seen are answered. */
export async function calibrateAnswers(
  chosen: ChosenSegments,
  given: ChoiceSettings,
  run: RunOptions,
): Promise<{ calibration: AnswerCalibration; reference: Reference }> {
  const at = checkpoint("calibrating", run);
  const { learnt, clusterer } = chosen;
  const sample = await follow(sampleInputs(learnt, SAMPLE, given.seed), at);
  const rows = sample.rows ?? [...learnt.weights.keys()];
  const unseen = await answerUnseen(chosen, rows, learnt.weights, given.seed, run);
  const refits = await refitHalves(chosen, { sequences: sample.sequences, rows }, given, run);
  const { labels } = clusterer;
  const answered: { row: number; label: number; users: number; matched: number }[] = [];
  for (const { labels: refit, others } of refits) {
    for (const [i, row] of rows.entries()) {
      const users = others[i]!;
      if (users === 0) continue;
      const matched = refit[i] === UNMATCHED ? 0 : 1;
      answered.push({ row, label: matched ? refit[i]! : labels[row]!, users, matched });
    }
  }
  if (refits.length === 0) {
    for (const [i, row] of rows.entries()) {
      answered.push({ row, label: labels[row]!, users: sample.sequences.weights[i]!, matched: 1 });
    }
  }
  answered.sort((a, b) => a.row - b.row || a.label - b.label);
  await at.pass(1);
  const reference = {
    rows: Uint32Array.from(answered, ({ row }) => row),
    labels: Int32Array.from(answered, ({ label }) => label),
    weights: Float64Array.from(answered, ({ users }) => users),
    matched: Uint8Array.from(refits.length === 0 ? [] : answered, ({ matched }) => matched),
  };
  return { calibration: calibrationBy(reference, clusterer, unseen), reference };
}

/**
 * How often halves repeat what a model answers users it has seen, and those it has not.
 *
 * @param labels and probabilities of the model's rows.
 */
export function calibrationBy(
  { rows, labels: refit, weights, matched }: Reference,
  { labels, probabilities }: Pick<FittedClusterer, "labels" | "probabilities">,
  unseen: UnseenAnswers,
): AnswerCalibration {
  const outcomes: Outcome[] = [];
  for (const [i, row] of (matched?.length === 0 ? [] : rows).entries()) {
    const users = weights[i]!;
    const repeats = (segment: number) => matched?.[i] !== 0 && refit[i] === segment;
    const seen = { segment: labels[row]!, membership: probabilities[row]!, seen: true };
    outcomes.push({ answer: seen, users, repeated: repeats(seen.segment) });
    if (!unseen.isNew[row]) continue;
    const fresh = { segment: unseen.labels[row]!, membership: unseen.memberships[row]!, seen: false };
    outcomes.push({ answer: fresh, users, repeated: repeats(fresh.segment) });
  }
  return fitAnswerCalibration(outcomes, labelCount(labels));
}
