import { checkpoint, follow, labelCount } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { subsetRows } from "../../sequences/internal";
import { type AnswerCalibration, type RefitAnswers, UNMATCHED } from "../model/answer-confidence";
import type { Reference } from "../model/reference";
import type { ChoiceSettings } from "../options/fit-segments-options";
import type { FittedClusterer } from "../stages/clusterer";
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
  const answered: { row: number; users: number; label: number; heldOut: number; membership: number }[] = [];
  for (const { labels: refit, others } of await refitHalves(chosen, { sequences, rows }, given, run)) {
    for (const [i, row] of rows.entries()) {
      const users = others[i]!;
      if (users === 0) continue;
      const place = placeOf.get(row);
      const isNew = place !== undefined && heldOut.isNew[place];
      const fresh = isNew ? heldOut.labels[place]! : UNMATCHED;
      answered.push({
        row,
        users,
        label: refit[i]!,
        heldOut: fresh,
        membership: isNew ? heldOut.memberships[place]! : 0,
      });
    }
  }
  await at.pass(1);
  return {
    calibration: calibrationBy(
      {
        rows: Uint32Array.from(answered, ({ row }) => row),
        users: Float64Array.from(answered, ({ users }) => users),
        labels: Int32Array.from(answered, ({ label }) => label),
        heldOut: Int32Array.from(answered, ({ heldOut }) => heldOut),
        memberships: Float64Array.from(answered, ({ membership }) => membership),
      },
      clusterer,
    ),
    reference: { rows: Uint32Array.from(heldOut.rows), labels: heldOut.labels, weights: heldOut.users },
  };
}

/** How often refits repeat the answers of a model with these labels: to users that it has seen, and to others. */
export function calibrationBy(
  refits: RefitAnswers,
  { labels, probabilities }: Pick<FittedClusterer, "labels" | "probabilities">,
): AnswerCalibration {
  const outcomes: Outcome[] = [];
  for (const [i, row] of refits.rows.entries()) {
    const [users, refit, heldOut] = [refits.users[i]!, refits.labels[i], refits.heldOut[i]!];
    const seen = { segment: labels[row]!, membership: probabilities[row]!, seen: true };
    outcomes.push({ answer: seen, users, repeated: refit === seen.segment });
    if (heldOut === UNMATCHED) continue;
    const fresh = { segment: heldOut, membership: refits.memberships[i]!, seen: false };
    outcomes.push({ answer: fresh, users, repeated: refit === heldOut });
  }
  return { ...fitAnswerCalibration(outcomes, labelCount(labels)), refits };
}
