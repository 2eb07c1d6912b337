import { checkpoint, follow, labelCount } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import type { TokenizedSequences } from "../../sequences";
import type { ChoiceSettings } from "../options/fit-segments-options";
import type { ChosenSegments } from "../survey/choose-segments";
import { sampleInputs } from "../survey/sample-inputs";
import { type AnswerCalibration, fitAnswerCalibration, type Outcome } from "./answer-calibration";
import { refitHalves } from "./half-refits";
import { answerUnseen } from "./unseen-answers";

/** Users as the model would answer them had it not seen them: what new users are compared with. */
export interface Reference {
  /** Distinct sequences, and how many users of each. */
  readonly rows: Uint32Array;
  readonly weights: Float64Array;
  readonly labels: Int32Array;
}

/** Distinct sequences that are answered again, at most. */
const SAMPLE = 3000;

/** How far answers can be relied on: what refits on other users say of them, and what users not seen are answered. */
export async function calibrateAnswers(
  chosen: ChosenSegments,
  sequences: TokenizedSequences,
  given: ChoiceSettings,
  run: RunOptions,
): Promise<{ calibration: AnswerCalibration; reference: Reference }> {
  const at = checkpoint("calibrating", run);
  const sample = await follow(sampleInputs(sequences, SAMPLE, given.seed), at);
  const rows = sample.rows ?? [...sequences.weights.keys()];
  const { weights } = sample.sequences;
  const unseen = await answerUnseen(chosen, rows, sequences.weights, given.seed, run);
  await at.pass(0.5);
  const refits = await refitHalves(chosen, sequences, { rows, weights }, given, run);
  const { labels, probabilities } = chosen.clusterer;
  const outcomes: Outcome[] = [];
  for (const { labels: refit, others } of refits) {
    for (const [i, row] of rows.entries()) {
      const users = others[i]!;
      if (users === 0) continue;
      const seen = { segment: labels[row]!, membership: probabilities[row]!, seen: true };
      outcomes.push({ answer: seen, users, repeated: refit[i] === seen.segment });
      if (!unseen.isNew[row]) continue;
      const fresh = { segment: unseen.labels[row]!, membership: unseen.memberships[row]!, seen: false };
      outcomes.push({ answer: fresh, users, repeated: refit[i] === fresh.segment });
    }
  }
  await at.pass(1);
  return {
    calibration: fitAnswerCalibration(outcomes, labelCount(labels)),
    reference: {
      rows: Uint32Array.from(rows),
      weights,
      labels: Int32Array.from(rows, (row) => unseen.labels[row]!),
    },
  };
}
