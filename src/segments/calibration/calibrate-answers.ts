import { checkpoint, follow, labelCount } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { subsetRows } from "../../sequences/internal";
import type { AnswerCalibration } from "../model/answer-confidence";
import type { Reference } from "../model/reference";
import type { ChoiceSettings } from "../options/fit-segments-options";
import { shareFor } from "../survey/binomial-weights";
import type { ChosenSegments } from "../survey/choose-segments";
import { answerHeldOut } from "./answer-held-out";
import { fitAnswerCalibration, type Outcome } from "./fit-answer-calibration";
import { refitHalves } from "./half-refits";
import { spreadDraw } from "./spread-draw";

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
  const { weights } = learnt;
  const share = weights.length > SAMPLE ? shareFor(weights, SAMPLE) : 1;
  const { sequences, rows } = await follow(subsetRows(learnt, spreadDraw(weights, share, given.seed)), at);
  const heldOut = await answerHeldOut(chosen, { rows, weights: sequences.weights }, given.seed, run);
  const placeOf = new Map(heldOut.rows.map((row, i) => [row, i]));
  const { labels, probabilities } = clusterer;
  const outcomes: Outcome[] = [];
  for (const { labels: refit, others } of await refitHalves(chosen, { sequences, rows }, given, run)) {
    for (const [i, row] of rows.entries()) {
      const users = others[i]!;
      if (users === 0) continue;
      const seen = { segment: labels[row]!, membership: probabilities[row]!, seen: true };
      outcomes.push({ answer: seen, users, repeated: refit[i] === seen.segment });
      const place = placeOf.get(row);
      if (place === undefined || !heldOut.isNew[place]) continue;
      const fresh = { segment: heldOut.labels[place]!, membership: heldOut.memberships[place]!, seen: false };
      outcomes.push({ answer: fresh, users, repeated: refit[i] === fresh.segment });
    }
  }
  await at.pass(1);
  return {
    calibration: fitAnswerCalibration(outcomes, labelCount(labels)),
    reference: { rows: Uint32Array.from(heldOut.rows), labels: heldOut.labels, weights: heldOut.users },
  };
}
