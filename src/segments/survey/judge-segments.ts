import { checkpoint, follow } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import type { Verdict } from "../../selection";
import { reachVerdict, Separating } from "../../selection/internal";
import type { TokenizedSequences } from "../../sequences";
import type { ChoiceSettings } from "../options/fit-segments-options";
import type { ChosenSegments } from "./choose-segments";
import { logStructure } from "./log-structure";
import { RESAMPLES } from "./stability";
import type { Survey } from "./survey-candidates";

/** Are there segments in the log at all, and are these them. */
export async function judgeSegments(
  sequences: TokenizedSequences,
  { survey, clusterer, saved, stability, learnt }: ChosenSegments,
  given: ChoiceSettings,
  unit: string,
  run: RunOptions,
): Promise<Verdict> {
  const { labels } = clusterer;
  const at = checkpoint("judging", run);
  const separating = isSampleOf(survey, sequences)
    ? await survey.separating()
    : await follow(Separating.among(sequences, { seed: given.seed }), at);
  const found = {
    labels,
    weights: sequences.weights,
    saved,
    stability,
    separation: await follow(separating.of(labels), at),
  };
  const log = await logStructure(
    learnt,
    { survey, stability: isSampleOf(survey, learnt) ? stability : undefined },
    given,
    run,
  );
  return reachVerdict(found, log, { unit, resamples: RESAMPLES[given.effort] });
}

/** Whether candidates were tried on all of these sequences. */
function isSampleOf({ sample }: Survey, sequences: TokenizedSequences): boolean {
  return sample.sequences === sequences;
}
