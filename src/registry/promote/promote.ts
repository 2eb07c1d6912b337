import { checkpoint, countWord, readOptions, unitsText, verbatim, wrongType, wrongValue } from "../../core/internal";
import { detectDrift } from "../../monitoring";
import type { RunOptions } from "../../parallel";
import { withPool } from "../../parallel/internal";
import type { SegmentModel } from "../../segments";
import { partsOf, toSegmentModel } from "../../segments/internal";
import { decidedSegments, flowsOf } from "./decided-segments";
import type { Decision, Gate } from "./decision";
import { type GateFigures, judge } from "./gates";
import { labelHoldout } from "./holdout-labels";
import { PROMOTE_OPTIONS, type PromoteOptions } from "./promote-options";
import { refitChurn } from "./refit-churn";
import { segmentGains } from "./segment-gains";

/**
 * Whether a model may take the place of the one that answers today: each gate holds a figure against a threshold, and all have to
 * be passed. Nothing is changed; `registry.decide` records the decision and acts on it.
 *
 * @param candidate the model to be promoted; it has to continue the champion (`fitSegments(events, { previous })`).
 * @param options the champion, the holdout, the gates, seed, workers, progress and abort.
 * @returns the decision; the same models, holdout, options and seed give the same one.
 * @throws TypeError when one is no model or there is no holdout; RangeError when the candidate does not continue the champion, no user of
 *   the holdout can be read, or a gate cannot be judged: the champion of an object of your own, or with hidden paths, has to be
 *   judged by `gates: { churn: SHARE, drift: false }`.
 * @example
 * const log = (...paths: string[]) => paths.flatMap((path) => Array(30).fill(path));
 * const champion = await fitSegments(log("A -> B -> C", "A -> B -> D", "X -> Y -> Z", "X -> Y -> Y"));
 * const candidate = await fitSegments(log("A -> B -> C", "A -> B -> D", "X -> Y -> Z"), { previous: champion });
 * const holdout = log("A -> B -> C", "X -> Y -> Z");
 * const decision = await promote(candidate, { champion, holdout, gates: { churn: 0.2, drift: false } });
 * decision.gates.map(({ gate, passed }) => `${gate}: ${passed}`);
 */
export async function promote(candidate: SegmentModel, options: PromoteOptions): Promise<Decision> {
  const { champion, holdout, gates, refits, permutations, seed, workers, ...followed } = readOptions(
    options,
    PROMOTE_OPTIONS,
  );
  toSegmentModel("candidate", candidate);
  if (champion !== undefined) toSegmentModel("champion", champion);
  if (holdout === undefined) throw wrongType("holdout", PROMOTE_OPTIONS.holdout.expected, undefined);
  if (champion) checkContinues(candidate, champion);
  const data = await holdout;
  return withPool(workers, async (pool) => {
    const run: RunOptions = { workers: pool, signal: followed.signal };
    const at = checkpoint("deciding", followed);
    const labels = await labelHoldout(candidate, champion, data, run);
    if (gates.drift !== false && labels.after.length < FEWEST) {
      throw wrongValue("holdout", `at least ${FEWEST} users beside the gate of drift`, labels.after.length);
    }
    if (gates.drift !== false && usersOf(candidate) < 2 * FEWEST) {
      throw wrongValue(
        "candidate",
        `a model of at least ${2 * FEWEST} users beside the gate of drift`,
        usersOf(candidate),
      );
    }
    const flows = flowsOf(labels, candidate, champion);
    const segments = decidedSegments(flows, candidate, champion);
    await at.pass(0.1);
    const gain = gates.gain === false ? undefined : await segmentGains(candidate, champion, data, run);
    await at.pass(0.3);
    const drift = gates.drift === false ? undefined : await driftOf(candidate, data, { permutations, seed, run });
    await at.pass(0.5);
    const byRefits = champion && gates.churn === "refits" && (await refitChurn(champion, data, { refits, seed }, run));
    const churn = gates.churn === "refits" ? (byRefits ?? false) : gates.churn;
    await at.pass(1);
    const figures: GateFigures = {
      churn: champion && changed(flows),
      gain,
      noise: { before: champion && noiseOf(labels.before), after: noiseOf(labels.after) },
      lost: champion && segments.filter(({ after, others }) => after === null && others.length === 0).length,
      drift,
      shares: sharesOf(candidate),
    };
    const judged = judge(figures, { ...gates, churn });
    return {
      candidate: await candidate.hash(),
      champion: champion ? await champion.hash() : null,
      passed: judged.every(({ passed }) => passed),
      text: textOf(judged),
      gates: judged,
      inputs: labels.after.length,
      seed,
      segments,
      flows,
    };
  });
}

/** Users whom `detectDrift` asks for; of a model twice as many, for it compares with half of them. */
const FEWEST = 40;

/** Ids mean the same in both models only if one of them continues the other, or both another. */
function checkContinues(candidate: SegmentModel, champion: SegmentModel): void {
  if (candidate.lineage.previous !== null || champion.lineage.previous !== null) return;
  const [a, b] = [partsOf(candidate).sequences.weights, partsOf(champion).sequences.weights];
  if (a.length === b.length && a.every((weight, row) => weight === b[row])) return; // the same fit, edited
  throw wrongValue(
    "candidate",
    "a model that continues the champion (fit it with that one as previous)",
    verbatim("one of its own"),
  );
}

async function driftOf(
  candidate: SegmentModel,
  holdout: Parameters<typeof detectDrift>[1],
  { permutations, seed, run }: { readonly permutations: number; readonly seed: number; readonly run: RunOptions },
): Promise<number> {
  const { tests } = await detectDrift(candidate, holdout, { permutations, seed, ...run });
  return Math.min(...tests.map(({ adjusted }) => adjusted), 1);
}

function changed(flows: Decision["flows"]): number {
  const users = (some: Decision["flows"]) => some.reduce((sum, flow) => sum + flow.users, 0);
  return users(flows.filter(({ from, to }) => from !== to)) / users(flows);
}

function noiseOf(labels: Int32Array): number {
  return labels.reduce((sum, label) => sum + Number(label < 0), 0) / labels.length;
}

function usersOf({ segments, noise }: SegmentModel): number {
  return segments.reduce((sum, { size }) => sum + size, noise?.size ?? 0);
}

function sharesOf(model: SegmentModel): number[] {
  return model.segments.map(({ size }) => size / usersOf(model));
}

function textOf(gates: readonly Gate[]): string {
  const failed = gates.filter(({ passed }) => !passed);
  if (failed.length === 0) return `All ${countWord(gates.length)} gates are passed.`;
  const names = failed.map(({ gate }) => gate).join(", ");
  return `${failed.length} of ${unitsText(gates.length, "gate")} ${failed.length === 1 ? "is" : "are"} not passed: ${names}.`;
}
