import { checkpoint, follow, labelCount } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import type { ChoiceSettings } from "../options/fit-segments-options";
import type { ChosenSegments } from "../survey/choose-segments";
import { sampleInputs } from "../survey/sample-inputs";
import { type AnswerCalibration, fitAnswerCalibration, type Outcome } from "./answer-calibration";
import { refitHalves, UNMATCHED } from "./half-refits";
import type { Reference } from "./reference";
import { answerUnseen } from "./unseen-answers";

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
  const { labels, probabilities } = clusterer;
  const outcomes: Outcome[] = [];
  const answered: { row: number; label: number; users: number }[] = [];
  for (const { labels: refit, others } of refits) {
    for (const [i, row] of rows.entries()) {
      const users = others[i]!;
      if (users === 0) continue;
      const seen = { segment: labels[row]!, membership: probabilities[row]!, seen: true };
      outcomes.push({ answer: seen, users, repeated: refit[i] === seen.segment });
      answered.push({ row, label: refit[i] === UNMATCHED ? seen.segment : refit[i]!, users });
      if (!unseen.isNew[row]) continue;
      const fresh = { segment: unseen.labels[row]!, membership: unseen.memberships[row]!, seen: false };
      outcomes.push({ answer: fresh, users, repeated: refit[i] === fresh.segment });
    }
  }
  if (refits.length === 0) {
    for (const [i, row] of rows.entries()) {
      answered.push({ row, label: labels[row]!, users: sample.sequences.weights[i]! });
    }
  }
  answered.sort((a, b) => a.row - b.row || a.label - b.label);
  await at.pass(1);
  return {
    calibration: fitAnswerCalibration(outcomes, labelCount(labels)),
    reference: {
      rows: Uint32Array.from(answered, ({ row }) => row),
      labels: Int32Array.from(answered, ({ label }) => label),
      weights: Float64Array.from(answered, ({ users }) => users),
    },
  };
}
