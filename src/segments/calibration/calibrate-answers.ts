import { checkpoint, follow, labelCount, NOISE } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { subsetRows } from "../../sequences/internal";
import {
  type AnswerCalibration,
  type CalibratedAnswers,
  type RefitAnswers,
  UNMATCHED,
} from "../model/answers/answer-confidence";
import type { Reference } from "../model/reference";
import { type NearestSegments, nearestSegments } from "../noise/nearest-segments";
import { restRule, settleRest } from "../noise/settle-rest";
import type { ChoiceSettings } from "../options/fit-segments-options";
import type { FittedClusterer } from "../stages/clusterer";
import { goesWith } from "../stages/rest-placer";
import { shareFor } from "../survey/binomial-weights";
import type { ChosenSegments } from "../survey/choose-segments";
import { answerHeldOut } from "./answer-held-out";
import { calibrated, fitAnswerCalibration, type Outcome } from "./fit-answer-calibration";
import { type HalfRefit, refitHalves } from "./half-refits";
import { spreadDraw } from "./spread-draw";

/** Distinct sequences that are answered again, at most. */
const SAMPLE = 3200;

/** How far answers can be relied on, and which segments they are. */
export interface CalibratedSegments {
  /** What was chosen, with those in no segment in the nearest one as far as is asked for. */
  readonly settled: ChosenSegments;
  readonly nearest: NearestSegments;
  readonly calibration: AnswerCalibration;
  readonly reference: Reference;
}

/**
 * How far answers can be relied on: what refits on other users say of them, and what users not seen are answered. What becomes of
 * those in no segment is settled on the way, for it may depend on how surely they are placed.
 */
export async function calibrateAnswers(
  chosen: ChosenSegments,
  given: ChoiceSettings,
  run: RunOptions,
): Promise<CalibratedSegments> {
  const at = checkpoint("calibrating", run);
  const { learnt, clusterer } = chosen;
  const { weights } = learnt;
  const share = weights.length > SAMPLE ? shareFor(weights, SAMPLE) : 1;
  const { sequences, rows } = await follow(subsetRows(learnt, spreadDraw(weights, share, given.seed)), at);
  const refits = await refitHalves(chosen, { sequences, rows }, given, run);
  const noise = given.segments && !chosen.hierarchy ? "keep" : given.noise; // other divisions leave nobody out
  const measured = await nearestSegments(chosen.space.reduced, clusterer, noise !== "keep", run);
  const raw = refits.flatMap((half) => answersOfHalf(half, rows));
  const rule = restRule(noise, clusterer, measured, calibratedRest(raw, clusterer, measured), weights);
  const { clusterer: final, nearest } = settleRest(clusterer, measured, rule);
  const settled = { ...chosen, clusterer: final };

  const heldOut = await answerHeldOut(settled, { rows, weights: sequences.weights }, given.seed, run);
  const placeOf = new Map(heldOut.rows.map((row, i) => [row, i]));
  const answered = raw.map(({ row, users, label, nearest, closeness }) => {
    const place = placeOf.get(row);
    const isNew = place !== undefined && heldOut.isNew[place] && !heldOut.isPlaced[place];
    return {
      ...{ row, users, nearest },
      label: label === NOISE && rule && goesWith(rule, nearest, closeness) ? nearest : label,
      heldOut: isNew ? heldOut.labels[place]! : UNMATCHED,
      membership: isNew ? heldOut.memberships[place]! : 0,
    };
  });
  await at.pass(1);
  const answers: RefitAnswers = {
    rows: Uint32Array.from(answered, ({ row }) => row),
    users: Float64Array.from(answered, ({ users }) => users),
    labels: Int32Array.from(answered, ({ label }) => label),
    nearest: Int32Array.from(answered, ({ nearest }) => nearest),
    heldOut: Int32Array.from(answered, ({ heldOut }) => heldOut),
    memberships: Float64Array.from(answered, ({ membership }) => membership),
  };
  return {
    settled,
    nearest,
    calibration: calibrationBy(answers, final, nearest),
    reference: { rows: Uint32Array.from(heldOut.rows), labels: heldOut.labels, weights: heldOut.users },
  };
}

/** What a refit says of the users who were not in it. */
interface AnswerOfHalf {
  readonly row: number;
  readonly users: number;
  readonly label: number;
  readonly nearest: number;
  readonly closeness: number;
}

function answersOfHalf({ labels, nearest, closeness, others }: HalfRefit, rows: readonly number[]): AnswerOfHalf[] {
  const asked = [...rows.keys()].filter((i) => others[i]! > 0);
  return asked.map((i) => ({
    ...{ row: rows[i]!, users: others[i]! },
    ...{ label: labels[i]!, nearest: nearest[i]!, closeness: closeness[i]! },
  }));
}

/** How often refits find the same segment nearest to those in none by themselves. */
function calibratedRest(
  answers: readonly Pick<AnswerOfHalf, "row" | "users" | "nearest">[],
  { labels }: Pick<FittedClusterer, "labels">,
  { labels: nearestOf, closeness, placed }: NearestSegments,
): CalibratedAnswers {
  const outcomes: Outcome[] = [];
  const halves = halvesOf(answers.map(({ row }) => row));
  for (const [i, { row, users, nearest }] of answers.entries()) {
    const segment = nearestOf[row]!;
    if (segment < 0 || (labels[row] !== NOISE && !placed[row])) continue;
    const answer = { segment, membership: closeness[row]!, seen: true };
    outcomes.push({ answer, users, half: halves[i]!, repeated: nearest === segment });
  }
  return calibrated(outcomes, labelCount(labels));
}

/** How often refits repeat the answers of a model with these labels: to users that it has seen, and to others. */
export function calibrationBy(
  refits: RefitAnswers,
  clusterer: Pick<FittedClusterer, "labels" | "probabilities">,
  nearest: NearestSegments | undefined,
): AnswerCalibration {
  const { labels, probabilities } = clusterer;
  const outcomes: Outcome[] = [];
  const halves = halvesOf(refits.rows);
  for (const [i, row] of refits.rows.entries()) {
    const half = halves[i]!;
    const [users, refit, heldOut] = [refits.users[i]!, refits.labels[i], refits.heldOut[i]!];
    if (!nearest?.placed[row]) {
      const seen = { segment: labels[row]!, membership: probabilities[row]!, seen: true };
      outcomes.push({ answer: seen, users, half, repeated: refit === seen.segment });
    }
    if (heldOut === UNMATCHED) continue;
    const fresh = { segment: heldOut, membership: refits.memberships[i]!, seen: false };
    outcomes.push({ answer: fresh, users, half, repeated: refit === heldOut });
  }
  const nearestOfRefits = refits.nearest;
  const ofRest = Array.from(refits.rows, (row, i) => ({
    row,
    users: refits.users[i]!,
    nearest: nearestOfRefits?.[i] ?? NOISE,
  }));
  return {
    ...fitAnswerCalibration(outcomes, labelCount(labels)),
    nearest: nearestOfRefits && nearest && calibratedRest(ofRest, clusterer, nearest),
    refits,
  };
}

/** The half that each answer is of: those of the first come first, each half's rows ascending. */
function halvesOf(rows: ArrayLike<number>): (0 | 1)[] {
  const second = Array.from(rows).findIndex((row, i) => i > 0 && row <= rows[i - 1]!);
  return Array.from(rows, (_, i) => (second >= 0 && i >= second ? 1 : 0));
}
