import { finish } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import type { Verdict } from "../../selection";
import { reachVerdict, Separating } from "../../selection/internal";
import type { TokenizedSequences } from "../../sequences";
import type { ChoiceSettings } from "../options/fit-segments-options";
import type { ChosenSegments } from "./choose-segments";
import { logStructure } from "./log-structure";
import { RESAMPLES } from "./stability";

/** Are there segments in the log at all, and are these them. */
export async function judgeSegments(
  sequences: TokenizedSequences,
  { survey, clusterer, saved, stability, learnt }: ChosenSegments,
  given: ChoiceSettings,
  unit: string,
  run: RunOptions,
): Promise<Verdict> {
  const { labels } = clusterer;
  const found = {
    labels,
    weights: sequences.weights,
    saved,
    stability,
    separation: finish(new Separating(sequences, { seed: given.seed }).of(labels)),
  };
  const log = await logStructure(learnt, survey, given, run);
  return reachVerdict(found, log, { unit, resamples: RESAMPLES[given.effort] });
}
