import { checkpoint, follow } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import type { Verdict } from "../../selection";
import { reachVerdict, SavingsCode, Separating } from "../../selection/internal";
import type { RowLabels } from "../../sequences/internal";
import type { ModelParts } from "../model/model-parts";

/** The verdict on segments that no fit chose: how well they can be told apart, and how they came about. */
export async function judgeEdited(
  parts: ModelParts,
  labels: RowLabels,
  made: Pick<Verdict, "byHand"> | Pick<Verdict, "layer">,
  run: RunOptions,
): Promise<Verdict> {
  const { sequences, verdict, origin, report } = parts;
  const at = checkpoint("judging", run);
  const separating = await follow(Separating.among(sequences, { seed: origin.seed }), at);
  const separation = await follow(separating.of(labels), at);
  using code = await SavingsCode.of(sequences, run);
  const [saved] = await code.savings([labels]);
  const found = { labels, weights: sequences.weights, saved: saved!.ofTransitions, stability: undefined, separation };
  const unit = parts.profiles?.unit ?? (report.events ? sequences.rules.unit : "sequence");
  return reachVerdict(found, verdict.log, { unit, resamples: 0, ...made });
}
